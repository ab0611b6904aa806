package org.stillkeep.ente;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;
import org.stillkeep.store.UploadMemory;

/**
 * A library on an Ente server, in the name of one session. Nothing is kept here but what became of this session's uploads: every
 * method asks the server.
 *
 * <p>Every failure is a {@link org.stillkeep.store.StoreException} that says what was done to what, and the server's status and
 * code; where nothing answers, it is UNAVAILABLE. What may be repeated has been, as patiently as the options say. Any method
 * ends with {@link java.util.concurrent.CancellationException} soon after the options are asked to stop. An object that was not
 * registered stays on the server for 14 days; discarding it only makes this session forget it.
 */
public final class EnteStore implements LibraryStore {

  /** Of one collection, or of the trash; no account comes near, and what has no end fills every memory. */
  private static final long MOST_ROWS = 5_000_000;

  private static final int ID_BYTES = 16;

  private final EnteSession session;
  private final AccountCalls calls;
  private final ObjectClient client;
  private final SessionObjects objects = new SessionObjects();
  private final CollectionCalls collections;
  private final FilePages pages;
  private final FileChanges changes;
  private final Registrations registrations;
  private final Uploads uploads;
  private final Downloads downloads;
  private final Room room;

  /** For tests, which have clocks and patience of their own. */
  EnteStore(EnteSession session, EnteOptions options, Clock clock, long mostRows) {
    this.session = session;
    this.calls = new AccountCalls(session, options);
    this.client = new ObjectClient(session.server(), options);
    this.collections = new CollectionCalls(calls);
    this.pages = new FilePages(calls, collections, mostRows);
    this.changes = new FileChanges(calls, collections, new FileStates(calls, pages));
    this.registrations = new Registrations(calls, objects);
    this.uploads = new Uploads(calls, client, objects, options, clock);
    this.downloads = new Downloads(calls, client, options);
    this.room = new Room(calls, clock);
  }

  /** Opens the library of a session, without asking the server anything. The session outlives it. */
  public static EnteStore open(EnteSession session, EnteOptions options) {
    return new EnteStore(session, options, Clock.systemUTC(), MOST_ROWS);
  }

  /**
   * Of the account and not of the server's address, which may have several names and move. Nobody can tell it who does not know
   * the account's public key.
   */
  @Override
  public String storeId() {
    return idOf(session.userId(), session.keyAttributes());
  }

  /** The {@link #storeId} of an account's library. */
  public static String idOf(long userId, KeyAttributes keyAttributes) {
    Blake2b hash = Blake2b.hash256();
    byte[] publicKey = keyAttributes.publicKey();
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(userId).array();
    hash.update(publicKey, 0, publicKey.length);
    hash.update(number, 0, number.length);
    return HexFormat.of().formatHex(Arrays.copyOf(hash.digest(), ID_BYTES));
  }

  /**
   * Goes on with a newer session of the same account, after the one at hand has ended.
   *
   * @return whether it is another one
   * @throws IllegalArgumentException when it is another account's, or on another server
   */
  public boolean goOnWith(EnteSession newer) {
    if (newer.userId() != session.userId() || !newer.server().equals(session.server())) {
      throw new IllegalArgumentException("a session of another account");
    }
    return calls.goOnWith(newer.token());
  }

  @Override
  public KeyAttributes keyAttributes() {
    return session.keyAttributes();
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
  public OptionalLong freeBytes() throws IOException {
    return room.freeBytes();
  }

  @Override
  public List<StoredCollection> collectionsSince(long since) throws IOException {
    return collections.since(since);
  }

  @Override
  public FilePage filesSince(long collectionId, long since) throws IOException {
    return pages.filesSince(collectionId, since);
  }

  @Override
  public Optional<StoredFile> file(long collectionId, long fileId) throws IOException {
    return pages.file(collectionId, fileId);
  }

  @Override
  public List<TrashedFile> trashSince(long since) throws IOException {
    return pages.trashSince(since);
  }

  @Override
  public StoredCollection createCollection(NewCollection collection) throws IOException {
    return collections.create(collection);
  }

  @Override
  public void renameCollection(long collectionId, EncryptedKey name) throws IOException {
    collections.rename(collectionId, name);
  }

  @Override
  public void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws IOException {
    collections.updateMagic(collectionId, privateMagic);
  }

  @Override
  public void deleteCollection(long collectionId) throws IOException {
    collections.delete(collectionId);
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes) throws IOException {
    return putObject(ciphertextBytes, UploadMemory.none(), () -> false);
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes, UploadMemory memory, BooleanSupplier stopRequested)
      throws IOException {
    return uploads.begin(ciphertextBytes, memory, stopRequested);
  }

  @Override
  public void discardObject(String objectKey) throws IOException {
    objects.discarded(objectKey);
  }

  @Override
  public List<StoredFile> registerFiles(List<NewFile> files) throws IOException {
    return registrations.register(files);
  }

  @Override
  public void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    changes.add(collectionId, keysByFileId);
  }

  @Override
  public void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId)
      throws IOException {
    changes.move(fromCollectionId, toCollectionId, keysByFileId);
  }

  @Override
  public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    changes.updatePrivateMagic(magicByFileId);
  }

  @Override
  public void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    changes.updatePublicMagic(magicByFileId);
  }

  @Override
  public void trash(Map<Long, Long> collectionByFileId) throws IOException {
    changes.trash(collectionByFileId);
  }

  @Override
  public void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    changes.restore(collectionId, keysByFileId);
  }

  @Override
  public InputStream openObject(long fileId, ObjectRef content) throws IOException {
    return downloads.content(fileId, content);
  }

  @Override
  public InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws IOException {
    return downloads.thumbnail(fileId, thumbnail);
  }

  /** Ends what is running. The session stays as it is. */
  @Override
  public void close() {
    calls.close();
    client.close();
  }
}
