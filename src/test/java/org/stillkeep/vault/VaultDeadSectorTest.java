package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/** A disk that is there and yet never gives out one object has damaged it; a disk that is away has damaged nothing. */
@Covers({"F9", "F54"})
class VaultDeadSectorTest {

  private VaultStage stage;
  private SmallVault vault;
  private StoredFile file;
  private Path object;
  private byte[] sealed;

  @BeforeEach
  void makeAVault() throws IOException {
    stage = new VaultStage();
    vault = stage.vault;
    try (VaultStore store = vault.openReadOnly()) {
      file = store.filesSince(1, 0).files().get(0);
    }
    object = vault.object(file.content().objectKey());
    sealed = Files.readAllBytes(object);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void whatADiskThatIsThereNeverGivesOutIsDamaged() throws IOException {
    failing(call -> call.op() == Op.READ && isObject(call));
    try (VaultStore store = vault.open()) {
      assertFails(store, Reason.DAMAGED);
    }
    assertThat(stage.temporaries()).isEmpty();
  }

  @Test
  void soIsWhatCannotEvenBeOpenedOrLookedAt() throws IOException {
    for (Op op : new Op[] {Op.OPEN, Op.LOOK}) {
      failing(call -> call.op() == op && isObject(call));
      try (VaultStore store = vault.open()) {
        assertFails(store, Reason.DAMAGED);
      }
    }
  }

  @Test
  void whatIsGivenOutTheSecondTimeIsNot() throws IOException {
    boolean[] failed = new boolean[1];
    failing(call -> !failed[0] && call.op() == Op.READ && isObject(call) && (failed[0] = true));
    try (VaultStore store = vault.open()) {
      assertFails(store, Reason.UNAVAILABLE);
      assertThat(read(store)).isEqualTo(sealed);
    }
  }

  /** What is cached may still be read of a disk that is gone: it has to take something, too. */
  @Test
  void aDiskThatTakesNothingEitherIsAway() throws IOException {
    for (Op refused : new Op[] {Op.CREATE, Op.WRITE, Op.FORCE}) {
      stage.disk.watch(DiskWatcher.NONE);
      try (VaultStore store = vault.open()) {
        failing(call -> (call.op() == Op.READ && isObject(call)) || call.op() == refused);
        assertFails(store, Reason.UNAVAILABLE);
      }
    }
  }

  @Test
  void whoMayNotWriteDoesNotKnow() throws IOException {
    failing(call -> (call.op() == Op.READ && isObject(call)) || call.op().changes());
    try (VaultStore store = vault.openReadOnly()) {
      assertFails(store, Reason.UNAVAILABLE);
    }
  }

  @Test
  void itIsPutAsideUnreadAndTheGoodOneTakesItsPlace() throws IOException {
    boolean[] aside = new boolean[1];
    stage.disk.watch(
        new DiskWatcher() {
          @Override
          public void before(DiskCall call) throws IOException {
            if (!aside[0] && call.op() == Op.READ && isObject(call)) {
              throw new IOException("Input/output error");
            }
          }

          @Override
          public void happened(DiskCall call) {
            aside[0] |= call.op() == Op.RENAME && isObject(call);
          }
        });
    try (VaultStore store = vault.open()) {
      assertFails(store, Reason.DAMAGED);
      try (ObjectUpload upload = store.restoreObject(file.id(), file.content())) {
        upload.body().write(sealed);
        upload.commit();
      }
      assertThat(read(store)).isEqualTo(sealed);
    }
    assertThat(vault.folder.resolve("quarantine").resolve(file.content().objectKey())).exists();
  }

  @Test
  void aFolderOfObjectsThatIsNotListedIsNamedAndKeepsNothingClosed() throws IOException {
    String shard = "objects/" + file.content().objectKey().substring(0, 2);
    failing(call -> call.op() == Op.LIST && call.path().endsWith(shard));
    try (VaultStore store = vault.open()) {
      assertThat(read(store)).isEqualTo(sealed);
      assertThat(store.check(() -> false))
          .filteredOn(each -> each.kind() != VaultFinding.Kind.NOT_PRIVATE && each.kind() != VaultFinding.Kind.NO_PERMISSIONS)
          .containsExactly(
              VaultFinding.of(VaultFinding.Kind.UNREADABLE_FOLDER, shard, "the disk does not list it: Input/output error"));
    }
  }

  @Test
  void writingBackChangeSetsEndsWhenAsked() throws IOException {
    try (VaultStore store = vault.open()) {
      assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> store.mendChangeSets(() -> true));
    }
  }

  /** A new object that does not get onto the disk must not have cost the old one its place. */
  @Test
  void theDamagedOneStaysUntilTheGoodOneIsOnTheDisk() throws IOException {
    try (VaultStore store = vault.open();
        ObjectUpload upload = store.restoreObject(file.id(), file.content())) {
      upload.body().write(sealed);
      failing(call -> call.op() == Op.FORCE);
      assertThatExceptionOfType(IOException.class).isThrownBy(upload::commit);
    }
    assertThat(object).hasBinaryContent(sealed);
    assertThat(vault.folder.resolve("quarantine")).doesNotExist();
  }

  private void failing(Predicate<DiskCall> which) {
    stage.disk.watch(
        call -> {
          if (which.test(call)) {
            throw new IOException("Input/output error");
          }
        });
  }

  private boolean isObject(DiskCall call) {
    return call.path().getFileName().toString().equals(file.content().objectKey()) && !call.path().toString().contains("quarantine");
  }

  private void assertFails(VaultStore store, Reason reason) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> read(store))
        .withMessageContaining(file.content().objectKey())
        .withMessageContaining("Input/output error")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private byte[] read(VaultStore store) throws IOException {
    try (InputStream in = store.openObject(file.id(), file.content())) {
      return in.readAllBytes();
    }
  }

}
