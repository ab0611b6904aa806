package org.stillkeep.library;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.store.StoreException;

/**
 * What a verification found.
 *
 * @param assetsChecked how many assets were checked, those in the trash among them; without those that the store did not give out
 * @param bytesRead how many bytes of cleartext were decrypted and hashed; 0 unless the data was read
 * @param findings everything that is wrong, and what could not be looked at; empty when all is well
 * @param brokenOff why the store could not be asked any further; empty when everything was looked at
 */
public record VerifyReport(
    long assetsChecked, long bytesRead, List<VerifyFinding> findings, Optional<StoreException> brokenOff) {

  public VerifyReport {
    findings = List.copyOf(findings);
    Objects.requireNonNull(brokenOff);
  }

  /** Whether everything was looked at, and nothing is wrong. */
  public boolean isGood() {
    return findings.isEmpty() && brokenOff.isEmpty();
  }

  /** How many assets the store did not give out. */
  public long notGivenOut() {
    return findings.stream().filter(each -> each.problem() == VerifyFinding.Problem.NOT_GIVEN_OUT).count();
  }

  /** How many things are known to be wrong. */
  public long wrong() {
    return findings.size() - notGivenOut();
  }
}
