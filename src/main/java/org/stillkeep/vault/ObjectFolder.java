package org.stillkeep.vault;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * The folder of sealed objects: {@code objects/ab/ab3f…}, named by 32 random hex digits, in 256 folders by their first two.
 * Each is written once, forced to disk before it gets its name, and never changed. Safe to use from several threads.
 */
final class ObjectFolder {

  static final String FOLDER = "objects";

  private static final Logger LOG = LoggerFactory.getLogger(ObjectFolder.class);

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
  private static final int KEY_BYTES = 16;

  private final Path folder;
  private final Shards shards;
  private final DiskProbe disk;
  private final SecureRandom random = new SecureRandom();

  /** Objects that were committed here and that no file names yet: a sweep spares them. */
  private final Set<String> awaitingRegistration = ConcurrentHashMap.newKeySet();

  private volatile Consumer<String> journal = key -> {};

  /** @param mayWrite whether the caller holds the vault's lock */
  ObjectFolder(Path vault, boolean mayWrite) {
    this.folder = vault.resolve(FOLDER);
    this.shards = new Shards(folder);
    this.disk = new DiskProbe(mayWrite);
  }

  /** Takes each object's key and file. */
  @FunctionalInterface
  interface Visitor {
    void visit(String objectKey, Path file) throws IOException;
  }

  /** Tells each new object's key, from any thread, before it has its name. */
  void noteTo(Consumer<String> newJournal) {
    journal = newJournal;
  }

  ObjectUpload put(long ciphertextBytes) throws IOException {
    byte[] name = new byte[KEY_BYTES];
    random.nextBytes(name);
    return upload(HexFormat.of().formatHex(name), ciphertextBytes, false);
  }

  /** Begins an object once more. With its commit, what lies in its place goes into quarantine, and it has its old name. */
  ObjectUpload restore(ObjectRef object) throws IOException {
    return upload(object.objectKey(), object.ciphertextBytes(), true);
  }

  private ObjectUpload upload(String key, long ciphertextBytes, boolean again) throws IOException {
    Path file = file(key);
    try {
      shards.create(file.getParent());
      return new Upload(key, file, ciphertextBytes, again, DurableFiles.begin(file, PosixMode.OWNER_ONLY));
    } catch (IOException e) {
      throw DiskErrors.translate(e, folder);
    }
  }

  InputStream open(long fileId, ObjectRef object) throws IOException {
    long length = length(object.objectKey());
    if (length != object.ciphertextBytes()) {
      throw new StoreException(
          Reason.DAMAGED,
          "object " + object.objectKey() + " of file " + fileId + " has " + length + " bytes, not "
              + object.ciphertextBytes());
    }
    try {
      return new ObjectStream(object.objectKey(), Files.newInputStream(file(object.objectKey())));
    } catch (NoSuchFileException e) {
      throw missing(object.objectKey(), e);
    } catch (IOException e) {
      throw notGivenOut(object.objectKey(), 0, e);
    }
  }

  /** What a disk fails to give out must not keep anybody from all other objects. */
  private final class ObjectStream extends FilterInputStream {

    private final String objectKey;
    private long at;

    private ObjectStream(String objectKey, InputStream in) {
      super(in);
      this.objectKey = objectKey;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = in.read(bytes, offset, length);
        at += Math.max(count, 0);
        return count;
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        throw notGivenOut(objectKey, at, e);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      at += skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  /**
   * An object's length on disk.
   *
   * @throws StoreException NOT_FOUND, UNAVAILABLE, DAMAGED
   */
  long length(String objectKey) throws IOException {
    if (!KEY.matcher(objectKey).matches()) {
      throw missing(objectKey, null);
    }
    try {
      return Files.size(file(objectKey));
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(folder)) {
        throw new StoreException(Reason.UNAVAILABLE, folder + " is missing", e);
      }
      throw missing(objectKey, e);
    } catch (IOException e) {
      throw notGivenOut(objectKey, 0, e);
    }
  }

  /** Removes an object, if it is there. */
  void delete(String objectKey) throws IOException {
    if (KEY.matcher(objectKey).matches()) {
      Files.deleteIfExists(file(objectKey));
      awaitingRegistration.remove(objectKey);
    }
  }

  /** From now on a file names the object. */
  void registered(String objectKey) {
    awaitingRegistration.remove(objectKey);
  }

  /** Whether the object was committed here and may still be registered. */
  boolean isAwaitingRegistration(String objectKey) {
    return awaitingRegistration.contains(objectKey);
  }

  /** Whether objects were committed here that no file names so far. */
  boolean isAnyAwaitingRegistration() {
    return !awaitingRegistration.isEmpty();
  }

  /**
   * Visits all objects, and all else that lies among them with the key null; in no order.
   *
   * @param unlisted takes each folder that the disk does not list, and why; its objects may be there all the same
   */
  void forEach(Visitor visitor, BiConsumer<Path, IOException> unlisted) throws IOException {
    Listing.forEach(
        folder,
        (shard, shardName) -> {
          if (isShard(shard)) {
            try {
              Listing.forEach(
                  shard, (file, name) -> visitor.visit(isKey(name) && name.startsWith(shardName) ? name : null, file));
            } catch (IOException e) {
              unlisted.accept(shard, e);
            }
          } else {
            visitor.visit(null, shard);
          }
        });
  }

