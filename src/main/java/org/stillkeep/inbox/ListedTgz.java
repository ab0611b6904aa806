package org.stillkeep.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** A TGZ whose listing somebody else has: its entries can be read without going through it once more. */
final class ListedTgz implements EntryContents {

  private final SourceFile file;
  private final TgzContents contents;

  private ListedTgz(SourceFile file, BooleanSupplier stopRequested) {
    this.file = file;
    this.contents = new TgzContents(file, stopRequested);
  }

  /**
   * Opens it if it is still the same.
   *
   * @param file is closed with it, and when it cannot be opened
   */
  static ListedTgz open(SourceFile file, ArchiveFingerprint listed, BooleanSupplier stopRequested) throws IOException {
    boolean same = false;
    try {
      same = TgzIdentity.fingerprint(file).equals(listed);
      if (!same) {
        throw Archives.replaced(file.path());
      }
      return new ListedTgz(file, stopRequested);
    } finally {
      if (!same) {
        file.close();
      }
    }
  }

  @Override
  public InputStream open(int index) throws IOException {
    TgzContents.EntryStream content = contents.open(index);
    return new VerifiedInputStream(content.source(), content, content.sizeBytes(), VerifiedInputStream.UNKNOWN_CRC);
  }

  @Override
  public boolean isCheapToReadAgain() {
    return false;
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() throws IOException {
    contents.close();
    file.close();
  }
}
