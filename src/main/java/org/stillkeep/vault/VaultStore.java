package org.stillkeep.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredCollection;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;
import org.stillkeep.vault.Row.MagicKind;

/**
 * The store in a folder. Opening reads and verifies every change set once, and keeps of them a small index ({@link
 * VaultState}); a file's rows are read back when they are asked for.
 *
 * <p>A change is planned, written as one change set, and only then taken into the index. The owner of the index is the one
 * thread that {@link LibraryStore} allows; only objects may be read and written by any thread.
 */
public final class VaultStore implements LibraryStore {

  /** The format that this program writes, and the newest that it reads. */
  static final int FORMAT = 1;

  private static final int VAULT_ID_BYTES = 16;
  /** Rows in a page; it is exceeded only by the rest of its last change set. */
  private static final int PAGE_ROWS = 500;

  private final Path folder;
  private final Optional<VaultLock> lock;
  private final VaultKeys keys;
  private final boolean mayDelete;
  private final int pageRows;
  private final ObjectFolder objects;
  private final ChangeLog log;
  private final VaultState state = new VaultState();
  private final ChangePlans plans = new ChangePlans(state);
  private final FileRows fileRows;
  private final HeldHeader header;
  private volatile List<VaultFinding> folderFindings = List.of();

  /** For {@link VaultOpening}. */
  VaultStore(
      Path folder, Optional<VaultLock> lock, VaultKeys keys, HeldHeader header, boolean mayDelete, int pageRows) {
    this.folder = folder;
    this.lock = lock;
    this.keys = keys;
    this.mayDelete = mayDelete;
    this.pageRows = pageRows;
    this.header = header;
    this.objects = new ObjectFolder(folder, lock.isPresent());
    this.log = new ChangeLog(folder, new ChangeSetCodec(header.vaultId(), keys));
    this.fileRows = new FileRows(state, log);
  }

  /**
   * Makes an empty vault, for its owner alone. A folder that an interrupted creation left is taken up again.
   *
   * @throws StoreException REFUSED when the folder exists and holds anything else; FULL; READ_ONLY
   */
  public static void create(Path folder, KeyAttributes keyAttributes, CryptoKey authenticationKey) throws IOException {
    VaultFolder.prepare(folder);
    byte[] id = new byte[VAULT_ID_BYTES];
    new SecureRandom().nextBytes(id);
    try (VaultKeys keys = new VaultKeys(authenticationKey)) {
      HeaderFiles.write(folder, HeaderCopy.create(HexFormat.of().formatHex(id), 1, keyAttributes, keys));
    }
  }

  /**
   * Asks whether {@link #create} would take this folder, without writing anything.
   *
   * @throws StoreException REFUSED when it holds anything but what an interrupted creation leaves
   */
  public static void requireUnused(Path folder) throws IOException {
    VaultFolder.requireUnused(folder);
  }

  /**
   * Reads the header, to try a passphrase with; from the copy beside it when it is damaged.
   *
   * @throws StoreException NOT_FOUND when there is no vault, DAMAGED when both copies are, NEWER_FORMAT
   */
  public static VaultHeader readHeader(Path folder) throws IOException {
    HeaderFiles.Found found = HeaderFiles.read(folder, copy -> true);
    HeaderCopy header = found.header();
    return new VaultHeader(header.vaultId(), header.revision(), header.keyAttributes(), found.findings());
  }

  /**
   * Opens a vault and verifies all of its change sets. Opened for writing, it sweeps what a crash left half written.
   *
   * @param authenticationKey subkey 1 "stkvault" of the master key; the caller closes it
   * @throws StoreException NOT_FOUND; NEWER_FORMAT; IN_USE when another program writes to it; READ_ONLY when it was to be
   *     written and cannot be; DAMAGED when the header is not of this key, or a change set is missing, cut, altered or out of
   *     place; OTHER_HISTORY when it is older than last seen, or another: the message names it
   */
  public static VaultStore open(Path folder, CryptoKey authenticationKey, VaultOptions options) throws IOException {
    return open(folder, authenticationKey, options, PAGE_ROWS, () -> false);
  }

  /**
   * As {@link #open(Path, CryptoKey, VaultOptions)}, which takes long in a large vault.
   *
   * @param stopRequested asked before each change set and each folder of objects
   * @throws CancellationException when stopping was requested
   */
  public static VaultStore open(
      Path folder, CryptoKey authenticationKey, VaultOptions options, BooleanSupplier stopRequested) throws IOException {
    return open(folder, authenticationKey, options, PAGE_ROWS, stopRequested);
  }

