package org.stillkeep.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.stillkeep.inbox.ArchiveException.State;

/** Lists a TGZ by going through all of it once, which also proves that it is whole. */
final class TarListing {

  private static final int BUFFER_BYTES = 128 * 1024;

  /** Sidecars have some hundred bytes; those that are longer are read when they are asked for. */
  private static final int MAX_TEXT_BYTES = 64 * 1024;

  /** Packed: a million sidecars take about a hundred bytes each. */
  private static final long MAX_TEXTS_BYTES = 32L << 20;

  private static final long MAX_NAME_BYTES = 256L << 20;

  /** Photos do not compress: nothing honest is larger than this many times its size, unless it is small (Z7). */
  private static final long MAX_RATIO = 64;

  private static final long SMALL_BYTES = 4L << 30;
  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z");

  private final SourceFile file;
  private final long smallBytes;
  private final TarDirectory directory = new TarDirectory();
  private final List<String> problems = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private TarListing(SourceFile file, long smallBytes) {
    this.file = file;
    this.smallBytes = smallBytes;
  }

  /**
   * Goes through the file.
   *
   * @throws ArchiveException GROWING when it ends early or changed meanwhile; DAMAGED when it contradicts itself;
   *     NOT_AN_ARCHIVE when there is no TAR in it
   * @throws java.util.concurrent.CancellationException when stopped
   */
  static TarListing of(SourceFile file, BooleanSupplier stopRequested) throws IOException {
    return of(file, SMALL_BYTES, stopRequested);
  }

  /** @param smallBytes content of no more than this may be packed as well as it likes */
  static TarListing of(SourceFile file, long smallBytes, BooleanSupplier stopRequested) throws IOException {
    TarListing listing = new TarListing(file, smallBytes);
    try (TarCursor cursor = new TarCursor(file, stopRequested)) {
      listing.list(cursor, stopRequested);
    } catch (ZipException e) {
      throw refused(file, e);
    } catch (EOFException e) {
      throw new ArchiveException(State.GROWING, file.path(), "it ends early: still being copied, or broken off");
    }
    if (file.changed()) {
      throw new ArchiveException(State.GROWING, file.path(), "it changed while it was read");
    }
    return listing;
  }

  TarDirectory directory() {
    return directory;
  }

  /** In words for people. */
  List<String> problems() {
    return problems;
  }

  private void list(TarCursor cursor, BooleanSupplier stopRequested) throws IOException {
    while (cursor.advance()) {
      if (directory.size() == ZipDirectoryReader.MAX_ENTRIES || directory.nameBytes() > MAX_NAME_BYTES) {
        throw new ArchiveException(State.DAMAGED, file.path(), "it holds too many entries");
      }
      add(cursor, stopRequested);
    }
    boolean more = cursor.finish();
    refuseBomb(cursor);
    if (directory.size() == 0) {
      problems.add("it holds no entries");
    }
    if (more) {
      problems.add("something lies behind the archive");
    }
  }

  private void add(TarCursor cursor, BooleanSupplier stopRequested) throws IOException {
    TarArchiveEntry entry = cursor.entry();
    String path = path(entry);
    EntryState state = stateOf(entry);
    boolean text =
        state == EntryState.READABLE
            && entry.getSize() <= MAX_TEXT_BYTES
            && directory.texts().packedBytes() < MAX_TEXTS_BYTES
            && path.toLowerCase(Locale.ROOT).endsWith(".json");
    ByteBuffer kept = ByteBuffer.allocate(text ? (int) entry.getSize() : 0);
    CRC32 crc = new CRC32();
    long bytes = 0;
    for (int count = cursor.read(buffer, 0, buffer.length); count >= 0; count = cursor.read(buffer, 0, buffer.length)) {
      Stop.check(stopRequested);
      crc.update(buffer, 0, count);
      bytes += count;
      if (text) {
        kept.put(buffer, 0, count);
      }
      refuseBomb(cursor);
    }
    directory.add(path, bytes, crc.getValue(), seconds(entry), state);
    if (text) {
      directory.keepText(kept.array());
    }
  }

  private void refuseBomb(TarCursor cursor) throws ArchiveException {
    if (cursor.contentBytes() > smallBytes && cursor.contentBytes() / MAX_RATIO > file.sizeBytes()) {
      throw new ArchiveException(State.DAMAGED, file.path(), "it unpacks to more than " + MAX_RATIO + " times its size");
    }
  }

  private static ArchiveException refused(SourceFile file, ZipException cause) throws IOException {
    ArchiveException refused =
        file.changed()
            ? new ArchiveException(State.GROWING, file.path(), "it changed while it was read")
            : new ArchiveException(State.DAMAGED, file.path(), cause.getMessage());
    refused.initCause(cause);
    return refused;
  }

  /** UTF-8 where the bytes are that; else what the library made of them, each byte or extended record a character. */
  private static String path(TarArchiveEntry entry) {
    String name = entry.getName();
    if (name.chars().anyMatch(each -> each > 0xff)) {
      return name;
    }
    try {
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return name;
    }
  }

  /** Links, also hard ones, are never followed; devices and pipes are as little of a photo as links. */
  static EntryState stateOf(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return EntryState.DIRECTORY;
    }
    boolean odd =
        entry.isSymbolicLink()
            || entry.isLink()
            || entry.isFIFO()
            || entry.isBlockDevice()
            || entry.isCharacterDevice();
    return odd ? EntryState.SYMLINK : EntryState.READABLE;
  }

  private static long seconds(TarArchiveEntry entry) {
    Instant modified = entry.getLastModifiedTime().toInstant();
    return modified.isBefore(YEAR_1) || modified.isAfter(YEAR_9999) ? ZipTimes.NONE : modified.getEpochSecond();
  }
}