  /** Deletes what a crash left half written, where the disk lists it. For the holder of the lock. */
  void sweepTemporaries(BooleanSupplier stopRequested) throws IOException {
    Listing.forEach(
        folder,
        (shard, name) -> {
          requireNotStopped(stopRequested);
          if (isShard(shard)) {
            sweepTemporaries(shard);
          }
        });
  }

  /** What lies there takes room, and no more. */
  private static void sweepTemporaries(Path shard) {
    try {
      DurableFiles.sweepTemporaries(shard);
    } catch (IOException e) {
      LOG.warn("{} cannot be swept: {}", shard, e.toString());
    }
  }

  /**
   * Deletes those of these objects that no file names, and that do not await their registration.
   *
   * @param keys what was noted of an earlier run; what is no key is passed over
   * @param isNamed whether a file names the object of this key
   * @param stopRequested asked before each object
   * @return how many were deleted
   */
  int sweepOrphans(Stream<String> keys, Predicate<String> isNamed, BooleanSupplier stopRequested) throws IOException {
    int deleted = 0;
    for (Iterator<String> each = keys.iterator(); each.hasNext(); ) {
      requireNotStopped(stopRequested);
      String key = each.next();
      if (isKey(key) && !isNamed.test(key) && !isAwaitingRegistration(key) && Files.deleteIfExists(file(key))) {
        deleted++;
      }
    }
    return deleted;
  }

  /** Throws when the caller wants to stop. */
  static void requireNotStopped(BooleanSupplier stopRequested) {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException("stopped on request");
    }
  }

  private static boolean isShard(Path path) {
    return SHARD.matcher(path.getFileName().toString()).matches() && Files.isDirectory(path);
  }

  /** Whether this could be an object's key. */
  static boolean isKey(String objectKey) {
    return KEY.matcher(objectKey).matches();
  }

  /** Where an object lies, relative to the vault, with slashes. */
  static String relativePath(String objectKey) {
    return FOLDER + "/" + objectKey.substring(0, 2) + "/" + objectKey;
  }

  private Path file(String objectKey) {
    return folder.resolve(objectKey.substring(0, 2)).resolve(objectKey);
  }

  private static StoreException missing(String objectKey, IOException cause) {
    return new StoreException(Reason.NOT_FOUND, "object " + objectKey + " is missing", cause);
  }

  /** One object of a disk that is there is as good as damaged, and can be put back; a disk that is away may come back. */
  private StoreException notGivenOut(String objectKey, long at, IOException cause) {
    Reason reason = disk.isAtFault(file(objectKey), at, cause) ? Reason.DAMAGED : Reason.UNAVAILABLE;
    return new StoreException(
        reason, "the disk does not give out " + relativePath(objectKey) + ": " + DiskErrors.words(cause), cause);
  }

  /** Makes accidents harder. Many file systems have no such bit; nothing depends on it. */
  private static void makeReadOnly(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      if (view != null) {
        view.setPermissions(Set.of(PosixFilePermission.OWNER_READ));
      }
    } catch (IOException e) {
      LOG.debug("{} keeps no permissions: {}", file.getParent(), e.getMessage());
    }
  }

  private final class Upload implements ObjectUpload {
    private final String key;
    private final Path file;
    private final long announcedBytes;
    private final boolean again;
    private final Pending pending;
    private final ObjectBody body;

    /** @param again whether a file names this object already */
    private Upload(String key, Path file, long announcedBytes, boolean again, Pending pending) {
      this.key = key;
      this.file = file;
      this.announcedBytes = announcedBytes;
      this.again = again;
      this.pending = pending;
      this.body = new ObjectBody(pending.body(), folder);
    }

    @Override
    public OutputStream body() {
      return body;
    }

    @Override
    public String commit() throws IOException {
      if (body.bytes() != announcedBytes) {
        close();
        throw new StoreException(
            Reason.REFUSED, "an object of " + announcedBytes + " bytes was announced, " + body.bytes() + " came");
      }
      // Before the object has its name, so that no sweep sees it without.
      if (!again) {
        awaitingRegistration.add(key);
        journal.accept(key);
      }
      try {
        if (again && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          pending.force();
          new Quarantine(folder.getParent()).take(file);
        }
        pending.commitNew();
      } catch (IOException e) {
        discard(e);
        throw DiskErrors.translate(e, folder);
      }
      makeReadOnly(file);
      return key;
    }

    /** It may have its name, and nobody will register it: then it stays on the list, for the sweep of the next start. */
    private void discard(IOException failure) {
      if (Files.notExists(file)) {
        awaitingRegistration.remove(key);
      }
      try {
        close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }

    @Override
    public void close() throws IOException {
      pending.close();
    }
  }
}