  /** As {@link #open(Path, CryptoKey, VaultOptions, BooleanSupplier)}, with pages of another size. */
  static VaultStore open(
      Path folder, CryptoKey authenticationKey, VaultOptions options, int pageRows, BooleanSupplier stopRequested)
      throws IOException {
    return VaultOpening.open(folder, authenticationKey, options, pageRows, stopRequested);
  }

  /** For {@link VaultOpening}: reads everything once, and cleans up what a crash left. */
  void load(Optional<ChangeHead> lastSeen, BooleanSupplier stopRequested) throws IOException {
    VaultFolder.requireComplete(folder);
    if (lock.isPresent()) {
      VaultFolder.sweepTemporaries(folder);
      objects.sweepTemporaries(stopRequested);
    }
    log.replay(lastSeen, stopRequested, this::take);
    header.requireRevision(state.headerRevision());
    if (lock.isPresent()) {
      log.addMissingCopies(stopRequested);
    }
    folderFindings = VaultFolder.findings(folder);
  }

  private void take(ChangeSet changeSet) throws StoreException {
    try {
      state.apply(changeSet.number(), changeSet.rows());
    } catch (IllegalArgumentException e) {
      throw ChangeSetCodec.damaged(changeSet.number(), "is authentic but contradicts those before: " + e.getMessage());
    }
  }

  /** The newest change set: to be remembered outside the vault, and handed in when it is opened the next time. */
  public ChangeHead head() {
    return log.head();
  }

  /** What was noticed when the vault was opened: nothing that keeps it from working. Any thread may ask. */
  public List<VaultFinding> findings() {
    return Stream.of(header.findings(), log.findings(), folderFindings).flatMap(List::stream).toList();
  }

  /** From now on tells each new object's key, in any thread, before it has its name: to be kept for {@link #sweepOrphans}. */
  public void noteObjectsTo(Consumer<String> journal) {
    objects.noteTo(journal);
  }

  /**
   * Deletes those of these objects that no file names: left by a crash between an object and its registration. No others: what
   * another computer is about to register, or a history names that was given up, looks just the same. What was put through this
   * store and still may be registered stays. Deletes nothing when the vault was opened without a remembered head: the change
   * sets that name the objects might have been rolled back.
   *
   * @param keys what the run that was interrupted has noted
   * @return how many were deleted
   */
  public int sweepOrphans(Stream<String> keys, BooleanSupplier stopRequested) throws IOException {
    requireWritable();
    return mayDelete ? objects.sweepOrphans(keys, key -> state.objects().fileOf(key) != 0, stopRequested) : 0;
  }

  /** Whether this store has put objects that no file names so far: if that stays so, a later {@link #sweepOrphans} deletes them. */
  public boolean leavesOrphans() {
    return objects.isAnyAwaitingRegistration();
  }

  /**
   * Checks the folder as it is on disk now, and returns what is not as it should be: both copies of the header, every change
   * set, the presence and length of every object that a file names. Reads no object.
   */
  public List<VaultFinding> check(BooleanSupplier stopRequested) throws IOException {
    return new VaultCheck(folder, keys, stopRequested, objects::isAwaitingRegistration).run();
  }

  /** As {@link #check(BooleanSupplier)}, for a vault that may be too damaged to be opened. */
  public static List<VaultFinding> check(Path folder, CryptoKey authenticationKey, BooleanSupplier stopRequested)
      throws IOException {
    try (VaultKeys keys = new VaultKeys(authenticationKey)) {
      return new VaultCheck(folder, keys, stopRequested, key -> false).run();
    }
  }

  @Override
  public String storeId() {
    return header.vaultId();
  }

  @Override
  public KeyAttributes keyAttributes() {
    return header.keyAttributes();
  }

  /** Replaces the wrapped keys, after a change of passphrase. The old passphrase opens nothing from then on. */
  public void replaceKeyAttributes(KeyAttributes keyAttributes) throws IOException {
    requireWritable();
    int revision = header.replace(keyAttributes);
    // Last, so that a crash never leaves a header older than the revision on record.
    commit(List.of(new Row.Keys(revision)));
  }

  /** Writes back a copy of the header that is missing, damaged or old; returns which. A damaged one is put into quarantine. */
  public List<String> mendHeader() throws IOException {
    requireWritable();
    return header.mend();
  }

  /** Writes back whichever of a change set's two files is missing or damaged; returns which. A damaged one is put into quarantine. */
  public List<String> mendChangeSets(BooleanSupplier stopRequested) throws IOException {
    requireWritable();
    return log.mend(stopRequested);
  }

