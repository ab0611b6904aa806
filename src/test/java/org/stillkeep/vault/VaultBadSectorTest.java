package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.VaultFinding.Kind;

/** A disk that does not give out, or make durable, what lies in one place. */
@Covers({"F9", "P5"})
class VaultBadSectorTest {

  private VaultStage stage;

  @BeforeEach
  void aVault() throws IOException {
    stage = new VaultStage();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void eitherCopyOfTheHeaderSufficesAndTheOtherIsMended() throws IOException {
    for (String name : HeaderFiles.NAMES) {
      stage.disk.watch(unreadable(Set.of(name)));
      try (VaultStore store = stage.open()) {
        assertThat(store.findings())
            .contains(VaultFinding.of(Kind.DAMAGED_HEADER_COPY, name, "cannot be read: Input/output error"));
        assertThat(store.mendHeader()).containsExactly(name);
      }
      stage.disk.watch(DiskWatcher.NONE);
      try (VaultStore store = stage.open()) {
        assertThat(store.findings()).extracting(VaultFinding::kind).doesNotContain(Kind.DAMAGED_HEADER_COPY);
      }
    }
  }

  @Test
  void aHeaderThatIsNotGivenOutAtAllIsNotCalledDamaged() {
    stage.disk.watch(unreadable(Set.copyOf(HeaderFiles.NAMES)));
    assertThatThrownBy(() -> stage.open())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(HeaderFiles.NAMES.get(0))
        .hasMessageContaining("Input/output error");
  }

  @Test
  void ofAChangeSetThatIsNotGivenOutThePathIsSaid() {
    stage.disk.watch(unreadable(Set.of("00000001")));
    assertThatThrownBy(() -> stage.open())
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("changes/00000001")
        .hasMessageContaining("Input/output error");
  }

  @Test
  void objectsThatNothingNamesAtTheEndAreForTheSweepOfTheNextStart() throws IOException {
    try (VaultStore store = stage.open()) {
      NewFile file = SmallVault.newFile(store, 1, 300);
      stage.disk.watch(
          call -> {
            if (call.op() == Op.WRITE && call.path().toString().contains("/" + ChangeFiles.FOLDER + "/")) {
              throw new IOException("Input/output error");
            }
          });
      assertThatThrownBy(() -> store.registerFiles(List.of(file))).isInstanceOf(FileSystemException.class);
      assertThat(store.leavesOrphans()).isTrue();
      stage.disk.watch(DiskWatcher.NONE);
      store.registerFiles(List.of(file));
      assertThat(store.leavesOrphans()).isFalse();
    }
  }

  @Test
  void onADiskThatBecameReadOnlyTheTemporaryFileThatStaysDoesNotHideWhy() throws IOException {
    try (VaultStore store = stage.open()) {
      ObjectUpload upload = store.putObject(4);
      upload.body().write(new byte[4]);
      stage.disk.watch(
          call -> {
            if (call.op().changes() && call.op() != Op.CLOSE) {
              throw new FileSystemException(call.path().toString(), null, "Read-only file system");
            }
          });
      assertThatThrownBy(upload::commit)
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.READ_ONLY));
      stage.disk.watch(DiskWatcher.NONE);
    }
  }

  private static DiskWatcher unreadable(Set<String> names) {
    return call -> {
      if (call.op() == Op.READ && names.contains(call.path().getFileName().toString())) {
        throw new IOException("Input/output error");
      }
    };
  }
}
