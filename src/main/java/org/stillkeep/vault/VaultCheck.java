package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.VaultFinding.Kind;

/** One look at everything in a vault's folder but the contents of objects. Goes on after each finding. */
final class VaultCheck {

  private final Path folder;
  private final VaultKeys keys;
  private final BooleanSupplier stopRequested;
  private final Predicate<String> awaitingRegistration;
  private final ObjectFolder objects;
  private final ObjectIndex named = new ObjectIndex();
  private final List<VaultFinding> findings = new ArrayList<>();

  VaultCheck(Path folder, VaultKeys keys, BooleanSupplier stopRequested, Predicate<String> awaitingRegistration) {
    this.folder = folder;
    this.keys = keys;
    this.stopRequested = stopRequested;
    this.awaitingRegistration = awaitingRegistration;
    this.objects = new ObjectFolder(folder, false);
  }

  List<VaultFinding> run() throws IOException {
    HeaderFiles.Found found;
    try {
      found = HeaderFiles.read(folder, copy -> copy.isAuthentic(keys));
    } catch (StoreException e) {
      if (e.reason() != Reason.DAMAGED) {
        throw e;
      }
      // Without the vault's id no change set can be told from another vault's.
      return List.of(VaultFinding.of(Kind.DAMAGED_HEADER, HeaderFiles.NAMES.get(0), e.getMessage()));
    }
    findings.addAll(found.findings());
    findings.addAll(VaultFolder.findings(folder));
    long quarantined = Quarantine.count(folder);
    if (quarantined > 0) {
      findings.add(VaultFinding.of(Kind.QUARANTINE, Quarantine.FOLDER, "holds files that a repair has put aside: " + quarantined));
    }
    checkChangeSets(new ChangeFiles(folder, new ChangeSetCodec(found.header().vaultId(), keys)));
    objects.forEach(this::checkIsNamed, this::noteUnlisted);
    return findings;
  }

  private void checkChangeSets(ChangeFiles files) throws IOException {
    BitSet firsts = files.numbers();
    BitSet copies = files.copies(findings::add);
    boolean isFolderMissing = files.isFolderMissing();
    if (isFolderMissing && !copies.isEmpty()) {
      findings.add(ChangeFiles.missingFolder());
    }
    int newest = Math.max(firsts.length(), copies.length()) - 1;
    // Empty when the one before could not be read, so that one damage is one finding.
    String previous = ChangeHead.NONE.hash();
    List<VaultFinding> withoutCopy = new ArrayList<>();
    for (int number = 1; number <= newest; number++) {
      checkStop();
      String expected = previous;
      try {
        if (number >= firsts.length() && isStray(files, number, expected)) {
          findings.add(ChangeFiles.strayCopy(number));
          break;
        }
        ChangeFiles.Found found = files.read(number, changeSet -> requireFollows(changeSet, expected));
        found.finding().filter(each -> !isFolderMissing).ifPresent(findings::add);
        files.checkCopy(number, found.text()).ifPresent(copies.get(number) ? findings::add : withoutCopy::add);
        previous = found.changeSet().hash();
        checkObjects(found.changeSet());
      } catch (StoreException e) {
        if (e.reason() != Reason.DAMAGED) {
          throw e;
        }
        previous = "";
        String subject = ChangeFiles.relativePath(ChangeFiles.FOLDER, number);
        findings.add(VaultFinding.of(Kind.DAMAGED_CHANGE_SET, subject, e.getMessage()));
      }
    }
    addWithoutCopy(withoutCopy);
  }

  /** A vault of an older program, on a full disk, has none at all. */
  private void addWithoutCopy(List<VaultFinding> withoutCopy) {
    if (withoutCopy.size() > 1) {
      String detail = "of so many change sets there is no copy: " + withoutCopy.size();
      findings.add(VaultFinding.of(Kind.DAMAGED_CHANGE_SET_COPY, ChangeFiles.COPIES, detail));
    } else {
      findings.addAll(withoutCopy);
    }
  }

  private static boolean isStray(ChangeFiles files, int number, String expected) throws IOException {
    return !expected.isEmpty() && !files.read(number, changeSet -> {}).changeSet().previous().equals(expected);
  }

  private static void requireFollows(ChangeSet changeSet, String expected) throws StoreException {
    if (!expected.isEmpty() && !expected.equals(changeSet.previous())) {
      throw ChangeSetCodec.damaged(changeSet.number(), "does not follow the one before it");
    }
  }

  private void checkObjects(ChangeSet changeSet) throws IOException {
    for (Row row : changeSet.rows()) {
      if (row instanceof Row.File file) {
        checkStop();
        checkObject(file.id(), file.content());
        if (file.thumbnail().isPresent()) {
          checkObject(file.id(), file.thumbnail().get());
        }
      }
    }
  }

  private void checkObject(long fileId, ObjectRef object) throws IOException {
    named.put(object.objectKey(), Math.toIntExact(fileId));
    String subject = ObjectFolder.relativePath(object.objectKey());
    try {
      long length = objects.length(object.objectKey());
      if (length != object.ciphertextBytes()) {
        String detail = "has " + length + " bytes, not " + object.ciphertextBytes();
        findings.add(new VaultFinding(Kind.WRONG_LENGTH, subject, detail, OptionalLong.of(fileId)));
      }
    } catch (StoreException e) {
      String detail = e.reason() == Reason.NOT_FOUND ? "is missing" : e.getMessage();
      findings.add(new VaultFinding(Kind.MISSING_OBJECT, subject, detail, OptionalLong.of(fileId)));
    }
  }

  private void checkIsNamed(String objectKey, Path file) {
    checkStop();
    String subject = subject(file);
    if (objectKey == null) {
      if (!DurableFiles.isTemporaryName(file.getFileName().toString())) {
        findings.add(VaultFinding.of(Kind.FOREIGN_FILE, subject, "is not an object"));
      }
    } else if (named.fileOf(objectKey) == 0 && !awaitingRegistration.test(objectKey)) {
      findings.add(VaultFinding.of(Kind.UNREGISTERED_OBJECT, subject, "no file names it"));
    }
  }

  private void noteUnlisted(Path shard, IOException failure) {
    findings.add(
        VaultFinding.of(Kind.UNREADABLE_FOLDER, subject(shard), "the disk does not list it: " + DiskErrors.words(failure)));
  }

  private String subject(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private void checkStop() {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException("the check was stopped");
    }
  }
}
