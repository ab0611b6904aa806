package org.stillkeep.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.stillkeep.store.StoreException.Reason;

/** An {@link InMemoryStore} as if behind a network: it can be away, be slow, refuse, and give out other bytes than it took. */
public final class RemoteStore implements LibraryStore {

  private static final int POLL_MILLIS = 10;

  private final InMemoryStore store;
  private final AtomicInteger objectsOpened = new AtomicInteger();
  private final AtomicInteger newsAsked = new AtomicInteger();
  private volatile Optional<Reason> failure = Optional.empty();
  private volatile Optional<Reason> uploadFailure = Optional.empty();
  private volatile Optional<Reason> downloadFailure = Optional.empty();
  private final Set<Long> lostFiles = ConcurrentHashMap.newKeySet();
  private volatile long mostUploadBytes = Long.MAX_VALUE;
  private volatile OptionalLong free = OptionalLong.empty();
  private volatile UnaryOperator<byte[]> spoiling = UnaryOperator.identity();
  private volatile BooleanSupplier stopRequested = () -> false;
  private volatile CountDownLatch hanging = new CountDownLatch(0);
  private volatile boolean waited;

  public RemoteStore(InMemoryStore store) {
    this.store = store;
  }

  /** All calls fail so from now on; empty heals it. */
  public void failAll(Optional<Reason> reason) {
    failure = reason;
  }

  /** Uploads fail so. */
  public void failUploads(Optional<Reason> reason) {
    uploadFailure = reason;
  }

  /** It fails whenever something larger is uploaded, while all else is well. */
  public void failUploadsAbove(long bytes) {
    mostUploadBytes = bytes;
  }

  /** Contents and thumbnails are given out so. */
  public void failDownloads(Optional<Reason> reason) {
    downloadFailure = reason;
  }

  /** This content cannot be had, while others can. */
  public void failDownloadOf(long fileId) {
    lostFiles.add(fileId);
  }

  /** Ends {@link #failDownloadOf}. */
  public void failNoDownload() {
    lostFiles.clear();
  }

  /** It says that it has this much room. */
  public void free(OptionalLong bytes) {
    free = bytes;
  }

  /** What is downloaded arrives like this. */
  public void spoil(UnaryOperator<byte[]> how) {
    spoiling = how;
  }

  /** Calls wait until {@link #answer}, or until somebody wants them to stop. */
  public void hang() {
    waited = false;
    hanging = new CountDownLatch(1);
  }

  /** Ends {@link #hang}. */
  public void answer() {
    hanging.countDown();
  }

  /** Whether a call has waited since {@link #hang}. */
  public boolean isWaitedFor() {
    return waited;
  }

  /** What is asked while a call waits. */
  public void stopBy(BooleanSupplier stop) {
    stopRequested = stop;
  }

  /** How often a content was opened. */
  public int objectsOpened() {
    return objectsOpened.get();
  }

  /** How often it was asked for news. */
  public int newsAsked() {
    return newsAsked.get();
  }

  private void reach() throws StoreException {
    while (hanging.getCount() > 0) {
      waited = true;
      if (stopRequested.getAsBoolean()) {
        throw new CancellationException("stopped on request");
      }
      awaitAnswer();
    }
    failIf(failure);
  }

  private void awaitAnswer() {
    try {
      boolean answered = hanging.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      waited |= !answered;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private static void failIf(Optional<Reason> reason) throws StoreException {
    if (reason.isPresent()) {
      throw new StoreException(reason.get(), "the server says " + reason.get());
    }
  }

  @Override
  public String storeId() {
    return store.storeId();
  }

  @Override
  public KeyAttributes keyAttributes() {
    return store.keyAttributes();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public OptionalLong freeBytes() throws IOException {
    reach();
    return free;
  }

  @Override
  public List<StoredCollection> collectionsSince(long since) throws IOException {
    newsAsked.incrementAndGet();
    reach();
    return store.collectionsSince(since);
  }

  @Override
  public FilePage filesSince(long collectionId, long since) throws IOException {
    reach();
    return store.filesSince(collectionId, since);
  }

  @Override
  public List<TrashedFile> trashSince(long since) throws IOException {
    reach();
    return store.trashSince(since);
  }

  @Override
  public StoredCollection createCollection(NewCollection collection) throws IOException {
    reach();
    return store.createCollection(collection);
  }

  @Override
  public void renameCollection(long collectionId, EncryptedKey name) throws IOException {
    reach();
    store.renameCollection(collectionId, name);
  }

  @Override
  public void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws IOException {
    reach();
    store.updateCollectionMagic(collectionId, privateMagic);
  }

  @Override
  public void deleteCollection(long collectionId) throws IOException {
    reach();
    store.deleteCollection(collectionId);
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes) throws IOException {
    reach();
    failIf(ciphertextBytes > mostUploadBytes ? Optional.of(Reason.UNAVAILABLE) : uploadFailure);
    return store.putObject(ciphertextBytes);
  }

  @Override
  public void discardObject(String objectKey) throws IOException {
    reach();
    store.discardObject(objectKey);
  }

  @Override
  public List<StoredFile> registerFiles(List<NewFile> files) throws IOException {
    reach();
    return store.registerFiles(files);
  }

  @Override
  public void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    reach();
    store.addToCollection(collectionId, keysByFileId);
  }

  @Override
  public void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId)
      throws IOException {
    reach();
    store.moveFiles(fromCollectionId, toCollectionId, keysByFileId);
  }

  @Override
  public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    reach();
    store.updatePrivateMagic(magicByFileId);
  }

  @Override
  public void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    reach();
    store.updatePublicMagic(magicByFileId);
  }

  @Override
  public void trash(Map<Long, Long> collectionByFileId) throws IOException {
    reach();
    store.trash(collectionByFileId);
  }

  @Override
  public void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    reach();
    store.restore(collectionId, keysByFileId);
  }

  @Override
  public InputStream openObject(long fileId, ObjectRef content) throws IOException {
    objectsOpened.incrementAndGet();
    reach();
    failIf(lostFiles.contains(fileId) ? Optional.of(Reason.UNAVAILABLE) : downloadFailure);
    try (InputStream object = store.openObject(fileId, content)) {
      return new ByteArrayInputStream(spoiling.apply(object.readAllBytes()));
    }
  }

  @Override
  public InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws IOException {
    reach();
    failIf(downloadFailure);
    return store.openThumbnail(fileId, thumbnail);
  }

  @Override
  public void close() {
    store.close();
  }

  /** The first half alone, as after a cut line. */
  public static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  /** The same, and one byte more. */
  public static byte[] withOneMore(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
