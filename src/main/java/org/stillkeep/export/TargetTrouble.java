package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what a failed write says about the whole target. The words of the system may be in any language, so the file store is
 * asked too; it may lie (F7, F8), so neither alone decides.
 */
final class TargetTrouble {

  private static final long FLOOR_MAX_BYTES = 1L << 30;
  private static final int FLOOR_PERCENT = 1;

  /** Linux, macOS, Windows: no space, no quota, no inodes. */
  private static final List<String> FULL_WORDS =
      List.of("no space left", "quota exceeded", "disc quota", "disk full", "not enough space", "enough disk space");

  /** FAT32 under the names of Linux, macOS and Windows; a file's size has 32 bits there. */
  private static final Set<String> FAT = Set.of("vfat", "msdos", "fat32", "fat");

  private static final long FAT_MAX_BYTES = (1L << 32) - 1;

  /** Linux and macOS; Windows. */
  private static final List<String> TOO_LARGE_WORDS = List.of("file too large", "file size exceeds the limit");

  private static final List<String> READ_ONLY_WORDS = List.of("read-only file system", "write protected");

  /** Linux, Windows: what is open, or the server itself, is of the past. */
  private static final List<String> AWAY_WORDS =
      List.of(
          "stale file handle",
          "stale nfs file handle",
          "transport endpoint is not connected",
          "host is down",
          "no route to host",
          "network is unreachable",
          "no such device",
          "network name is no longer available",
          "network path was not found");

  private TargetTrouble() {}

  /** Whether the disk says that it has gone away, of which opening by path once more may be the cure (F13, F15, F19). */
  static boolean isAway(IOException failure) {
    String words = words(failure);
    return AWAY_WORDS.stream().anyMatch(words::contains);
  }

  /** What this failure means for the pass; empty when it is the trouble of one file only. */
  static Optional<ExportException> of(IOException failure, Path root, long neededBytes) {
    String words = words(failure);
    if (READ_ONLY_WORDS.stream().anyMatch(words::contains)) {
      return Optional.of(
          new ExportException(ExportException.Reason.READ_ONLY, root, root + ": " + failure.getMessage(), failure));
    }
    Optional<Space> space = space(root);
    boolean tooSmall = space.filter(each -> each.isKnown() && each.usableBytes() < neededBytes).isPresent();
    if (tooSmall || FULL_WORDS.stream().anyMatch(words::contains)) {
      return Optional.of(
          ExportException.full(root, neededBytes, space.map(Space::usableBytes).orElse(0L), failure));
    }
    return Optional.empty();
  }

  /**
   * Makes sure that a file fits and leaves the floor free: 1 % of the volume, but never more than 1 GiB.
   *
   * @return the room down to the floor; where nobody knows it, more than anything needs
   * @throws ExportException FULL
   */
  static long requireRoom(Path root, long fileBytes) throws ExportException {
    Optional<Space> space = space(root);
    if (space.isEmpty() || !space.get().isKnown()) {
      return Long.MAX_VALUE;
    }
    long floor = Math.min(FLOOR_MAX_BYTES, space.get().totalBytes() / 100 * FLOOR_PERCENT);
    if (space.get().usableBytes() < fileBytes + floor) {
      throw ExportException.full(root, fileBytes + floor, space.get().usableBytes(), null);
    }
    return space.get().usableBytes() - floor;
  }

  /**
   * Makes sure that the file system has files of this size at all, as far as its name tells: FAT would only say so after 4 GiB.
   *
   * @throws FileTooLargeException if not
   */
  static void requireSize(Path root, long fileBytes) throws FileTooLargeException {
    if (fileBytes > FAT_MAX_BYTES && typeOf(root).filter(FAT::contains).isPresent()) {
      throw new FileTooLargeException(fileBytes, null);
    }
  }

  /** Whether the file system said of one file that it has none of that size. */
  static boolean isTooLarge(IOException failure) {
    String words = words(failure);
    return failure instanceof FileTooLargeException || TOO_LARGE_WORDS.stream().anyMatch(words::contains);
  }

  private static Optional<String> typeOf(Path root) {
    try {
      return Optional.of(Files.getFileStore(root).type().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      // What cannot be asked is found out by writing.
      return Optional.empty();
    }
  }

  private record Space(long totalBytes, long usableBytes) {
    /** Some network file systems say 0 of 0. */
    boolean isKnown() {
      return totalBytes > 0;
    }
  }

  private static Optional<Space> space(Path root) {
    try {
      FileStore store = Files.getFileStore(root);
      return Optional.of(new Space(store.getTotalSpace(), store.getUsableSpace()));
    } catch (IOException e) {
      // A file store that cannot be asked is one of unknown size.
      return Optional.empty();
    }
  }

  private static String words(IOException failure) {
    String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
    return String.valueOf(reason).toLowerCase(Locale.ROOT);
  }
}
