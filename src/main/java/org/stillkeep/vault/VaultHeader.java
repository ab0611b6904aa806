package org.stillkeep.vault;

import java.util.List;
import java.util.Objects;
import org.stillkeep.store.KeyAttributes;

/**
 * What {@code vault.json} says. As long as the vault has not been opened with its authentication key, all of it may have
 * been written by a stranger: enough to try a passphrase with, and to be believed in nothing else.
 *
 * @param vaultId 32 random hex digits
 * @param revision counts the changes of the key attributes, from 1
 * @param keyAttributes the wrapped keys
 * @param findings a copy of the header that is missing, stale or damaged
 */
public record VaultHeader(String vaultId, int revision, KeyAttributes keyAttributes, List<VaultFinding> findings) {

  public VaultHeader {
    Objects.requireNonNull(vaultId);
    Objects.requireNonNull(keyAttributes);
    findings = List.copyOf(findings);
  }
}
