package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoreException;

/** What a crash leaves is whole, and is cleaned up (F50). */
@Covers("F50")
class VaultCrashTest {

  @TempDir Path folder;

  private SmallVault vault;
  private final List<String> noted = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeAVault() throws IOException {
    vault = SmallVault.filled(folder);
  }

  @Test
  void temporariesAreSweptWhenTheVaultIsOpenedForWriting() throws IOException {
    Path shard = Files.createDirectories(vault.folder.resolve("objects/ab"));
    List<Path> folders = List.of(vault.folder, vault.folder.resolve("changes"), vault.folder.resolve("changes-copy"), shard);
    for (Path each : folders) {
      Files.writeString(each.resolve(temporaryName()), "half");
    }
    vault.openReadOnly().close();
    assertThat(temporaries()).hasSize(4);
    vault.open().close();
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void anAbandonedUploadLeavesNoTrace() throws IOException {
    long before = objects().size();
    try (VaultStore store = vault.open(); ObjectUpload upload = store.putObject(1000)) {
      upload.body().write(new byte[500]);
    }
    assertThat(objects()).hasSize((int) before);
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void orphansOfACrashAreSweptAndNothingElse() throws IOException {
    List<Path> registered = objects();
    ChangeHead lastSeen = vault.head();
    try (VaultStore store = vault.open()) {
      store.noteObjectsTo(noted::add);
      Ciphertexts.put(store, new byte[10]);
      Ciphertexts.put(store, new byte[20]);
    }
    noted.addAll(registered.stream().map(each -> each.getFileName().toString()).toList());
    noted.addAll(List.of("", "1795366311731", "../../../vault.json", "0".repeat(32)));
    try (VaultStore store = vault.open(Optional.of(lastSeen))) {
      assertThat(store.sweepOrphans(noted.stream(), () -> false)).isEqualTo(2);
      assertThat(objects()).containsExactlyInAnyOrderElementsOf(registered);
      assertThat(store.sweepOrphans(noted.stream(), () -> false)).isZero();
    }
  }

  @Test
  void openingAndSweepingAskWhetherToStopAsTheyGetOn() throws IOException {
    ChangeHead lastSeen = vault.head();
    try (VaultStore store = vault.open()) {
      store.noteObjectsTo(noted::add);
      Ciphertexts.put(store, new byte[10]);
    }
    AtomicInteger asked = new AtomicInteger();
    VaultOptions options = VaultOptions.readWrite(Optional.of(lastSeen));
    try (VaultStore store = VaultStore.open(vault.folder, vault.key, options, () -> asked.incrementAndGet() < 0)) {
      assertThat(asked).hasValueGreaterThanOrEqualTo((int) lastSeen.number());
      int objects = objects().size();
      asked.set(0);
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> store.sweepOrphans(noted.stream(), () -> true));
      assertThat(objects()).hasSize(objects);
      assertThat(store.sweepOrphans(noted.stream(), () -> asked.incrementAndGet() < 0)).isEqualTo(1);
      assertThat(asked).hasPositiveValue();
    }
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> VaultStore.open(vault.folder, vault.key, options, () -> true).close());
    vault.open().close();
  }

  @Test
  void objectsThatMayStillBeRegisteredAreNotSwept() throws IOException {
    try (VaultStore store = vault.open(Optional.of(vault.head()))) {
      store.noteObjectsTo(noted::add);
      NewFile file = SmallVault.newFile(store, 1, 10);
      assertThat(store.sweepOrphans(noted.stream(), () -> false)).isZero();
      assertThat(store.registerFiles(List.of(file))).hasSize(1);
      assertThat(store.sweepOrphans(noted.stream(), () -> false)).isZero();
    }
  }

