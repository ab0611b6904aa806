package org.stillkeep.vault;

import java.util.Objects;
import java.util.Optional;

/**
 * How to open a vault.
 *
 * @param readOnly whether nothing shall be written; such an opening takes no lock and may stand beside a writer, of whose
 *     later changes it sees nothing
 * @param lastSeen the head that was remembered when this vault was last used from here; empty when nothing is remembered,
 *     and then a vault that was rolled back cannot be told from one that was not
 */
public record VaultOptions(boolean readOnly, Optional<ChangeHead> lastSeen) {

  public VaultOptions {
    Objects.requireNonNull(lastSeen);
  }

  /** To read and write. */
  public static VaultOptions readWrite(Optional<ChangeHead> lastSeen) {
    return new VaultOptions(false, lastSeen);
  }

  /** To read only. */
  public static VaultOptions readOnly(Optional<ChangeHead> lastSeen) {
    return new VaultOptions(true, lastSeen);
  }
}
