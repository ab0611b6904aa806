package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** The chain of change sets, each of which is written once, in two files ({@link ChangeFiles}). */
final class ChangeLog {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
  private static final int MAX_NUMBER = 99_999_999;

  private final Path vault;
  private final ChangeSetCodec codec;
  private final ChangeFiles files;
  private final List<VaultFinding> findings = new CopyOnWriteArrayList<>();

  /** Of each change set by its number less one, so that whatever is read later is what was believed at first. */
  private final List<byte[]> hashes = new ArrayList<>();

  /** Of the change sets made here, those whose copies could not be written: tried again with the next. */
  private final BitSet withoutCopy = new BitSet();

  private ChangeHead head = ChangeHead.NONE;

  /** A change set came to stand under its name and yet was reported as failed: only opening again tells what holds. */
  private boolean doubtful;

  ChangeLog(Path vault, ChangeSetCodec codec) {
    this.vault = vault;
    this.codec = codec;
    this.files = new ChangeFiles(vault, codec);
  }

  /** The newest change set that was handed to a visitor or appended. */
  ChangeHead head() {
    return head;
  }

  /** What is wrong with one of a change set's two files, as far as replaying has seen it. Any thread may ask. */
  List<VaultFinding> findings() {
    return List.copyOf(findings);
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
   * @throws StoreException DAMAGED when one is missing, altered, cut or out of place, and so is its copy; OTHER_HISTORY when the
   *     history was rolled back, or is not the one that was last seen
   */
  void replay(Optional<ChangeHead> lastSeen, BooleanSupplier stopRequested, Visitor visitor) throws IOException {
    BitSet firsts = files.numbers();
    // Later than the others, so that none is listed of a change that another program makes meanwhile, without the change.
    BitSet copies = files.copies(this::warn);
    BitSet all = (BitSet) firsts.clone();
    all.or(copies);
    boolean isFolderMissing = files.isFolderMissing();
    if (isFolderMissing) {
      requireAny(all);
      warn(ChangeFiles.missingFolder());
    }
    long newest = all.length() - 1L;
    requireNotOlder(lastSeen, Math.max(newest, 0));
    for (int number = 1; number <= newest; number++) {
      ObjectFolder.requireNotStopped(stopRequested);
      if (!all.get(number)) {
        throw ChangeSetCodec.damaged(number, "is missing; the newest is " + newest);
      }
      if (!firsts.get(number) && number >= firsts.length() && isStray(number)) {
        findings.add(ChangeFiles.strayCopy(number));
        break;
      }
      ChangeFiles.Found found = files.read(number, this::requireNext);
      requireLastSeen(found.changeSet(), lastSeen);
      found.finding().filter(each -> !isFolderMissing).ifPresent(this::warn);
      visitor.visit(found.changeSet());
      advance(found.changeSet().head());
    }
    requireNotOlder(lastSeen, head.number());
  }

  private static void requireAny(BitSet all) throws StoreException {
    if (all.isEmpty()) {
      throw VaultFolder.missing(ChangeFiles.FOLDER);
    }
  }

  private static void requireNotOlder(Optional<ChangeHead> lastSeen, long newest) throws StoreException {
    if (lastSeen.isPresent() && newest < lastSeen.get().number()) {
      throw new StoreException(
          Reason.OTHER_HISTORY, "the vault is older than last seen: its last change set is " + newest + ", not " + lastSeen.get().number());
    }
  }

  /** Whether what lies behind the newest change set is whole and yet follows another one. */
  private boolean isStray(long number) throws IOException {
    return !files.read(number, changeSet -> {}).changeSet().previous().equals(head.hash());
  }

  private void requireNext(ChangeSet changeSet) throws StoreException {
    if (!changeSet.previous().equals(head.hash())) {
      throw ChangeSetCodec.damaged(changeSet.number(), "does not follow the one before it");
    }
  }

  private static void requireLastSeen(ChangeSet changeSet, Optional<ChangeHead> lastSeen) throws StoreException {
    boolean isLastSeen = lastSeen.isPresent() && lastSeen.get().number() == changeSet.number();
    if (isLastSeen && !lastSeen.get().hash().equals(changeSet.hash())) {
      throw new StoreException(
          Reason.OTHER_HISTORY,
          "change set " + changeSet.number() + " is not the one last seen: this is another history of the vault");
    }
  }

  private void warn(VaultFinding finding) {
    LOG.warn("{}: {}", finding.subject(), finding.detail());
    findings.add(finding);
  }

  private void advance(ChangeHead next) {
    head = next;
    hashes.add(HexFormat.of().parseHex(next.hash()));
  }

  /**
   * Writes the copies that are missing: all of them in a vault of an older program, the last one after a crash. Where that fails, they
   * stay missing.
   */
  void addMissingCopies(BooleanSupplier stopRequested) throws IOException {
    List<VaultFinding> wrong = new ArrayList<>();
    BitSet copies = files.copies(wrong::add);
    for (long number = 1; number <= head.number() && wrong.isEmpty(); number++) {
      ObjectFolder.requireNotStopped(stopRequested);
      if (!copies.get(Math.toIntExact(number)) && !addCopy(number, find(number).text())) {
        return;
      }
    }
  }

  /** Reads and verifies once more a change set that was replayed or appended. */
  ChangeSet read(long number) throws IOException {
    return find(number).changeSet();
  }

  private ChangeFiles.Found find(long number) throws IOException {
    String hash = HexFormat.of().formatHex(hashes.get(Math.toIntExact(number - 1)));
    return files.read(number, changeSet -> requireSame(changeSet, hash));
  }

  private static void requireSame(ChangeSet changeSet, String hash) throws StoreException {
    if (!changeSet.hash().equals(hash)) {
      throw ChangeSetCodec.damaged(changeSet.number(), "is another than when the vault was opened");
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
    if (files.isFolderMissing()) {
      mend(() -> false);
    }
    try {
      files.writeFirst(number, text);
    } catch (FileAlreadyExistsException e) {
      throw new StoreException(Reason.IN_USE, "change set " + number + " was written by another program", e);
    } catch (IOException e) {
      doubtful = files.mayBeThere(number);
      throw DiskErrors.translate(e, vault);
    }
    advance(new ChangeHead(number, VaultKeys.hash(text, text.length)));
    if (addCopy(number, text)) {
      addLateCopies();
    } else {
      withoutCopy.set(Math.toIntExact(number));
    }
    return number;
  }

  private void addLateCopies() {
    try {
      for (int late = withoutCopy.nextSetBit(1); late > 0 && addCopy(late, find(late).text()); late = withoutCopy.nextSetBit(1)) {
        withoutCopy.clear(late);
      }
    } catch (IOException e) {
      LOG.warn("a change set without a copy cannot be read: {}", e.toString());
    }
  }

  /** The change is made already: whether it has a copy, too, must not let it fail. The next change, or opening, tries again. */
  private boolean addCopy(long number, byte[] text) {
    try {
      files.writeCopy(number, text);
      return true;
    } catch (IOException e) {
      LOG.warn("change set {} has no copy: {}", number, e.toString());
      return false;
    }
  }

  /**
   * Writes back what is missing or damaged of each change set's two files, and puts copies of another history aside. What lay there
   * is kept in quarantine. From the newest down, so that where a whole folder is written back, a crash leaves gaps that every program
   * notices, and never a shorter history.
   *
   * @return the files that were written or put aside, relative to the vault
   */
  List<String> mend(BooleanSupplier stopRequested) throws IOException {
    List<String> mended = new ArrayList<>();
    try {
      for (long number = head.number(); number > 0; number--) {
        ObjectFolder.requireNotStopped(stopRequested);
        byte[] text = find(number).text();
        for (String folder : List.of(ChangeFiles.COPIES, ChangeFiles.FOLDER)) {
          if (files.mend(folder, number, text)) {
            mended.add(ChangeFiles.relativePath(folder, number));
          }
        }
      }
      Collections.reverse(mended);
      BitSet copies = files.copies(this::warn);
      for (int stray = copies.nextSetBit(Math.toIntExact(head.number() + 1)); stray >= 0; stray = copies.nextSetBit(stray + 1)) {
        files.putAside(ChangeFiles.COPIES, stray);
        mended.add(ChangeFiles.relativePath(ChangeFiles.COPIES, stray));
      }
    } catch (IOException e) {
      throw DiskErrors.translate(e, vault);
    }
    findings.clear();
    return mended;
  }
}
