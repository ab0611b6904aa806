package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoredFile;

/** A vault of a few random ciphertexts, and its key. */
final class SmallVault {

  final Path folder;
  final CryptoKey key = CryptoKey.random(new SecureRandom());
  final KeyAttributes keyAttributes = Ciphertexts.keyAttributes();

  /** An empty vault in a new folder under the given one. */
  SmallVault(Path parent) throws IOException {
    this.folder = parent.resolve("vault");
    VaultStore.create(folder, keyAttributes, key);
  }

  /** With four change sets: two albums, a batch of two files, a change of magic metadata that also enters one into the other album. */
  static SmallVault filled(Path parent) throws IOException {
    SmallVault vault = new SmallVault(parent);
    try (VaultStore store = vault.open()) {
      long first = album(store);
      long second = album(store);
      List<StoredFile> files =
          store.registerFiles(List.of(newFile(store, first, 100), newFile(store, first, 200)));
      store.updatePublicMagic(Map.of(files.get(0).id(), Ciphertexts.magic(1)));
      store.addToCollection(second, Map.of(files.get(1).id(), Ciphertexts.key()));
    }
    return vault;
  }

  VaultStore open() throws IOException {
    return open(Optional.empty());
  }

  VaultStore open(Optional<ChangeHead> lastSeen) throws IOException {
    return VaultStore.open(folder, key, VaultOptions.readWrite(lastSeen));
  }

  VaultStore openReadOnly() throws IOException {
    return openReadOnly(Optional.empty());
  }

  VaultStore openReadOnly(Optional<ChangeHead> lastSeen) throws IOException {
    return VaultStore.open(folder, key, VaultOptions.readOnly(lastSeen));
  }

  ChangeHead head() throws IOException {
    try (VaultStore store = openReadOnly()) {
      return store.head();
    }
  }

  Path changeSet(long number) {
    return folder.resolve(ChangeFiles.relativePath(ChangeFiles.FOLDER, number));
  }

  Path copyOf(long number) {
    return folder.resolve(ChangeFiles.relativePath(ChangeFiles.COPIES, number));
  }

  /** As an older program left it, or with what it holds in one place only. */
  void withoutCopies() throws IOException {
    Path copies = folder.resolve(ChangeFiles.COPIES);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(copies)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(copies);
  }

  Path object(String objectKey) {
    return folder.resolve("objects").resolve(objectKey.substring(0, 2)).resolve(objectKey);
  }

  /** Of all objects that are there, named or not. */
  List<String> objectKeys() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
      return files.filter(Files::isRegularFile).map(each -> each.getFileName().toString()).toList();
    }
  }

  static long album(VaultStore store) throws IOException {
    return store.createCollection(Ciphertexts.collection(CollectionType.ALBUM, Optional.empty())).id();
  }

  static NewFile newFile(VaultStore store, long collectionId, int bytes) throws IOException {
    return new NewFile(
        collectionId, Ciphertexts.key(), Ciphertexts.put(store, Ciphertexts.bytes(bytes)),
        Optional.of(Ciphertexts.put(store, Ciphertexts.bytes(10))), Ciphertexts.blob(),
        Optional.of(Ciphertexts.magic(1)), Optional.empty());
  }
}
