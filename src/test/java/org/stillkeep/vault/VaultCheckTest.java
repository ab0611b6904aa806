package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.StoredFile;
import org.stillkeep.vault.VaultFinding.Kind;
import org.stillkeep.vault.VaultFinding.Severity;

/** The check names what is wrong, and goes on. */
class VaultCheckTest {

  @TempDir Path folder;

  private SmallVault vault;

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
  }

  @Test
  void aWholeVaultHasNoFindings() throws IOException {
    assertThat(check()).isEmpty();
  }

  @Test
  @Covers("P16")
  void missingAndCutObjectsAreNamedWithTheirFile() throws IOException {
    List<StoredFile> files = files();
    Path missing = vault.object(files.get(0).content().objectKey());
    Path longer = vault.object(files.get(1).thumbnail().orElseThrow().objectKey());
    Files.delete(missing);
    Files.delete(longer);
    Files.write(longer, new byte[11]);
    assertThat(check())
        .containsExactlyInAnyOrder(
            new VaultFinding(
                Kind.MISSING_OBJECT, relative(missing), "is missing", OptionalLong.of(files.get(0).id())),
            new VaultFinding(
                Kind.WRONG_LENGTH, relative(longer), "has 11 bytes, not 10", OptionalLong.of(files.get(1).id())))
        .allMatch(each -> each.severity() == Severity.LOSS);
  }

  @Test
  void unregisteredObjectsAndForeignFilesAreNotes() throws IOException {
    Path foreign = Files.writeString(vault.folder.resolve("changes/00000002 (conflicted copy)"), "");
    Path other = Files.writeString(vault.folder.resolve("desktop.ini"), "");
    Path odd = Files.writeString(vault.folder.resolve("objects/readme"), "");
    Path orphan;
    try (VaultStore store = vault.open()) {
      orphan = vault.object(Ciphertexts.put(store, new byte[10]).objectKey());
      assertThat(store.check(() -> false)).extracting(VaultFinding::subject).doesNotContain(relative(orphan));
      assertThat(store.findings()).extracting(VaultFinding::kind).containsOnly(Kind.FOREIGN_FILE);
    }
    assertThat(check())
        .extracting(VaultFinding::subject)
        .containsExactlyInAnyOrder(relative(foreign), relative(other), relative(odd), relative(orphan));
    assertThat(check()).allMatch(each -> each.severity() == Severity.NOTE);
  }

  @Test
  void aVaultThatCannotBeOpenedIsCheckedToItsEnd() throws IOException {
    vault.withoutCopies();
    Files.writeString(vault.changeSet(2), "cut");
    Files.delete(vault.changeSet(4));
    assertThat(check())
        .extracting(VaultFinding::subject)
        .containsExactly("changes/00000002", "changes/00000004", "changes-copy");
  }

  @Test
  void objectsOfADamagedChangeSetAreNotLostFromSight() throws IOException {
    vault.withoutCopies();
    Files.writeString(vault.changeSet(3), "cut");
    List<VaultFinding> findings = check();
    assertThat(findings).filteredOn(each -> each.kind() == Kind.DAMAGED_CHANGE_SET).hasSize(1);
    assertThat(findings).filteredOn(each -> each.kind() == Kind.UNREGISTERED_OBJECT).hasSize(4);
  }

  @Test
  @Covers("P16")
  void aDamagedHeaderCopyIsAWarning() throws IOException {
    Files.delete(vault.folder.resolve("vault-copy.json"));
    assertThat(check()).extracting(VaultFinding::severity).containsExactly(Severity.WARNING);
  }

  @Test
  void withoutAHeaderOfThisKeyNothingElseCanBeChecked() throws IOException {
    CryptoKey other = CryptoKey.copyOf(new byte[32]);
    assertThat(VaultStore.check(vault.folder, other, () -> false))
        .extracting(VaultFinding::kind)
        .containsExactly(Kind.DAMAGED_HEADER);
  }

  @Test
  void aFolderThatOthersMayEnterIsAWarning() throws IOException {
    var view =
        Files.getFileAttributeView(vault.folder, PosixFileAttributeView.class);
    assumeTrue(view != null, "no POSIX permissions here");
    view.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(DurableFiles.readBackOwnerOnly(vault.folder)).isFalse();
    assertThat(check()).extracting(VaultFinding::kind).containsExactly(Kind.NOT_PRIVATE);
    try (VaultStore store = vault.open()) {
      assertThat(store.findings()).extracting(VaultFinding::kind).containsExactly(Kind.NOT_PRIVATE);
    }
  }

  @Test
  @Covers("F25")
  void whereTheFileSystemKeepsNobodyOutThatIsANote() throws IOException {
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("basic").build())) {
      SmallVault there = SmallVault.filled(Files.createDirectory(disk.getPath("/share")));
      assertThat(VaultStore.check(there.folder, there.key, () -> false))
          .singleElement()
          .satisfies(each -> assertThat(each.kind()).isEqualTo(Kind.NO_PERMISSIONS))
          .satisfies(each -> assertThat(each.severity()).isEqualTo(Severity.NOTE));
    }
  }

  @Test
  void aCheckStopsWhenAsked() {
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> VaultStore.check(vault.folder, vault.key, () -> true));
  }

  private List<VaultFinding> check() throws IOException {
    return VaultStore.check(vault.folder, vault.key, () -> false);
  }

  private List<StoredFile> files() throws IOException {
    try (VaultStore store = vault.openReadOnly()) {
      return store.filesSince(1, 0).files();
    }
  }

  private String relative(Path file) {
    return vault.folder.relativize(file).toString().replace('\\', '/');
  }
}
