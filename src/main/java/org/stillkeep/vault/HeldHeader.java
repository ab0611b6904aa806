package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** The header of an open vault: the copy that holds, and what is wrong with the other. */
final class HeldHeader {

  private final Path vault;
  private final VaultKeys keys;
  private HeaderCopy header;

  /** Any thread may ask for it. */
  private volatile List<VaultFinding> findings;

  private HeldHeader(Path vault, VaultKeys keys, HeaderFiles.Found found) {
    this.vault = vault;
    this.keys = keys;
    this.header = found.header();
    this.findings = List.copyOf(found.findings());
  }

  /**
   * Reads the header, and believes only what is of this key.
   *
   * @throws StoreException NOT_FOUND when there is neither copy, DAMAGED when neither can be believed, NEWER_FORMAT
   */
  static HeldHeader read(Path vault, VaultKeys keys) throws IOException {
    return new HeldHeader(vault, keys, HeaderFiles.read(vault, copy -> copy.isAuthentic(keys)));
  }

  String vaultId() {
    return header.vaultId();
  }

  KeyAttributes keyAttributes() {
    return header.keyAttributes();
  }

  List<VaultFinding> findings() {
    return findings;
  }

  /** @throws StoreException DAMAGED when it is older than what the change sets tell of it */
  void requireRevision(int least) throws StoreException {
    if (header.revision() < least) {
      throw new StoreException(
          Reason.DAMAGED, "the header is older than last seen: revision " + header.revision() + " < " + least);
    }
  }

  /** Writes both copies anew, with these keys; returns the new revision. */
  int replace(KeyAttributes keyAttributes) throws IOException {
    HeaderCopy next = HeaderCopy.create(header.vaultId(), header.revision() + 1, keyAttributes, keys);
    HeaderFiles.write(vault, next);
    header = next;
    return next.revision();
  }

  /** Writes back a copy that is missing, damaged or old; returns which. A damaged one is put into quarantine. */
  List<String> mend() throws IOException {
    List<String> mended = HeaderFiles.mend(vault, header, copy -> copy.isAuthentic(keys));
    findings = List.of();
    return mended;
  }
}
