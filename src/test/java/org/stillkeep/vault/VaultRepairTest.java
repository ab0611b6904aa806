package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoredFile;
import org.stillkeep.vault.VaultFinding.Kind;

/** A repair adds and puts aside; it deletes nothing. */
@Covers({"F54", "P2"})
class VaultRepairTest {

  @TempDir Path folder;

  private SmallVault vault;

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
  }

  @Test
  void aLostObjectComesBackUnderItsName() throws IOException {
    StoredFile file = files().get(0);
    Path object = vault.object(file.content().objectKey());
    byte[] sealed = Files.readAllBytes(object);
    Files.delete(object);
    restore(file, sealed);
    assertThat(object).hasBinaryContent(sealed);
    assertThat(vault.folder.resolve("quarantine")).doesNotExist();
    assertThat(check()).isEmpty();
  }

  @Test
  void aDamagedObjectIsPutAsideAndNeverDeleted() throws IOException {
    StoredFile file = files().get(0);
    Path object = vault.object(file.content().objectKey());
    byte[] sealed = Files.readAllBytes(object);
    for (String damaged : List.of("rotten", "rotten again")) {
      Files.delete(object);
      Files.writeString(object, damaged);
      restore(file, sealed);
    }
    String name = object.getFileName().toString();
    assertThat(vault.folder.resolve("quarantine").resolve(name)).hasContent("rotten");
    assertThat(vault.folder.resolve("quarantine").resolve(name + ".2")).hasContent("rotten again");
    assertThat(object).hasBinaryContent(sealed);
    assertThat(check()).singleElement().satisfies(each -> assertThat(each.kind()).isEqualTo(Kind.QUARANTINE));
  }

  @Test
  void anObjectOfTheWrongLengthTakesNobodysPlace() throws IOException {
    StoredFile file = files().get(0);
    Path object = vault.object(file.content().objectKey());
    byte[] sealed = Files.readAllBytes(object);
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> restore(file, new byte[3]));
    assertThat(object).hasBinaryContent(sealed);
  }

  @Test
  void onlyTheFilesOwnObjectIsTaken() throws IOException {
    List<StoredFile> files = files();
    try (VaultStore store = vault.open()) {
      ObjectRef own = files.get(0).content();
      for (ObjectRef other :
          List.of(
              files.get(1).content(),
              new ObjectRef("../vault.json", new byte[24], 9),
              new ObjectRef(own.objectKey(), new byte[24], own.ciphertextBytes()),
              new ObjectRef(own.objectKey(), own.header(), own.ciphertextBytes() + 1))) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.restoreObject(files.get(0).id(), other));
      }
    }
  }

  @Test
  void aDamagedCopyOfTheHeaderIsPutAsideAndWrittenBack() throws IOException {
    for (String name : HeaderFiles.NAMES) {
      byte[] whole = Files.readAllBytes(vault.folder.resolve(name));
      Files.writeString(vault.folder.resolve(name), "torn " + name);
      try (VaultStore store = vault.open()) {
        assertThat(store.mendHeader()).containsExactly(name);
        assertThat(store.mendHeader()).isEmpty();
        assertThat(store.findings()).isEmpty();
      }
      assertThat(vault.folder.resolve(name)).hasBinaryContent(whole);
      assertThat(vault.folder.resolve("quarantine").resolve(name)).hasContent("torn " + name);
    }
  }

  @Test
  void aMissingCopyOfTheHeaderIsWrittenBack() throws IOException {
    Files.delete(vault.folder.resolve("vault-copy.json"));
    try (VaultStore store = vault.open()) {
      assertThat(store.mendHeader()).containsExactly("vault-copy.json");
    }
    assertThat(check()).isEmpty();
  }

  @Test
  void anOlderCopyOfTheHeaderIsNotKept() throws IOException {
    Path copy = vault.folder.resolve("vault-copy.json");
    byte[] old = Files.readAllBytes(copy);
    try (VaultStore store = vault.open()) {
      store.replaceKeyAttributes(vault.keyAttributes);
    }
    Files.write(copy, old);
    try (VaultStore store = vault.open()) {
      assertThat(store.mendHeader()).containsExactly("vault-copy.json");
    }
    assertThat(vault.folder.resolve("quarantine")).doesNotExist();
    assertThat(copy).hasSameBinaryContentAs(vault.folder.resolve("vault.json"));
  }

  @Test
  void whenTheDiskIsAwayNothingCountsAsMissing() throws IOException {
    StoredFile file = files().get(0);
    try (VaultStore store = vault.open()) {
      Files.move(vault.folder.resolve("objects"), vault.folder.resolve("elsewhere"));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.openObject(file.id(), file.content()))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE));
    }
  }

  @Test
  void anObjectThatCannotEvenBeLookedAtIsDamagedAndComesBack() throws IOException {
    StoredFile file = files().get(0);
    Path object = vault.object(file.content().objectKey());
    byte[] sealed = Files.readAllBytes(object);
    Files.delete(object);
    Files.createSymbolicLink(object, object);
    try (VaultStore store = vault.open()) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.openObject(file.id(), file.content()))
          .withMessageContaining(file.content().objectKey())
          .satisfies(e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED));
    }
    restore(file, sealed);
    assertThat(object).hasBinaryContent(sealed);
    assertThat(vault.folder.resolve("quarantine").resolve(file.content().objectKey())).isSymbolicLink();
  }

  @Test
  void theQuarantineIsForItsOwnerAlone() throws IOException {
    Files.writeString(vault.folder.resolve("vault.json"), "torn");
    try (VaultStore store = vault.open()) {
      store.mendHeader();
    }
    try (Stream<Path> kept = Files.list(vault.folder.resolve("quarantine"))) {
      assertThat(kept).hasSize(1);
    }
    assertThat(DurableFiles.readBackOwnerOnly(vault.folder.resolve("quarantine"))).isTrue();
  }

  private void restore(StoredFile file, byte[] sealed) throws IOException {
    try (VaultStore store = vault.open();
        ObjectUpload upload = store.restoreObject(file.id(), file.content())) {
      upload.body().write(sealed);
      assertThat(upload.commit()).isEqualTo(file.content().objectKey());
    }
  }

  private List<VaultFinding> check() throws IOException {
    return VaultStore.check(vault.folder, vault.key, () -> false);
  }

  private List<StoredFile> files() throws IOException {
    try (VaultStore store = vault.openReadOnly()) {
      return store.filesSince(1, 0).files();
    }
  }
}