  @Test
  void nothingIsSweptWhileARollbackCannotBeRuledOut() throws IOException {
    for (long number = 3; number <= 5; number++) {
      Files.delete(vault.changeSet(number));
      Files.delete(vault.copyOf(number));
    }
    List<Path> all = objects();
    noted.addAll(vault.objectKeys());
    try (VaultStore store = vault.open()) {
      assertThat(store.sweepOrphans(noted.stream(), () -> false)).isZero();
    }
    assertThat(objects()).containsExactlyInAnyOrderElementsOf(all);
  }

  /** A history that was given up named them, and somebody may want it back; or another computer is about to register them. */
  @Test
  void whatTheRunDidNotPutItselfIsNeverSweptWhateverTheClockSays() throws IOException {
    for (long number = 3; number <= 5; number++) {
      Files.delete(vault.changeSet(number));
      Files.delete(vault.copyOf(number));
    }
    List<Path> all = new ArrayList<>(objects());
    try (VaultStore store = vault.open(Optional.of(vault.head()))) {
      store.noteObjectsTo(noted::add);
      Ciphertexts.put(store, new byte[10]);
      store.noteObjectsTo(byAnother -> {});
      all.add(vault.object(Ciphertexts.put(store, new byte[10]).objectKey()));
    }
    for (Path object : all) {
      Files.setLastModifiedTime(object, FileTime.from(Instant.now().plus(Duration.ofDays(1)))); // by a clock that was put back since
    }
    try (VaultStore store = vault.open(Optional.of(vault.head()))) {
      assertThat(store.sweepOrphans(noted.stream(), () -> false)).isEqualTo(1);
    }
    assertThat(objects()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aDiscardedObjectIsGoneAtOnce() throws IOException {
    List<Path> before = objects();
    try (VaultStore store = vault.open()) {
      ObjectRef object = Ciphertexts.put(store, new byte[10]);
      store.discardObject(object.objectKey());
    }
    assertThat(objects()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void anInterruptedCreationIsTakenUpAgain() throws IOException {
    Path half = folder.resolve("half");
    Files.createDirectories(half.resolve("objects"));
    Files.writeString(half.resolve(temporaryName()), "half");
    VaultStore.create(half, vault.keyAttributes, vault.key);
    try (LibraryStore store = VaultStore.open(half, vault.key, VaultOptions.readWrite(Optional.empty()))) {
      assertThat(store.collectionsSince(0)).isEmpty();
    }
    assertThat(half.resolve(temporaryName())).doesNotExist();
  }

  @Test
  void aFolderThatHoldsAnythingElseIsRefused() throws IOException {
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("letter.txt"), "mine");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> VaultStore.create(used, vault.keyAttributes, vault.key))
        .withMessageContaining("letter.txt")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> VaultStore.create(vault.folder, vault.keyAttributes, vault.key));
    assertThat(used).isDirectoryNotContaining(file -> !file.endsWith("letter.txt"));
  }

  @Test
  void aMissingFolderOfObjectsIsNotCreated() throws IOException {
    try (VaultStore store = vault.open()) {
      Files.move(vault.folder, folder.resolve("unmounted"));
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.putObject(1).close());
      assertThat(vault.folder).doesNotExist();
    }
  }

  @Test
  void anObjectIsOnlyForItsOwnerAndNotForWriting() throws IOException {
    var view = Files.getFileAttributeView(vault.folder, PosixFileAttributeView.class);
    assumeTrue(view != null, "no POSIX permissions here");
    assertThat(DurableFiles.readBackOwnerOnly(vault.folder)).isTrue();
    for (Path object : objects()) {
      assertThat(Files.getPosixFilePermissions(object))
          .containsExactly(PosixFilePermission.OWNER_READ);
    }
  }

  private static String temporaryName() {
    return ".stillkeep-tmp-" + UUID.nameUUIDFromBytes(new byte[] {1});
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.walk(vault.folder)) {
      return files.filter(each -> DurableFiles.isTemporaryName(each.getFileName().toString())).toList();
    }
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(vault.folder.resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
