package org.stillkeep.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.stillkeep.store.StoreException.Reason;

/**
 * A store in memory that behaves as one behind a network: it wants thumbnails, tells no object keys in its rows, goes on with
 * uploads, and its connection can fail at any call, before or after the call has done its work.
 */
public final class InMemoryServer implements LibraryStore {

  /** What the server holds, and what is to happen to it. */
  public static final class Contents {
    private final InMemoryContents rows;
    private final Map<String, TreeMap<Integer, byte[]>> parts = new ConcurrentHashMap<>();
    private long calls;
    private long failingCall = Long.MAX_VALUE;
    private boolean failsAfterwards;
    private Optional<Reason> refusal = Optional.empty();
    private Predicate<NewFile> neverTaken = file -> false;
    private Reason whyNever = Reason.REFUSED;
    private long partsReceived;
    private IntConsumer whenPartArrives = number -> {};
    private volatile Road road = (ciphertextBytes, stopRequested) -> {};

    public Contents(KeyAttributes attributes) {
      this.rows = new InMemoryContents(attributes);
    }

    /** Its rows and objects, without a network in between. */
    public InMemoryContents rows() {
      return rows;
    }

    /** How many calls have come in. */
    public long calls() {
      return calls;
    }

    /** How many parts of objects have come in. */
    public long partsReceived() {
      return partsReceived;
    }

    /** How many objects were ever begun. */
    public int objectsBegun() {
      return parts.size();
    }

    /** How many files there are, in whatever collection or trash. */
    public int fileCount() {
      return rows.fileCount();
    }

    /**
     * Lets the program be killed at one call to come.
     *
     * @param inCalls 1 for the very next
     * @param afterwards whether the call does its work, and only its answer gets lost
     */
    public void killAt(long inCalls, boolean afterwards) {
      failingCall = calls + inCalls;
      failsAfterwards = afterwards;
    }

    /** Lets nobody be killed any more. */
    public void spare() {
      failingCall = Long.MAX_VALUE;
    }

    /** Lets every object that is to be sent go this way. */
    public void uploadBy(Road way) {
      road = way;
    }

    /** Lets such files never be registered, and no other in the same call. */
    public void neverRegister(Reason reason, Predicate<NewFile> files) {
      whyNever = reason;
      neverTaken = files;
    }

    /** Hears of each part of an object that arrives, by its number in the object, from 0. */
    public void whenPartArrives(IntConsumer listener) {
      whenPartArrives = listener;
    }

    /** Lets every call be refused; empty lets them through again. */
    public void refuse(Optional<Reason> reason) {
      refusal = reason;
    }
  }

  /** What happens to an object before its first byte is sent, on the thread that sends it: it may wait, or fail. */
  public interface Road {
    void pass(long ciphertextBytes, BooleanSupplier stopRequested) throws IOException;
  }

  /** The program was killed. No code can answer it. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Sealed bytes of one part, so that a part ends where a chunk does. */
  private static final int PART_BYTES = 4 * 1024 * 1024 + 17;

  private final Contents contents;
  private final InMemoryStore store;

  public InMemoryServer(Contents contents) {
    this.contents = contents;
    this.store = new InMemoryStore(contents.rows);
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private synchronized <T> T call(Call<T> call) throws IOException {
    if (contents.refusal.isPresent()) {
      throw new StoreException(contents.refusal.get(), "as the test wishes");
    }
    boolean fails = ++contents.calls >= contents.failingCall;
    if (fails && !contents.failsAfterwards) {
      throw new Killed();
    }
    T answer = call.run();
    if (fails) {
      throw new Killed();
    }
    return answer;
  }

  private void run(Work work) throws IOException {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  private interface Work {
    void run() throws IOException;
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
  public boolean wantsThumbnails() {
    return true;
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.of(1L << 40);
  }

  @Override
  public List<StoredCollection> collectionsSince(long since) throws IOException {
    return call(() -> store.collectionsSince(since));
  }

  @Override
  public FilePage filesSince(long collectionId, long since) throws IOException {
    return call(
        () -> {
          FilePage page = store.filesSince(collectionId, since);
          return new FilePage(page.files().stream().map(InMemoryServer::withoutKeys).toList(), page.hasMore());
        });
  }

  @Override
  public List<TrashedFile> trashSince(long since) throws IOException {
    return call(
        () ->
            store.trashSince(since).stream()
                .map(each -> new TrashedFile(withoutKeys(each.file()), each.restored(), each.deleted(), each.updatedAt()))
                .toList());
  }

  @Override
  public StoredCollection createCollection(NewCollection collection) throws IOException {
    return call(() -> store.createCollection(collection));
  }

  @Override
  public void renameCollection(long collectionId, EncryptedKey name) throws IOException {
    run(() -> store.renameCollection(collectionId, name));
  }

  @Override
  public void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws IOException {
    run(() -> store.updateCollectionMagic(collectionId, privateMagic));
  }

  @Override
  public void deleteCollection(long collectionId) throws IOException {
    run(() -> store.deleteCollection(collectionId));
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes) throws IOException {
    return putObject(ciphertextBytes, UploadMemory.none(), () -> false);
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes, UploadMemory memory, BooleanSupplier stopRequested)
      throws IOException {
    contents.road.pass(ciphertextBytes, stopRequested);
    String known = memory.recall().orElse("");
    String objectKey = known.isEmpty() ? call(() -> UUID.randomUUID().toString()) : known;
    if (known.isEmpty()) {
      memory.note(objectKey);
      contents.parts.put(objectKey, new TreeMap<>());
    }
    return new Upload(objectKey, ciphertextBytes, memory);
  }

  @Override
  public void discardObject(String objectKey) throws IOException {
    run(() -> store.discardObject(objectKey));
  }

  @Override
  public List<StoredFile> registerFiles(List<NewFile> files) throws IOException {
    return call(
        () -> {
          if (files.stream().anyMatch(each -> each.thumbnail().isEmpty())) {
            throw new StoreException(Reason.REFUSED, "a file without a thumbnail");
          }
          if (files.stream().anyMatch(contents.neverTaken)) {
            throw new StoreException(contents.whyNever, "never this one");
          }
          return store.registerFiles(files).stream().map(InMemoryServer::withoutKeys).toList();
        });
  }

  @Override
  public void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    run(() -> store.addToCollection(collectionId, keysByFileId));
  }

  @Override
  public void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId)
      throws IOException {
    run(() -> store.moveFiles(fromCollectionId, toCollectionId, keysByFileId));
  }

  @Override
  public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    run(() -> store.updatePrivateMagic(magicByFileId));
  }

