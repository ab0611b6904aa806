package org.stillkeep.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Where a library's ciphertext lives: the embedded vault, an Ente server, or an in-memory fake for tests. All three pass
 * one contract suite.
 *
 * <p>Every change is durable when its method returns, and is seen by the {@code …Since} methods from then on. Times are the
 * store's own: opaque, ascending, and meant only to be handed back. Calls come from one thread at a time, except
 * {@link #openObject} and {@link #putObject}, which any thread may call at any time. Failures are {@link StoreException}s
 * where the store itself said no, other {@link IOException}s where it could not be reached or written. A call that failed
 * has changed nothing, unless it was its answer that got lost.
 *
 * <p>Ids of files and collections that do not exist are NOT_FOUND; so are deleted collections, except in {@link
 * #filesSince}. A call with several files does all of its work or none; it names at most {@link #MAX_BATCH} of them,
 * more are REFUSED.
 *
 * <p>What others have shared with the owner can be read like the owner's, and changed by nothing here: REFUSED.
 */
public interface LibraryStore extends Closeable {

  /** Most files that one call may name. */
  int MAX_BATCH = 1000;

  /** A name for this store that never changes and tells it apart from every other, without revealing anything. */
  String storeId();

  /** The wrapped keys that open the library, as of when the store was opened. */
  KeyAttributes keyAttributes() throws IOException;

  /**
   * Whether it lies behind a network: answers may get lost on their way, and other clients may change it at any time.
   */
  default boolean isRemote() {
    return false;
  }

  /** Whether every file must have a thumbnail; a file without one is then REFUSED. */
  default boolean wantsThumbnails() {
    return false;
  }

  /** How many more bytes of ciphertext there is room for; empty when that cannot be told. */
  OptionalLong freeBytes() throws IOException;

  /** Collections that changed, or whose files changed, after the given time; deleted ones among them. 0 brings all. */
  List<StoredCollection> collectionsSince(long since) throws IOException;

  /** Files of one collection that changed after the given time, in ascending {@code updatedAt}. */
  FilePage filesSince(long collectionId, long since) throws IOException;

  /**
   * One file's row in a collection, as it is now. {@link #filesSince} need not bring it again when a program has changed the
   * file's magic metadata without wanting others to notice.
   *
   * @return empty when the file is not in the collection
   */
  default Optional<StoredFile> file(long collectionId, long fileId) throws IOException {
    long since = 0;
    FilePage page;
    do {
      page = filesSince(collectionId, since);
      Optional<StoredFile> found =
          page.files().stream().filter(row -> row.id() == fileId && !row.deleted()).findFirst();
      if (found.isPresent() || page.files().isEmpty()) {
        return found;
      }
      since = page.files().get(page.files().size() - 1).updatedAt();
    } while (page.hasMore());
    return Optional.empty();
  }

  /** Changes of the trash after the given time, in ascending {@code updatedAt}. */
  List<TrashedFile> trashSince(long since) throws IOException;

  /**
   * Creates a collection. Of the types FAVORITES and UNCATEGORIZED there is at most one: a second call returns the
   * existing one, with its own key.
   */
  StoredCollection createCollection(NewCollection collection) throws IOException;

  /** Gives a collection another name (under its own key). */
  void renameCollection(long collectionId, EncryptedKey name) throws IOException;

  /**
   * Replaces a collection's private magic metadata; the store keeps {@code version + 1} of the one sent. The
   * last writer wins.
   */
  void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws IOException;

  /**
   * Deletes an empty collection.
   *
   * @throws StoreException REFUSED while files remain in it, or for FAVORITES and UNCATEGORIZED
   */
  void deleteCollection(long collectionId) throws IOException;

  /**
   * Begins an object. It becomes part of the library only when a file that names it is registered; objects that never are
   * may be swept away by the store later.
   *
   * @param ciphertextBytes exact length
   * @throws StoreException TOO_LARGE when no object may be that long; FULL when there is no room
   */
  ObjectUpload putObject(long ciphertextBytes) throws IOException;

  /**
   * Begins an object, or goes on with one whose upload was interrupted: what the store has of it already is not sent again.
   * The very same ciphertext has to be written, from its first byte. The upload gives up with a {@link
   * java.util.concurrent.CancellationException} within a second of being asked to. A store in which there is nothing to
   * go on with ignores both.
   *
   * @param memory what the store has noted of this object's upload, and where it notes how far it has come
   */
  default ObjectUpload putObject(long ciphertextBytes, UploadMemory memory, BooleanSupplier stopRequested)
      throws IOException {
    return putObject(ciphertextBytes);
  }

  /** Whether it takes the bytes of a file's object once more, where they were lost. */
  default boolean restoresObjects() {
    return false;
  }

  /**
   * Begins a file's object once more, whose bytes are lost or no longer those that were registered. The very same ciphertext
   * has to be written: its writer proves that, for the store cannot. With its commit it has its old name; what lay in its place
   * until then is kept aside.
   *
   * @param object as a row of that file has it
   * @throws StoreException REFUSED by a store that does not {@linkplain #restoresObjects do that}, and for an object that the
   *     file does not name
   */
  default ObjectUpload restoreObject(long fileId, ObjectRef object) throws IOException {
    throw new StoreException(StoreException.Reason.REFUSED, "this store takes no object twice");
  }

  /**
   * Removes an object that was committed but will not be registered. Unknown keys are ignored. A remote store may know only
   * what became of objects that it was handed since it was opened; no object that a file names is ever lost.
   *
   * @throws StoreException REFUSED for an object that a file names
   */
  void discardObject(String objectKey) throws IOException;

  /**
   * Registers files whose objects are committed: all of them or none; only if a remote store fails in the middle, some.
   * Naming the same content object again returns the file that already has it, so a call whose answer was lost can be
   * repeated, word for word; the time in the answer may then be one that no page has.
   *
   * @return one row for each, in the same order
   * @throws StoreException NOT_FOUND when an object was never committed; REFUSED when its length is another
   */
  List<StoredFile> registerFiles(List<NewFile> files) throws IOException;

  /**
   * Puts files into a further collection. A file that is already there keeps its row and its key; a file that had left
   * comes back.
   *
   * @param keysByFileId each file's key under that collection's key
   * @throws StoreException REFUSED for files in the trash
   */
  void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException;

  /**
   * Takes files out of one collection and puts them into another, at once. Files that are in the second already only leave
   * the first.
   *
   * @throws StoreException REFUSED when both collections are the same, and for files that are in neither; a remote store may
   *     add these to the second instead
   */
  void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException;

  /**
   * Replaces files' private magic metadata: all or none.
   *
   * @throws StoreException VERSION_CONFLICT when a file has some whose version differs from the one sent
   */
  void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException;

  /**
   * Replaces files' public magic metadata: all or none.
   *
   * @throws StoreException VERSION_CONFLICT when a file has some whose version differs from the one sent
   */
  void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException;

  /**
   * Takes files out of all collections and keeps them in the trash. Files that are there already stay as they are.
   *
   * @param collectionByFileId any of the collections that hold the file, or held it last
   */
  void trash(Map<Long, Long> collectionByFileId) throws IOException;

  /**
   * Takes files out of the trash and into a collection. Files that are in that collection already stay as they are.
   *
   * @throws StoreException REFUSED for other files that are not in the trash
   */
  void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException;

  /**
   * Opens a file's content object.
   *
   * @return its ciphertext; not verified in any way, since only the holder of the file's key can do that
   * @param content as a row of that file has it
   * @throws StoreException NOT_FOUND or DAMAGED when the object is missing or its length is not the registered one
   */
  InputStream openObject(long fileId, ObjectRef content) throws IOException;

  /** Opens a file's thumbnail object, as {@link #openObject} does for its content. */
  InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws IOException;
}
