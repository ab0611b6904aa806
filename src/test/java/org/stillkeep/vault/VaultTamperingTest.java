package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Whatever is done to a vault's own texts is seen, where no second copy of a change set serves (F52, F54, F55, F56). */
class VaultTamperingTest {

  @TempDir Path folder;

  private SmallVault vault;

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
    vault.withoutCopies();
  }

  @Test
  @Covers("F54")
  void noFlippedBitOfAChangeSetIsBelieved() throws IOException {
    for (long number = 1; number <= vault.head().number(); number++) {
      byte[] good = Files.readAllBytes(vault.changeSet(number));
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << (at % 8));
        Files.write(vault.changeSet(number), bad);
        assertDamaged("change set " + number, () -> vault.openReadOnly().close());
      }
      Files.write(vault.changeSet(number), good);
    }
    vault.openReadOnly().close();
  }

  @Test
  @Covers("F54")
  void noFlippedBitOfAHeaderCopyIsBelievedAndTheOtherCopyServes() throws IOException {
    vault = new SmallVault(folder.resolve("empty"));
    byte[] good = Files.readAllBytes(vault.folder.resolve("vault.json"));
    for (String name : HeaderFiles.NAMES) {
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << (at % 8));
        Files.write(vault.folder.resolve(name), bad);
        assertHeaderServesWithoutKey(name);
        try (VaultStore store = vault.openReadOnly()) {
          assertThat(store.keyAttributes()).isEqualTo(vault.keyAttributes);
          assertThat(store.findings()).extracting(VaultFinding::subject).containsExactly(name);
        }
      }
      Files.write(vault.folder.resolve(name), good);
    }
  }

  /** A flip inside the MAC is only seen with the key; then the attributes are right all the same. */
  private void assertHeaderServesWithoutKey(String damagedName) throws IOException {
    VaultHeader header = VaultStore.readHeader(vault.folder);
    assertThat(header.keyAttributes()).isEqualTo(vault.keyAttributes);
    assertThat(header.findings()).extracting(VaultFinding::subject).isSubsetOf(damagedName);
  }

  @Test
  @Covers("F52")
  void anEmptyOrCutChangeSetIsDamaged() throws IOException {
    byte[] good = Files.readAllBytes(vault.changeSet(5));
    for (int length : new int[] {0, 1, 74, 75, 76, good.length - 76, good.length - 75, good.length - 1}) {
      Files.write(vault.changeSet(5), Arrays.copyOf(good, length));
      assertDamaged("change set 5", () -> vault.openReadOnly().close());
    }
  }

  @Test
  @Covers("F52")
  void aTailOfZeroesOrMoreIsDamaged() throws IOException {
    byte[] good = Files.readAllBytes(vault.changeSet(5));
    Files.write(vault.changeSet(5), Arrays.copyOf(good, good.length + 100));
    assertDamaged("change set 5", () -> vault.openReadOnly().close());
    byte[] zeroed = good.clone();
    Arrays.fill(zeroed, good.length - 100, good.length, (byte) 0);
    Files.write(vault.changeSet(5), zeroed);
    assertDamaged("change set 5", () -> vault.openReadOnly().close());
  }

  @Test
  @Covers("F55")
  void aMissingChangeSetInTheMiddleIsNamed() throws IOException {
    Files.delete(vault.changeSet(3));
    assertDamaged("change set 3 is missing; the newest is 5", () -> vault.openReadOnly().close());
  }

  @Test
  @Covers("F55")
  void swappedChangeSetsAreOutOfPlace() throws IOException {
    byte[] first = Files.readAllBytes(vault.changeSet(1));
    Files.write(vault.changeSet(1), Files.readAllBytes(vault.changeSet(2)));
    Files.write(vault.changeSet(2), first);
    assertDamaged("change set 1 is out of place: it is change set 2", () -> vault.openReadOnly().close());
  }

  @Test
  void aChangeSetOfAnotherVaultUnderTheSameKeyIsRefused() throws IOException {
    byte[] foreign =
        new ChangeSetCodec("00000000000000000000000000000000", new VaultKeys(vault.key))
            .encode(ChangeHead.NONE, List.of());
    Files.write(vault.changeSet(1), foreign);
    assertDamaged("change set 1 belongs to another vault", () -> vault.openReadOnly().close());
  }

  @Test
  @Covers("F55")
  void aTailRolledBackBehindLastSeenIsOlder() throws IOException {
    ChangeHead lastSeen = vault.head();
    Files.delete(vault.changeSet(5));
    assertRefused(Reason.OTHER_HISTORY, "older than last seen: its last change set is 4, not 5", () -> vault.openReadOnly(Optional.of(lastSeen)).close());
    assertThat(vault.head().number()).isEqualTo(4);
  }

  @Test
  @Covers({"F55", "F56"})
  void anotherHistoryThanLastSeenIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(vault.changeSet(5));
    ChangeHead lastSeen = vault.head();
    Files.delete(vault.changeSet(5));
    try (VaultStore elsewhere = vault.open()) {
      SmallVault.album(elsewhere);
      SmallVault.album(elsewhere);
    }
    vault.withoutCopies();
    assertRefused(Reason.OTHER_HISTORY, "change set 5 is not the one last seen", () -> vault.openReadOnly(Optional.of(lastSeen)).close());
    Files.write(vault.changeSet(5), before);
    assertDamaged("change set 6 does not follow", () -> vault.open(Optional.of(lastSeen)).close());
  }

  @Test
  void aVaultThatGrewSinceLastSeenOpens() throws IOException {
    ChangeHead lastSeen = vault.head();
    try (VaultStore store = vault.open(Optional.of(lastSeen))) {
      SmallVault.album(store);
    }
    try (VaultStore store = vault.open(Optional.of(lastSeen))) {
      assertThat(store.head().number()).isEqualTo(6);
    }
  }

  @Test
  void anotherKeyOpensNothing() {
    CryptoKey other = CryptoKey.copyOf(new byte[32]);
    assertDamaged("MAC", () -> VaultStore.open(vault.folder, other, VaultOptions.readOnly(Optional.empty())).close());
  }

  @Test
  void aMissingFolderOfChangesIsDamage() throws IOException {
    try (var files = Files.newDirectoryStream(vault.folder.resolve("changes"))) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(vault.folder.resolve("changes"));
    assertDamaged("\"changes\" is missing", () -> vault.open().close());
  }

  @Test
  void aChangeSetThatIsAlteredWhileTheVaultIsOpenIsNotRead() throws IOException {
    try (VaultStore store = vault.openReadOnly()) {
      Files.write(vault.changeSet(3), Files.readAllBytes(vault.changeSet(2)));
      assertDamaged("change set 3", () -> store.filesSince(1, 0));
    }
  }

  private static void assertDamaged(String words, ThrowingCallable call) {
    assertRefused(Reason.DAMAGED, words, call);
  }

  private static void assertRefused(Reason reason, String words, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