  @Override
  public OptionalLong freeBytes() {
    return VaultFolder.freeBytes(folder);
  }

  @Override
  public List<StoredCollection> collectionsSince(long since) {
    return state.collectionsSince(since);
  }

  @Override
  public FilePage filesSince(long collectionId, long since) throws IOException {
    if (state.collection(collectionId).isEmpty()) {
      throw new StoreException(Reason.NOT_FOUND, "no collection " + collectionId);
    }
    return fileRows.loadPage(collectionId, since, pageRows);
  }

  @Override
  public List<TrashedFile> trashSince(long since) throws IOException {
    return fileRows.loadTrashed(state.trashSince(since));
  }

  @Override
  public StoredCollection createCollection(NewCollection collection) throws IOException {
    List<Row> rows = plans.create(collection);
    if (rows.isEmpty()) {
      return state.stored(state.collection(collection.type()).orElseThrow().id());
    }
    long id = state.nextCollectionId();
    commit(rows);
    return state.stored(id);
  }

  @Override
  public void renameCollection(long collectionId, EncryptedKey name) throws IOException {
    commit(plans.rename(collectionId, name));
  }

  @Override
  public void updateCollectionMagic(long collectionId, MagicMetadata privateMagic) throws IOException {
    commit(plans.updateMagic(collectionId, privateMagic));
  }

  @Override
  public void deleteCollection(long collectionId) throws IOException {
    commit(plans.delete(collectionId));
  }

  @Override
  public ObjectUpload putObject(long ciphertextBytes) throws IOException {
    requireWritable();
    return objects.put(ciphertextBytes);
  }

  @Override
  public boolean restoresObjects() {
    return true;
  }

  @Override
  public ObjectUpload restoreObject(long fileId, ObjectRef object) throws IOException {
    requireWritable();
    String key = object.objectKey();
    if (!ObjectFolder.isKey(key) || state.objects().fileOf(key) != fileId || !fileRows.names(fileId, object)) {
      throw new StoreException(Reason.REFUSED, "file " + fileId + " does not name object " + key + " so");
    }
    return objects.restore(object);
  }

  @Override
  public void discardObject(String objectKey) throws IOException {
    requireWritable();
    if (!ObjectFolder.isKey(objectKey)) {
      return;
    }
    int file = state.objects().fileOf(objectKey);
    if (file != 0) {
      throw new StoreException(Reason.REFUSED, "object " + objectKey + " belongs to file " + file);
    }
    objects.delete(objectKey);
  }

  @Override
  public List<StoredFile> registerFiles(List<NewFile> files) throws IOException {
    return new Registration(state, plans, objects, fileRows).run(files, this::commit);
  }

  @Override
  public void addToCollection(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    commit(plans.add(collectionId, keysByFileId));
  }

  @Override
  public void moveFiles(long fromCollectionId, long toCollectionId, Map<Long, EncryptedKey> keysByFileId)
      throws IOException {
    commit(plans.move(fromCollectionId, toCollectionId, keysByFileId));
  }

  @Override
  public void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    commit(plans.updateMagic(MagicKind.PRIVATE, magicByFileId));
  }

  @Override
  public void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    commit(plans.updateMagic(MagicKind.PUBLIC, magicByFileId));
  }

  @Override
  public void trash(Map<Long, Long> collectionByFileId) throws IOException {
    commit(plans.trash(collectionByFileId.keySet()));
  }

  @Override
  public void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    commit(plans.restore(collectionId, keysByFileId));
  }

  @Override
  public InputStream openObject(long fileId, ObjectRef content) throws IOException {
    return objects.open(fileId, content);
  }

  @Override
  public InputStream openThumbnail(long fileId, ObjectRef thumbnail) throws IOException {
    return objects.open(fileId, thumbnail);
  }

  /** Gives up the right to write and wipes the keys. */
  @Override
  public void close() throws IOException {
    keys.close();
    if (lock.isPresent()) {
      lock.get().close();
    }
  }

  /** Writes the rows, if there are any, and then believes them. */
  private void commit(List<Row> rows) throws IOException {
    requireWritable();
    if (rows.isEmpty()) {
      return;
    }
    if (!header.findings().isEmpty()) {
      header.mend();
    }
    state.apply(log.append(rows), rows);
  }

  private void requireWritable() throws StoreException {
    if (lock.isEmpty()) {
      throw new StoreException(Reason.READ_ONLY, "the vault was opened for reading");
    }
  }
}
