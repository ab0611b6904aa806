package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** The folder of change sets. Each is one file, named by its number in eight digits, written once. */
final class ChangeLog {

  static final String FOLDER = "changes";
  private static final int NAME_DIGITS = 8;
  private static final int MAX_NUMBER = 99_999_999;

  private final Path folder;
  private final ChangeSetCodec codec;
  private ChangeHead head = ChangeHead.NONE;

  /** A change set came to stand under its name and yet was reported as failed: only opening again tells what holds. */
  private boolean doubtful;

  ChangeLog(Path vault, ChangeSetCodec codec) {
    this.folder = vault.resolve(FOLDER);
    this.codec = codec;
  }

  /** The newest change set that was handed to a visitor or appended. */
  ChangeHead head() {
    return head;
  }

  /** Takes each change set, in ascending order. */
  @FunctionalInterface
  interface Visitor {
    void visit(ChangeSet changeSet) throws IOException;
  }

  /**
   * Reads the whole chain, verifying each change set before it is handed on.
   *
   * @param lastSeen a head that this history must contain
   * @param stopRequested asked before each change set
   * @throws StoreException DAMAGED when one is missing, altered, cut or out of place; OTHER_HISTORY when the history was rolled
   *     back, or is not the one that was last seen
   */
  void replay(Optional<ChangeHead> lastSeen, BooleanSupplier stopRequested, Visitor visitor) throws IOException {
    BitSet numbers = numbers();
    long newest = numbers.length() - 1L;
    if (lastSeen.isPresent() && Math.max(newest, 0) < lastSeen.get().number()) {
      throw new StoreException(
          Reason.OTHER_HISTORY,
          "the vault is older than last seen: " + Math.max(newest, 0) + " < " + lastSeen.get().number());
    }
    for (int number = 1; number <= newest; number++) {
      ObjectFolder.requireNotStopped(stopRequested);
      if (!numbers.get(number)) {
        throw ChangeSetCodec.damaged(number, "is missing; the newest is " + newest);
      }
      ChangeSet changeSet = read(number);
      checkFollows(changeSet, lastSeen);
      visitor.visit(changeSet);
      head = changeSet.head();
    }
  }

  private void checkFollows(ChangeSet changeSet, Optional<ChangeHead> lastSeen) throws StoreException {
    if (!changeSet.previous().equals(head.hash())) {
      throw ChangeSetCodec.damaged(changeSet.number(), "does not follow the one before it");
    }
    boolean isLastSeen = lastSeen.isPresent() && lastSeen.get().number() == changeSet.number();
    if (isLastSeen && !lastSeen.get().hash().equals(changeSet.hash())) {
      throw new StoreException(
          Reason.OTHER_HISTORY,
          "change set " + changeSet.number() + " is not the one last seen: this is another history of the vault");
    }
  }

  /** The numbers for which there is a file; other names are none of ours. */
  BitSet numbers() throws IOException {
    BitSet numbers = new BitSet();
    Listing.forEach(
        folder,
        (file, name) -> {
          if (isName(name)) {
            numbers.set(Integer.parseInt(name));
          }
        });
    return numbers;
  }

  static boolean isName(String name) {
    return name.length() == NAME_DIGITS
        && name.chars().allMatch(each -> each >= '0' && each <= '9')
        && Integer.parseInt(name) > 0;
  }

  static String name(long number) {
    return String.format(Locale.ROOT, "%08d", number);
  }

  /** Reads and verifies one change set. */
  ChangeSet read(long number) throws IOException {
    Path file = folder.resolve(name(number));
    try {
      if (Files.size(file) > ChangeSetCodec.MAX_BYTES) {
        throw ChangeSetCodec.damaged(number, "is larger than any that was written");
      }
      return codec.decode(number, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw ChangeSetCodec.damaged(number, "is missing");
    }
  }

  /**
   * Writes the rows as the next change set; it is durable when this returns its number. After a failure nothing has
   * changed, or, when that cannot be known, nothing more is written until the vault is opened again.
   */
  long append(List<Row> rows) throws IOException {
    if (doubtful || head.number() == MAX_NUMBER) {
      throw new StoreException(Reason.UNAVAILABLE, "the last change may not be durable: open the vault again");
    }
    byte[] text = codec.encode(head, rows);
    long number = head.number() + 1;
    Path file = folder.resolve(name(number));
    try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      pending.body().write(text);
      pending.commitNew();
    } catch (FileAlreadyExistsException e) {
      throw new StoreException(Reason.IN_USE, "change set " + number + " was written by another program", e);
    } catch (IOException e) {
      // A disk that cannot tell may well have it.
      doubtful = !Files.notExists(file);
      throw DiskErrors.translate(e, folder);
    }
    head = new ChangeHead(number, VaultKeys.hash(text, text.length));
    return number;
  }
}
