package org.stillkeep.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.VaultFinding.Kind;

/** The header: twice on disk, bounded, and never older than on record (F54, F55, F58). */
class VaultHeaderTest {

  @TempDir Path folder;

  private SmallVault vault;
  private Path first;
  private Path second;

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
    first = vault.folder.resolve("vault.json");
    second = vault.folder.resolve("vault-copy.json");
  }

  @Test
  void bothCopiesAreTheSame() throws IOException {
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(VaultStore.readHeader(vault.folder).findings()).isEmpty();
  }

  @Test
  @Covers({"F54", "P5"})
  void eitherCopySuffices() throws IOException {
    byte[] good = Files.readAllBytes(first);
    for (Path lost : new Path[] {first, second}) {
      Files.delete(lost);
      VaultHeader header = VaultStore.readHeader(vault.folder);
      assertThat(header.keyAttributes()).isEqualTo(vault.keyAttributes);
      assertThat(header.findings())
          .containsExactly(
              VaultFinding.of(Kind.DAMAGED_HEADER_COPY, lost.getFileName().toString(), "is missing"));
      Files.write(lost, good);
    }
  }

  @Test
  @Covers({"F54", "P5"})
  void aDamagedCopyIsRestoredByTheNextWrite() throws IOException {
    byte[] good = Files.readAllBytes(first);
    Files.writeString(first, "no header at all");
    try (VaultStore store = vault.open()) {
      assertThat(store.findings()).extracting(VaultFinding::kind).containsExactly(Kind.DAMAGED_HEADER_COPY);
      assertThat(first).hasContent("no header at all");
      SmallVault.album(store);
      assertThat(store.findings()).isEmpty();
    }
    assertThat(first).hasBinaryContent(good);
  }

  @Test
  void aReaderRestoresNothing() throws IOException {
    Files.writeString(first, "no header at all");
    vault.openReadOnly().close();
    assertThat(first).hasContent("no header at all");
  }

  @Test
  void twoDamagedCopiesAreDamage() throws IOException {
    Files.writeString(first, "");
    Files.write(second, new byte[100_000]);
    assertReason(Reason.DAMAGED, () -> VaultStore.readHeader(vault.folder));
  }

  @Test
  void noHeaderIsNoVault() throws IOException {
    Files.delete(first);
    Files.delete(second);
    assertReason(Reason.NOT_FOUND, () -> VaultStore.readHeader(vault.folder));
    assertReason(Reason.NOT_FOUND, () -> VaultStore.readHeader(folder.resolve("nowhere")));
  }

  /** Reading a folder fails as reading a bad sector does: by an error of the disk's. */
  @Test
  @Covers({"F9", "F54", "P5"})
  void aCopyThatTheDiskDoesNotGiveOutIsNamedPutAsideAndWrittenAnew() throws IOException {
    byte[] good = Files.readAllBytes(first);
    for (Path dead : new Path[] {first, second}) {
      String name = dead.getFileName().toString();
      Files.delete(dead);
      Files.createDirectory(dead);
      assertThat(VaultStore.readHeader(vault.folder).findings())
          .singleElement()
          .satisfies(each -> assertThat(each.subject()).isEqualTo(name))
          .satisfies(each -> assertThat(each.detail()).startsWith("cannot be read: "));
      try (VaultStore store = vault.open()) {
        assertThat(store.mendHeader()).containsExactly(name);
        assertThat(store.findings()).isEmpty();
      }
      assertThat(dead).hasBinaryContent(good);
      assertThat(vault.folder.resolve("quarantine").resolve(name)).isDirectory();
    }
  }

  @Test
  @Covers("F9")
  void whenNoCopyIsGivenOutThatIsSaidAndNotDamage() throws IOException {
    for (String other : List.of("dead", "torn", "missing")) {
      Files.deleteIfExists(first);
      Files.deleteIfExists(second);
      Files.createDirectory(first);
      if (other.equals("dead")) {
        Files.createDirectory(second);
      } else if (other.equals("torn")) {
        Files.writeString(second, "torn");
      }
      assertThatIOException()
          .isThrownBy(() -> VaultStore.readHeader(vault.folder))
          .isNotInstanceOf(StoreException.class)
          .withMessageContaining("vault.json");
    }
  }

  @Test
  @Covers({"F50", "P5"})
  void aCrashBetweenTheCopiesOfANewHeaderLeavesTheNewOne() throws IOException {
    byte[] old = Files.readAllBytes(second);
    KeyAttributes fresh = Ciphertexts.keyAttributes();
    try (VaultStore store = vault.open()) {
      store.replaceKeyAttributes(fresh);
    }
    Files.delete(vault.changeSet(6));
    Files.delete(vault.copyOf(6));
    Files.write(second, old);
    assertThat(VaultStore.readHeader(vault.folder).keyAttributes()).isEqualTo(fresh);
    try (VaultStore store = vault.open()) {
      assertThat(store.findings()).extracting(VaultFinding::detail).containsExactly("is older than the other copy");
      SmallVault.album(store);
    }
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  @Covers("F55")
  void anOldHeaderPutBackIsSeen() throws IOException {
    byte[] old = Files.readAllBytes(first);
    try (VaultStore store = vault.open()) {
      store.replaceKeyAttributes(Ciphertexts.keyAttributes());
    }
    Files.write(first, old);
    Files.write(second, old);
    assertReason(Reason.DAMAGED, () -> vault.open().close());
  }

  @Test
  void aHeaderMadeByAStrangerIsSeenOnceThereIsAKey() throws IOException {
    SmallVault foreign = new SmallVault(folder.resolve("foreign"));
    Files.copy(foreign.folder.resolve("vault.json"), first, StandardCopyOption.REPLACE_EXISTING);
    try (VaultStore store = vault.open()) {
      assertThat(store.keyAttributes()).isEqualTo(vault.keyAttributes);
      assertThat(store.findings()).extracting(VaultFinding::subject).containsExactly("vault.json");
    }
    Files.copy(foreign.folder.resolve("vault.json"), first, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(second);
    assertReason(Reason.DAMAGED, () -> vault.open().close());
  }

  @Test
  @Covers({"F58", "P16"})
  void aNewerFormatIsNotTouched() throws IOException {
    String newer = sealed("{\"format\":2,\"anything\":[]}\n");
    Files.writeString(first, newer);
    assertReason(Reason.NEWER_FORMAT, () -> VaultStore.readHeader(vault.folder));
    assertReason(Reason.NEWER_FORMAT, () -> vault.open().close());
    assertThat(first).hasContent(newer);
  }

  @Test
  void aHostileHeaderDoesNotMakeUsComputeForEver() throws IOException {
    EncryptedKey key = Ciphertexts.key();
    long[][] limits = {{1L << 40, 1}, {1 << 20, 1_000_000}, {4L << 30, 1000}, {0, 1}, {8192, 0}};
    for (long[] limit : limits) {
      KeyAttributes hostile =
          new KeyAttributes(new byte[16], limit[0], (int) limit[1], key, new byte[32], key, key, key);
      try (VaultKeys keys = new VaultKeys(vault.key)) {
        byte[] text = HeaderCopy.create(VaultStore.readHeader(vault.folder).vaultId(), 9, hostile, keys).text();
        Files.write(first, text);
      }
      assertThat(VaultStore.readHeader(vault.folder).keyAttributes()).isEqualTo(vault.keyAttributes);
    }
  }

  private static String sealed(String firstLine) {
    byte[] text = firstLine.getBytes(UTF_8);
    return firstLine + "{\"hash\":\"" + VaultKeys.hash(text, text.length) + "\",\"mac\":\"" + "0".repeat(64) + "\"}\n";
  }

  private static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
