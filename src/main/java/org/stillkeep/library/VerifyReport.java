package org.stillkeep.library;

import java.util.List;

/**
 * What a verification found.
 *
 * @param assetsChecked how many assets were checked, those in the trash among them
 * @param bytesRead how many bytes of cleartext were decrypted and hashed; 0 unless the data was read
 * @param findings everything that is wrong; empty when all is well
 */
public record VerifyReport(long assetsChecked, long bytesRead, List<VerifyFinding> findings) {

  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean isGood() {
    return findings.isEmpty();
  }
}
