package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.VaultFinding.Kind;
import org.stillkeep.vault.VaultFinding.Severity;

/** Each change set lies in two files, and either one suffices. */
@Covers({"F52", "F54", "F55"})
class VaultCopiesTest {

  @TempDir Path folder;

  private SmallVault vault;

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
  }

  @Test
  void eachChangeSetIsThereTwice() throws IOException {
    for (long number = 1; number <= 5; number++) {
      assertThat(vault.copyOf(number)).hasSameBinaryContentAs(vault.changeSet(number));
    }
  }

  @Test
  void whatIsDamagedIsReadFromItsCopySaidAndWrittenBack() throws IOException {
    for (long number = 1; number <= 5; number++) {
      byte[] good = Files.readAllBytes(vault.changeSet(number));
      Files.write(vault.changeSet(number), Arrays.copyOf(good, good.length / 2));
      String subject = "changes/0000000" + number;
      assertRecovered(subject);
      try (VaultStore store = vault.open()) {
        assertThat(store.mendChangeSets(() -> false)).containsExactly(subject);
        assertThat(store.findings()).isEmpty();
        assertThat(store.mendChangeSets(() -> false)).isEmpty();
      }
      assertThat(vault.changeSet(number)).hasBinaryContent(good);
      assertThat(vault.folder.resolve("quarantine/0000000" + number)).hasBinaryContent(Arrays.copyOf(good, good.length / 2));
    }
    assertThat(check()).extracting(VaultFinding::kind).containsExactly(Kind.QUARANTINE);
  }

  @Test
  void whatIsMissingOrNoFileIsReadFromItsCopy() throws IOException {
    for (long number = 1; number <= 5; number++) {
      byte[] good = Files.readAllBytes(vault.changeSet(number));
      Files.delete(vault.changeSet(number));
      assertRecovered("changes/0000000" + number);
      // Reading a folder fails as reading a bad sector does: by an error of the disk's.
      Files.createDirectory(vault.changeSet(number));
      assertRecovered("changes/0000000" + number);
      Files.delete(vault.changeSet(number));
      Files.write(vault.changeSet(number), good);
    }
  }

  @Test
  void evenAllOfThemAreReadFromTheirCopiesAndTheVaultGoesOn() throws IOException {
    ChangeHead head = vault.head();
    for (long number = 1; number <= 5; number++) {
      Files.delete(vault.changeSet(number));
    }
    try (VaultStore store = vault.open(Optional.of(head))) {
      assertThat(store.filesSince(1, 0).files()).hasSize(2);
      SmallVault.album(store);
      assertThat(store.head().number()).isEqualTo(6);
      assertThat(store.mendChangeSets(() -> false)).hasSize(5);
    }
    assertThat(check()).isEmpty();
  }

  @Test
  void whatIsDamagedTwiceIsRefusedByName() throws IOException {
    for (long number = 1; number <= 5; number++) {
      byte[] good = Files.readAllBytes(vault.changeSet(number));
      Files.write(vault.changeSet(number), Arrays.copyOf(good, good.length - 1));
      Files.write(vault.copyOf(number), Arrays.copyOf(good, good.length - 2));
      assertRefused(Reason.DAMAGED, "change set " + number + " ", Optional.empty());
      Files.delete(vault.changeSet(number));
      assertRefused(Reason.DAMAGED, "change set " + number + " is missing", Optional.empty());
      Files.write(vault.changeSet(number), good);
      Files.write(vault.copyOf(number), good);
    }
  }

  @Test
  void aDamagedOrMissingCopyIsAWarningAndWrittenBack() throws IOException {
    byte[] good = Files.readAllBytes(vault.copyOf(2));
    Files.writeString(vault.copyOf(2), "torn");
    assertThat(check())
        .containsExactly(
            VaultFinding.of(
                Kind.DAMAGED_CHANGE_SET_COPY, "changes-copy/00000002",
                "the copy of change set 2 is damaged, or of another history"));
    try (VaultStore store = vault.open()) {
      assertThat(store.mendChangeSets(() -> false)).containsExactly("changes-copy/00000002");
    }
    assertThat(vault.copyOf(2)).hasBinaryContent(good);
    Files.delete(vault.copyOf(2));
    assertThat(check()).extracting(VaultFinding::subject).containsExactlyInAnyOrder("changes-copy/00000002", "quarantine");
  }

  @Test
  void aVaultWithoutCopiesGetsThemWhenItIsOpenedForWriting() throws IOException {
    vault.withoutCopies();
    assertThat(check()).extracting(VaultFinding::subject).containsExactly("changes-copy");
    try (VaultStore store = vault.openReadOnly()) {
      assertThat(store.findings()).isEmpty();
    }
    assertThat(vault.folder.resolve("changes-copy")).doesNotExist();
    vault.open().close();
    eachChangeSetIsThereTwice();
    assertThat(check()).isEmpty();
  }

  /** As an older program leaves it that has written to the vault, or a crash between the two files. */
  @Test
  void theNewestWithoutCopyGetsOne() throws IOException {
    Files.delete(vault.copyOf(5));
    vault.open().close();
    assertThat(vault.copyOf(5)).hasSameBinaryContentAs(vault.changeSet(5));
  }

  @Test
  void aChangeIsMadeEvenWhenItsCopyCannotBeWritten() throws IOException {
    vault.withoutCopies();
    Files.writeString(vault.folder.resolve("changes-copy"), "in the way");
    try (VaultStore store = vault.open()) {
      SmallVault.album(store);
      SmallVault.album(store);
      assertThat(store.head().number()).isEqualTo(7);
    }
    Files.delete(vault.folder.resolve("changes-copy"));
    vault.open().close();
    assertThat(vault.copyOf(7)).hasSameBinaryContentAs(vault.changeSet(7));
  }

  /** An agent keeps its vault open for months. */
  @Test
  void aCopyThatCouldNotBeWrittenIsWrittenWithALaterChange() throws IOException {
    try (VaultStore store = vault.open()) {
      Path inTheWay = Files.createDirectories(vault.copyOf(6).resolve("in the way")).getParent();
      Path noQuarantine = Files.writeString(vault.folder.resolve("quarantine"), "no folder");
      SmallVault.album(store);
      SmallVault.album(store);
      assertThat(vault.copyOf(6)).isDirectory();
      assertThat(vault.copyOf(7)).hasSameBinaryContentAs(vault.changeSet(7));
      Files.delete(inTheWay.resolve("in the way"));
      Files.delete(inTheWay);
      Files.delete(noQuarantine);
      SmallVault.album(store);
      assertThat(vault.copyOf(6)).hasSameBinaryContentAs(vault.changeSet(6));
    }
    assertThat(check()).isEmpty();
  }

  @Test
  @Covers({"F54", "P5"})
  void theWholeFolderIsReadFromItsCopyAndWrittenBack() throws IOException {
    ChangeHead head = vault.head();
    deleteFirsts();
    assertRecovered("changes");
    try (VaultStore store = vault.open(Optional.of(head))) {
      assertThat(store.findings()).extracting(VaultFinding::subject).containsExactly("changes");
      assertThat(store.mendChangeSets(() -> false)).hasSize(5);
      assertThat(store.findings()).isEmpty();
    }
    eachChangeSetIsThereTwice();
    assertThat(check()).isEmpty();
  }

  /** An older program that came upon the new change set alone would call the vault damaged; upon an empty folder, empty. */
  @Test
  void theFirstChangeWithoutTheFolderWritesItBackFromTheNewestDown() throws IOException {
    deleteFirsts();
    vault.open().close();
    assertThat(vault.folder.resolve("changes")).doesNotExist();
    try (VaultStore store = vault.open()) {
      SmallVault.album(store);
    }
    assertThat(vault.changeSet(6)).exists();
    eachChangeSetIsThereTwice();
    assertThat(check()).isEmpty();
  }

  @Test
  void withoutFolderAndWithoutCopiesItIsNoEmptyVault() throws IOException {
    deleteFirsts();
    for (long number = 1; number <= 5; number++) {
      Files.delete(vault.copyOf(number));
    }
    assertRefused(Reason.DAMAGED, "the folder \"changes\" is missing", Optional.empty());
    Files.delete(vault.folder.resolve("changes-copy"));
    assertRefused(Reason.DAMAGED, "the folder \"changes\" is missing", Optional.empty());
  }

  /** Whoever can write to the storage must not be able to make us wait, or use up our memory. */
  @Test
  void whatIsNoFileIsNeverOpenedAndWhatHasNoEndIsNotReadToIt() throws IOException, InterruptedException {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless) && vault.folder.getFileSystem().equals(endless.getFileSystem()), "no /dev/zero here");
    byte[] good = Files.readAllBytes(vault.changeSet(2));
    for (Path victim : List.of(vault.changeSet(2), vault.copyOf(2))) {
      Files.delete(victim);
      Files.createSymbolicLink(victim, endless);
      vault.openReadOnly().close();
      assertThat(check()).extracting(VaultFinding::kind).contains(Kind.DAMAGED_CHANGE_SET_COPY);
      Files.delete(victim);
      assumeTrue(VaultLockTest.isMade("mkfifo", victim.toString()), "no mkfifo here");
      vault.openReadOnly().close();
      try (VaultStore store = vault.open()) {
        assertThat(store.mendChangeSets(() -> false)).hasSize(1);
      }
      assertThat(victim).hasBinaryContent(good);
    }
  }

  @Test
  @Covers("F9")
  void aFolderOfCopiesThatTheDiskDoesNotGiveOutKeepsNothingFromBeingRead() throws IOException {
    try (VaultStage stage = new VaultStage()) {
      stage.disk.watch(
          call -> {
            if (call.op() == DiskCall.Op.LIST && call.path().endsWith("changes-copy")) {
              throw new FileSystemException(call.path().toString(), null, "Input/output error");
            }
          });
      stage.requireReadable("changes-copy");
    }
  }

  private void deleteFirsts() throws IOException {
    for (long number = 1; number <= 5; number++) {
      Files.delete(vault.changeSet(number));
    }
    Files.delete(vault.folder.resolve("changes"));
  }

  @Test
  void copiesHideNoRollbackAndNoOtherHistory() throws IOException {
    ChangeHead head = vault.head();
    Files.delete(vault.changeSet(5));
    Files.delete(vault.copyOf(5));
    assertRefused(Reason.OTHER_HISTORY, "older than last seen: its last change set is 4, not 5", Optional.of(head));
    try (VaultStore elsewhere = vault.open()) {
      SmallVault.album(elsewhere);
    }
    assertRefused(Reason.OTHER_HISTORY, "change set 5 is not the one last seen", Optional.of(head));
  }

  /** An older program that was given an older state of the vault has left the copies alone and gone another way. */
  @Test
  void copiesOfAnotherHistoryAreNotBelievedAndPutAside() throws IOException {
    byte[] fifth = Files.readAllBytes(vault.copyOf(5));
    byte[] fourth = Files.readAllBytes(vault.copyOf(4));
    for (long number = 4; number <= 5; number++) {
      Files.delete(vault.changeSet(number));
      Files.delete(vault.copyOf(number));
    }
    try (VaultStore elsewhere = vault.open()) {
      SmallVault.album(elsewhere);
    }
    Files.write(vault.copyOf(4), fourth);
    Files.write(vault.copyOf(5), fifth);
    List<String> strays = List.of("changes-copy/00000004", "changes-copy/00000005");
    assertThat(check()).extracting(VaultFinding::subject).containsAll(strays);
    try (VaultStore store = vault.open()) {
      assertThat(store.head().number()).isEqualTo(4);
      assertThat(store.collectionsSince(0)).hasSize(3);
      assertThat(store.findings()).extracting(VaultFinding::subject).containsExactly("changes-copy/00000005");
      assertThat(store.mendChangeSets(() -> false)).isEqualTo(strays);
      SmallVault.album(store);
    }
    assertThat(vault.folder.resolve("quarantine/00000005")).hasBinaryContent(fifth);
    assertThat(check()).extracting(VaultFinding::kind).containsOnly(Kind.QUARANTINE);
    Files.delete(vault.changeSet(4));
    Files.write(vault.copyOf(4), fourth);
    assertRefused(Reason.DAMAGED, "change set 5 does not follow", Optional.empty());
  }

  @Test
  void aFileOfAnotherHistoryIsReadFromItsCopyTooAsLongAsTheVaultIsOpen() throws IOException {
    byte[] third = Files.readAllBytes(vault.changeSet(3));
    Files.write(vault.changeSet(3), Files.readAllBytes(vault.changeSet(2)));
    try (VaultStore store = vault.openReadOnly()) {
      assertThat(store.filesSince(1, 0).files()).hasSize(2);
      Files.write(vault.changeSet(3), third);
      Files.delete(vault.copyOf(3));
      assertThat(store.filesSince(1, 0).files()).hasSize(2);
    }
  }

  private void assertRecovered(String subject) throws IOException {
    try (VaultStore store = vault.openReadOnly()) {
      assertThat(store.filesSince(1, 0).files()).hasSize(2);
      assertThat(store.findings()).extracting(VaultFinding::subject).containsExactly(subject);
    }
    assertThat(check())
        .filteredOn(each -> each.kind() == Kind.DAMAGED_CHANGE_SET_COPY)
        .singleElement()
        .satisfies(each -> assertThat(each.subject()).isEqualTo(subject))
        .satisfies(each -> assertThat(each.severity()).isEqualTo(Severity.WARNING))
        .satisfies(each -> assertThat(each.detail()).endsWith("; it is read from its copy"));
  }

  private void assertRefused(Reason reason, String words, Optional<ChangeHead> lastSeen) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> vault.openReadOnly(lastSeen).close())
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private List<VaultFinding> check() throws IOException {
    return VaultStore.check(vault.folder, vault.key, () -> false);
  }
}
