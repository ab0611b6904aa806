package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.VaultFinding.Kind;

/**
 * The files of change sets: each set lies in {@code changes}, and the same bytes once more in {@code changes-copy}, under its number
 * in eight digits. Either one suffices. The first is written first and makes the change; a copy is there only of what was made.
 */
final class ChangeFiles {

  static final String FOLDER = "changes";
  static final String COPIES = "changes-copy";
  private static final int NAME_DIGITS = 8;

  private final Path vault;
  private final ChangeSetCodec codec;

  ChangeFiles(Path vault, ChangeSetCodec codec) {
    this.vault = vault;
    this.codec = codec;
  }

  /** What else has to be true of a change set that is whole in itself. */
  @FunctionalInterface
  interface Place {

    /** @throws StoreException DAMAGED when it does not belong here */
    void require(ChangeSet changeSet) throws StoreException;
  }

  /**
   * A change set that was read.
   *
   * @param text its bytes
   * @param finding what is wrong with its first file, when it was read from the copy
   */
  record Found(ChangeSet changeSet, byte[] text, Optional<VaultFinding> finding) {}

  static boolean isName(String name) {
    return name.length() == NAME_DIGITS
        && name.chars().allMatch(each -> each >= '0' && each <= '9')
        && Integer.parseInt(name) > 0;
  }

  /** Where a change set lies in one of the two folders, relative to the vault, with a slash. */
  static String relativePath(String folder, long number) {
    return folder + "/" + String.format(Locale.ROOT, "%08d", number);
  }

  private Path file(String folder, long number) {
    return vault.resolve(relativePath(folder, number));
  }

  /**
   * Whether the folder of the first files is gone while that of the copies is there: all is read from these. A disk that cannot
   * tell is not believed to have lost it.
   */
  boolean isFolderMissing() {
    return Files.notExists(vault.resolve(FOLDER)) && Files.isDirectory(vault.resolve(COPIES));
  }

  /** The numbers for which there is a file; other names are none of ours. */
  BitSet numbers() throws IOException {
    return isFolderMissing() ? new BitSet() : list(FOLDER);
  }

  /**
   * The numbers for which there is a copy. A folder of copies may be missing: older programs wrote none. It may not be given out by
   * the disk either: whatever they would tell is in the first files.
   *
   * @param wrong takes what is wrong with the folder
   */
  BitSet copies(Consumer<VaultFinding> wrong) {
    try {
      return Files.notExists(vault.resolve(COPIES)) ? new BitSet() : list(COPIES);
    } catch (IOException e) {
      wrong.accept(VaultFinding.of(Kind.DAMAGED_CHANGE_SET_COPY, COPIES, "cannot be read: " + DiskErrors.words(e)));
      return new BitSet();
    }
  }

  /** That all were read from their copies. */
  static VaultFinding missingFolder() {
    return VaultFinding.of(Kind.DAMAGED_CHANGE_SET_COPY, FOLDER, "the folder is missing, with all change sets; it is read from its copy");
  }

  private BitSet list(String folder) throws IOException {
    BitSet numbers = new BitSet();
    Listing.forEach(
        vault.resolve(folder),
        (file, name) -> {
          if (isName(name)) {
            numbers.set(Integer.parseInt(name));
          }
        });
    return numbers;
  }

  /**
   * Reads a change set, from its copy when the first file cannot be believed or read.
   *
   * @throws IOException what is wrong with the first file, when neither serves
   */
  Found read(long number, Place place) throws IOException {
    IOException fault;
    try {
      return read(FOLDER, number, place, Optional.empty());
    } catch (StoreException e) {
      if (e.reason() != Reason.DAMAGED) {
        throw e;
      }
      fault = e;
    } catch (IOException e) {
      fault = e;
    }
    try {
      return read(COPIES, number, place, Optional.of(finding(FOLDER, number, words(fault) + "; it is read from its copy")));
    } catch (IOException e) {
      fault.addSuppressed(e);
      throw DiskErrors.translate(fault, file(FOLDER, number));
    }
  }

