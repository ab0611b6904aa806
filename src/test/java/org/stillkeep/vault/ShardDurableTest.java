package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.UploadMemory;

/** An object lasts no longer than the name of the folder that it lies in. */
@Covers("F9")
class ShardDurableTest {

  private VaultStage stage;

  @BeforeEach
  void makeAVault() throws IOException {
    stage = new VaultStage();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void noObjectIsDurableInAShardWhoseNameIsNot() throws IOException {
    Set<String> durable = new HashSet<>();
    stage.disk.watch(
        call -> {
          if (call.op() == Op.FORCE_DIRECTORY && call.path().endsWith("objects")) {
            throw new IOException("Input/output error");
          }
        });
    try (VaultStore store = stage.vault.open()) {
      // So many that most shards are tried twice.
      for (int i = 0; i < 700; i++) {
        try (ObjectUpload upload = store.putObject(1, UploadMemory.none(), () -> false)) {
          upload.body().write(1);
          durable.add(upload.commit().substring(0, 2));
        } catch (IOException refused) {
          assertThat(refused).hasMessageContaining("Input/output error");
        }
      }
    }
    assertThat(durable).as("shards of objects that were said to be durable, beside those of before").hasSizeLessThan(20);
  }
}
