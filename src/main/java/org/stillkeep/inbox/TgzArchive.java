package org.stillkeep.inbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * A TAR packed by gzip. It has no directory: listing it takes one way through the whole file, which finds size and CRC of
 * each entry, reads the texts of small JSON entries on the way, and at its end proves that nothing is missing.
 */
final class TgzArchive implements Archive {

  private final SourceFile file;
  private final LongAdder bytesRead;
  private final ArchiveFingerprint fingerprint;
  private final TarListing listing;
  private final TgzContents contents;

  private TgzArchive(
      SourceFile file, LongAdder bytesRead, ArchiveFingerprint fingerprint, TarListing listing, TgzContents contents) {
    this.file = file;
    this.bytesRead = bytesRead;
    this.fingerprint = fingerprint;
    this.listing = listing;
    this.contents = contents;
  }

  /**
   * Goes through the file once.
   *
   * @param file is closed with the archive, and when it cannot be opened
   * @throws ArchiveException when it cannot be read as a whole
   * @throws java.util.concurrent.CancellationException when stopped
   */
  static TgzArchive open(SourceFile file, LongAdder bytesRead, BooleanSupplier stopRequested) throws IOException {
    try {
      ArchiveFingerprint fingerprint = TgzIdentity.fingerprint(file);
      TarListing listing = TarListing.of(file, stopRequested);
      return new TgzArchive(file, bytesRead, fingerprint, listing, new TgzContents(file, stopRequested));
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public ArchiveKind kind() {
    return ArchiveKind.TGZ;
  }

  @Override
  public ArchiveFingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public long sizeBytes() {
    return file.sizeBytes();
  }

  @Override
  public FileTime modified() {
    return file.facts().modified();
  }

  @Override
  public int size() {
    return listing.directory().size();
  }

  @Override
  public ArchiveEntry entry(int index) {
    return listing.directory().entry(index);
  }

  @Override
  public InputStream open(int index) throws IOException {
    TarDirectory directory = listing.directory();
    Optional<byte[]> text = directory.texts().take(index);
    if (text.isPresent()) {
      return new ByteArrayInputStream(text.get());
    }
    TgzContents.EntryStream content = contents.open(index);
    return new VerifiedInputStream(content.source(), content, directory.sizeBytes(index), directory.crc32(index));
  }

  @Override
  public List<String> problems() {
    return listing.problems();
  }

  @Override
  public boolean isCheapToReadAgain() {
    return false;
  }

  @Override
  public long bytesRead() {
    return bytesRead.sum();
  }

  @Override
  public void close() throws IOException {
    contents.close();
    file.close();
  }
}
