package org.stillkeep.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoredFile;

/** A vault on a disk in memory, and something that is to be done to it. */
final class VaultStage implements AutoCloseable {

  static final String ROOT = "/home";

  /** What is done to a vault. */
  enum Work {
    IMPORT {
      @Override
      void run(VaultStore store, VaultStage stage) throws IOException {
        store.registerFiles(List.of(SmallVault.newFile(store, 1, 300)));
      }

      @Override
      boolean isDone(VaultStore store, VaultStage stage) throws IOException {
        return store.filesSince(1, 0).files().size() == 3;
      }
    },
    TRASH {
      @Override
      void run(VaultStore store, VaultStage stage) throws IOException {
        store.trash(Map.of(stage.firstFile, 1L));
      }

      @Override
      boolean isDone(VaultStore store, VaultStage stage) throws IOException {
        return store.trashSince(0).size() == 1;
      }
    },
    PASSPHRASE {
      @Override
      void run(VaultStore store, VaultStage stage) throws IOException {
        store.replaceKeyAttributes(stage.nextKeys);
      }

      @Override
      boolean isDone(VaultStore store, VaultStage stage) {
        return store.keyAttributes().equals(stage.nextKeys);
      }
    };

    abstract void run(VaultStore store, VaultStage stage) throws IOException;

    abstract boolean isDone(VaultStore store, VaultStage stage) throws IOException;
  }

  final FileSystem beneath = Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("basic").build());
  final FaultyFileSystem disk = new FaultyFileSystem(beneath);
  final KeyAttributes nextKeys = Ciphertexts.keyAttributes();
  final long firstFile;
  final ChangeHead before;
  /** No object ends so: they are random. */
  private static final byte[] LOST = new byte[8];

  final SmallVault vault;

  VaultStage() throws IOException {
    Path home = disk.getPath(ROOT);
    Files.createDirectories(home);
    vault = SmallVault.filled(home);
    before = vault.head();
    try (VaultStore store = vault.openReadOnly()) {
      firstFile = store.filesSince(1, 0).files().get(0).id();
    }
  }

  VaultStore open() throws IOException {
    return vault.open(Optional.of(before));
  }

  /** Opens the vault and does the work. */
  void run(Work work) throws IOException {
    try (VaultStore store = vault.open(Optional.of(before))) {
      work.run(store, this);
    }
  }

  /**
   * Tries twice in one go, as the program does when the disk has been healed between.
   *
   * @return whether the vault says that it is done
   */
  boolean runTwice(Work work, Runnable heal) throws IOException {
    try (VaultStore store = vault.open(Optional.of(before))) {
      try {
        work.run(store, this);
        return true;
      } catch (IOException first) {
        heal.run();
        return !work.isDone(store, this) && again(store, work);
      }
    }
  }

  private boolean again(VaultStore store, Work work) throws IOException {
    try {
      work.run(store, this);
      return true;
    } catch (StoreException e) {
      // Whether the first try holds is not known: only opening tells.
      assertThat(e.reason()).isEqualTo(StoreException.Reason.UNAVAILABLE);
      return false;
    }
  }

  /** Opened again, the vault is whole, has what it acknowledged, and lets do what it did not. */
  void requireWhole(Work work, boolean acknowledged, String moment) throws IOException {
    try (VaultStore store = vault.open(Optional.of(before))) {
      boolean done = work.isDone(store, this);
      assertThat(done || !acknowledged).as("%s: acknowledged, and not done", moment).isTrue();
      if (!done) {
        work.run(store, this);
      }
      assertThat(work.isDone(store, this)).as(moment).isTrue();
      for (StoredFile file : store.filesSince(1, 0).files()) {
        try (InputStream object = store.openObject(file.id(), file.content())) {
          byte[] bytes = object.readAllBytes();
          assertThat(bytes).as(moment).hasSize((int) file.content().ciphertextBytes());
          assertThat(Arrays.copyOfRange(bytes, bytes.length - LOST.length, bytes.length)).as(moment).isNotEqualTo(LOST);
        }
      }
      // Any change restores a copy of the header that was left behind.
      SmallVault.album(store);
      store.sweepOrphans(vault.objectKeys().stream(), () -> false);
      assertThat(store.check(() -> false)).as(moment).allMatch(each -> each.kind() == VaultFinding.Kind.NO_PERMISSIONS);
    }
    assertThat(temporaries()).as(moment).isEmpty();
  }

  /** Opened in either way, it gives out everything, says what is wrong, and takes changes. */
  void requireReadable(String wrong) throws IOException {
    try (VaultStore store = vault.openReadOnly(Optional.of(before))) {
      assertThat(store.filesSince(1, 0).files()).hasSize(2);
    }
    try (VaultStore store = vault.open(Optional.of(before))) {
      assertThat(store.findings()).extracting(VaultFinding::subject).contains(wrong);
      assertThat(store.check(() -> false)).extracting(VaultFinding::subject).contains(wrong);
      SmallVault.album(store);
    }
  }

  List<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.walk(vault.folder)) {
      return files.filter(each -> DurableFiles.isTemporaryName(each.getFileName().toString())).toList();
    }
  }

  /** Makes a vault beside; what an interrupted attempt left is taken up. */
  void create(CryptoKey key) throws IOException {
    VaultStore.create(disk.getPath(ROOT).resolve("new"), nextKeys, key);
  }

  /** A new vault can be opened, or be made. */
  void requireCreated(CryptoKey key, boolean acknowledged, String moment) throws IOException {
    Path folder = disk.getPath(ROOT).resolve("new");
    boolean there = Files.exists(folder.resolve("vault.json")) || Files.exists(folder.resolve("vault-copy.json"));
    assertThat(there || !acknowledged).as(moment).isTrue();
    if (!there) {
      create(key);
    }
    try (VaultStore store = VaultStore.open(folder, key, VaultOptions.readWrite(Optional.empty()))) {
      SmallVault.album(store);
      assertThat(store.check(() -> false)).as(moment).allMatch(each -> each.kind() == VaultFinding.Kind.NO_PERMISSIONS);
    }
  }

  static CryptoKey key() {
    return CryptoKey.random(new SecureRandom());
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
