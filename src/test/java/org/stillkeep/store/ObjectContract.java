package org.stillkeep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.StoreException.Reason;

/** What stores promise of objects. */
interface ObjectContract extends StoreFixture {

  @Test
  default void anObjectComesBackByteForByte() throws IOException {
    byte[] sealed = Ciphertexts.bytes(100_000);
    StoredFile file = register(album(), sealed);
    assertThat(read(file)).isEqualTo(sealed);
    reopen();
    assertThat(read(file)).isEqualTo(sealed);
  }

  @Test
  default void anEmptyObjectIsAnObject() throws IOException {
    assertThat(read(register(album(), new byte[0]))).isEmpty();
  }

  @Test
  default void aThumbnailComesBackByteForByte() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile stored = store().registerFiles(List.of(file)).get(0);
    try (InputStream in = store().openThumbnail(stored.id(), stored.thumbnail().orElseThrow())) {
      assertThat(in.readAllBytes()).hasSize(THUMBNAIL_BYTES);
    }
  }

  @Test
  default void anObjectOfAnotherLengthThanAnnouncedIsNotCommitted() throws IOException {
    for (int length : new int[] {0, 9, 11}) {
      try (ObjectUpload upload = store().putObject(10)) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(
                () -> {
                  upload.body().write(new byte[length]);
                  upload.commit();
                });
      }
    }
  }

  @Test
  default void closingTheBodyOfAnUploadHasNoEffect() throws IOException {
    try (ObjectUpload upload = store().putObject(3)) {
      upload.body().write(new byte[] {1, 2, 3});
      upload.body().close();
      assertThat(upload.commit()).isNotBlank();
    }
  }

  @Test
  default void anUploadThatIsClosedWithoutCommitLeavesNothing() throws IOException {
    try (ObjectUpload upload = store().putObject(3)) {
      upload.body().write(new byte[] {1, 2, 3});
    }
    reopen();
    assertThat(store().collectionsSince(0)).isEmpty();
  }

  @Test
  default void aDiscardedObjectCannotBeRegistered() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    store().discardObject(file.content().objectKey());
    assertReason(Reason.NOT_FOUND, () -> store().registerFiles(List.of(file)));
  }

  @Test
  default void discardingAnUnknownObjectIsHarmless() throws IOException {
    store().discardObject("no such object");
    store().discardObject("00000000000000000000000000000000");
    assertThat(store().collectionsSince(0)).isEmpty();
  }

  @Test
  default void anObjectThatAFileNamesCannotBeDiscarded() throws IOException {
    NewFile file = newFile(album(), Ciphertexts.bytes(10));
    StoredFile stored = store().registerFiles(List.of(file)).get(0);
    assertReason(Reason.REFUSED, () -> store().discardObject(file.content().objectKey()));
    assertReason(Reason.REFUSED, () -> store().discardObject(file.thumbnail().orElseThrow().objectKey()));
    assertThat(read(stored)).hasSize(10);
  }

  @Test
  default void aMissingObjectIsNotFound() {
    ObjectRef missing = new ObjectRef("0123456789abcdef0123456789abcdef", Ciphertexts.bytes(24), 10);
    assertReason(Reason.NOT_FOUND, () -> store().openObject(1, missing).close());
  }

  @Test
  default void anObjectOfAnotherLengthThanRegisteredIsDamaged() throws IOException {
    StoredFile file = register(album(), Ciphertexts.bytes(10));
    ObjectRef longer = new ObjectRef(file.content().objectKey(), file.content().header(), 11);
    assertReason(Reason.DAMAGED, () -> store().openObject(file.id(), longer).close());
  }

  @Test
  default void objectsAreReadAndWrittenByManyThreadsAtOnce() throws Exception {
    long album = album();
    Map<StoredFile, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      byte[] sealed = Ciphertexts.bytes(200_000 + i);
      files.put(register(album, sealed), sealed);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<byte[]>> reads = new ArrayList<>();
      List<Future<ObjectRef>> writes = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        files.keySet().forEach(file -> reads.add(threads.submit(() -> read(file))));
        writes.add(threads.submit(() -> put(Ciphertexts.bytes(100_000))));
      }
      List<byte[]> expected = List.copyOf(files.values());
      for (int i = 0; i < reads.size(); i++) {
        assertThat(reads.get(i).get()).isEqualTo(expected.get(i % expected.size()));
      }
      for (Future<ObjectRef> write : writes) {
        assertThat(write.get().ciphertextBytes()).isEqualTo(100_000);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