  private Found read(String folder, long number, Place place, Optional<VaultFinding> finding) throws IOException {
    Path file = file(folder, number);
    try {
      byte[] text = BoundedFile.read(file, ChangeSetCodec.MAX_BYTES + 1);
      if (text.length > ChangeSetCodec.MAX_BYTES) {
        throw ChangeSetCodec.damaged(number, "is larger than any that was written");
      }
      ChangeSet changeSet = codec.decode(number, text);
      place.require(changeSet);
      return new Found(changeSet, text, finding);
    } catch (NoSuchFileException e) {
      throw ChangeSetCodec.damaged(number, "is missing");
    }
  }

  /** What is wrong with the copy of a change set that is known to be this one. */
  Optional<VaultFinding> checkCopy(long number, byte[] text) {
    try {
      if (isSame(COPIES, number, text)) {
        return Optional.empty();
      }
      return Optional.of(finding(COPIES, number, "the copy of change set " + number + " is damaged, or of another history"));
    } catch (NoSuchFileException e) {
      return Optional.of(finding(COPIES, number, "the copy of change set " + number + " is missing"));
    } catch (IOException e) {
      return Optional.of(finding(COPIES, number, words(e)));
    }
  }

  /** A copy that follows nothing which is there: of a history that was given up. */
  static VaultFinding strayCopy(long number) {
    return finding(COPIES, number, "change set " + number + " is of another history and is ignored");
  }

  private boolean isSame(String folder, long number, byte[] text) throws IOException {
    return Arrays.equals(BoundedFile.read(file(folder, number), text.length + 1), text);
  }

  /**
   * Writes a new change set; it is made when its first file is durable, which it is when this returns.
   *
   * @throws FileAlreadyExistsException when there is one of this number
   */
  void writeFirst(long number, byte[] text) throws IOException {
    write(FOLDER, number, text);
  }

  /** Whether there is something under the number of a change set; a disk that cannot tell may well have it. */
  boolean mayBeThere(long number) {
    return !Files.notExists(file(FOLDER, number));
  }

  /** Writes the copy of a change set that was made; what lies in its place is put into quarantine. */
  void writeCopy(long number, byte[] text) throws IOException {
    DurableFiles.createPrivateDirectories(vault.resolve(COPIES));
    replace(COPIES, number, text);
  }

  /**
   * Writes back whichever of a change set's files is not these bytes; what lies in its place is put into quarantine.
   *
   * @return whether anything was written in this folder
   */
  boolean mend(String folder, long number, byte[] text) throws IOException {
    try {
      if (isSame(folder, number, text)) {
        return false;
      }
    } catch (IOException unreadable) {
      // Missing, or the disk does not give it out: it is written either way, and quarantine keeps what there is.
    }
    DurableFiles.createPrivateDirectories(vault.resolve(folder));
    replace(folder, number, text);
    return true;
  }

  /** The new one is on the disk before what lies in its place leaves it. */
  private void replace(String folder, long number, byte[] text) throws IOException {
    try (Pending pending = DurableFiles.begin(file(folder, number), PosixMode.OWNER_ONLY)) {
      pending.body().write(text);
      pending.force();
      putAside(folder, number);
      pending.commitNew();
    }
  }

  /** Moves what lies in a change set's place into quarantine, if anything does. */
  void putAside(String folder, long number) throws IOException {
    Path file = file(folder, number);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      new Quarantine(vault).take(file);
    }
  }

  private void write(String folder, long number, byte[] text) throws IOException {
    try (Pending pending = DurableFiles.begin(file(folder, number), PosixMode.OWNER_ONLY)) {
      pending.body().write(text);
      pending.commitNew();
    }
  }

  private static VaultFinding finding(String folder, long number, String detail) {
    return VaultFinding.of(Kind.DAMAGED_CHANGE_SET_COPY, relativePath(folder, number), detail);
  }

  private static String words(IOException failure) {
    return failure instanceof StoreException ? failure.getMessage() : "cannot be read: " + DiskErrors.words(failure);
  }
}