  @Override
  public void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    run(() -> store.updatePublicMagic(magicByFileId));
  }

  @Override
  public void trash(Map<Long, Long> collectionByFileId) throws IOException {
    run(() -> store.trash(collectionByFileId));
  }

  @Override
  public void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    run(() -> store.restore(collectionId, keysByFileId));
  }

  @Override
  public InputStream openObject(long fileId, ObjectRef content) throws IOException {
    return call(() -> store.openObject(fileId, keyed(contents.rows.contentOf(fileId), content)));
  }

  @Override
  public InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws IOException {
    return call(() -> store.openObject(fileId, keyed(contents.rows.thumbnailOf(fileId), thumbnail)));
  }

  @Override
  public void close() {
    store.close();
  }

  /** The object that the server knows, with the length that the client believes it has. */
  private static ObjectRef keyed(ObjectRef known, ObjectRef asked) {
    return new ObjectRef(known.objectKey(), asked.header(), asked.ciphertextBytes());
  }

  private static StoredFile withoutKeys(StoredFile row) {
    return new StoredFile(
        row.id(), row.collectionId(), row.shared(), row.key(), withoutKey(row.content()),
        row.thumbnail().map(InMemoryServer::withoutKey), row.metadata(), row.privateMagic(), row.publicMagic(), row.deleted(),
        row.updatedAt());
  }

  private static ObjectRef withoutKey(ObjectRef object) {
    return new ObjectRef("", object.header(), object.ciphertextBytes());
  }

  /** Comes in parts; those that have come are not sent again, and must be the same. */
  private final class Upload implements ObjectUpload {
    private final String objectKey;
    private final long announcedBytes;
    private final UploadMemory memory;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private int next;
    private long bytes;

    Upload(String objectKey, long announcedBytes, UploadMemory memory) {
      this.objectKey = objectKey;
      this.announcedBytes = announcedBytes;
      this.memory = memory;
    }

    @Override
    public OutputStream body() {
      return new OutputStream() {
        @Override
        public void write(int oneByte) throws IOException {
          write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
          gathered.write(source, offset, length);
          if (gathered.size() >= PART_BYTES) {
            sendPart();
          }
        }
      };
    }

    private void sendPart() throws IOException {
      byte[] part = gathered.toByteArray();
      gathered.reset();
      TreeMap<Integer, byte[]> there = contents.parts.get(objectKey);
      byte[] before = there.get(next);
      if (before != null && !Arrays.equals(before, part)) {
        throw new AssertionError("two ciphertexts in one place of one object");
      }
      if (before == null) {
        memory.beforeSending();
        run(
            () -> {
              contents.whenPartArrives.accept(next);
              contents.partsReceived++;
              there.put(next, part);
            });
      }
      next++;
      bytes += part.length;
    }

    @Override
    public String commit() throws IOException {
      if (gathered.size() > 0) {
        sendPart();
      }
      if (bytes != announcedBytes) {
        throw new StoreException(Reason.REFUSED, bytes + " bytes came, " + announcedBytes + " were announced");
      }
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      contents.parts.get(objectKey).values().forEach(whole::writeBytes);
      contents.rows.putObject(objectKey, whole.toByteArray());
      return objectKey;
    }

    @Override
    public void close() {}
  }
}
