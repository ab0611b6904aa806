package org.stillkeep.library;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.SealedObject;
import org.stillkeep.catalog.UploadDraft;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectRef;

/**
 * Hands out {@link Draft}s: only for stores behind a network, for content that says which it is, and to one at a time. Safe for
 * use by several threads.
 */
final class Drafts {

  /** A server forgets what was never registered after 14 days. */
  private static final Duration LIFE = Duration.ofDays(13);

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final SecureRandom random;
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();

  Drafts(LibraryStore store, Catalog catalog, KeyRing keyRing, SecureRandom random) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.random = random;
  }

  /** What an upload of this content would be known by; empty when it cannot be gone on with. */
  Optional<String> identity(ContentPart still, Optional<ContentPart> liveVideo) {
    if (!store.isRemote() || still.identity().isEmpty()) {
      return Optional.empty();
    }
    // A text that no two pairs share: the first length tells where the second begins.
    String first = still.identity().get();
    return liveVideo.isEmpty()
        ? still.identity().map(only -> "1:" + only)
        : liveVideo.get().identity().map(second -> "2:" + first.length() + ":" + first + second);
  }

  /** The upload of this content that was begun, or one that begins; empty when somebody is at it right now. */
  Optional<Draft> open(String identity, long objectBytes, String fileName) throws IOException {
    if (!inUse.add(identity)) {
      return Optional.empty();
    }
    boolean isOpen = false;
    try {
      Draft draft = draft(identity, objectBytes, fileName);
      isOpen = true;
      return Optional.of(draft);
    } finally {
      if (!isOpen) {
        inUse.remove(identity);
      }
    }
  }

  private Draft draft(String identity, long objectBytes, String fileName) throws IOException {
    Optional<UploadDraft> begun =
        catalog
            .uploads()
            .find(identity)
            .filter(draft -> draft.objectBytes() == objectBytes);
    if (begun.isPresent()) {
      try {
        CryptoKey fileKey = keyRing.open(KeyRing.encrypted(begun.get().key()));
        return new Draft(catalog, begun.get(), fileKey, true, fileName, () -> inUse.remove(identity));
      } catch (CiphertextException e) {
        throw new IOException("the catalog holds an upload whose key is damaged", e);
      }
    }
    CryptoKey fileKey = CryptoKey.random(random);
    byte[] header = new byte[SecretStream.HEADER_BYTES];
    random.nextBytes(header);
    UploadDraft fresh =
        new UploadDraft(
            identity,
            keyRing.wrapUnderMaster(fileKey),
            header,
            objectBytes,
            Optional.empty(),
            Optional.empty());
    return new Draft(catalog, fresh, fileKey, false, fileName, () -> inUse.remove(identity));
  }

  /** Notes that the thumbnail of an upload is in the store. */
  void noteThumbnail(String identity, ObjectRef object) {
    catalog
        .uploads()
        .noteThumbnail(identity, new SealedObject(object.objectKey(), object.header(), object.ciphertextBytes()));
  }

  /** Gives an upload up: what it sent will not become an asset. */
  void end(String identity) {
    catalog.uploads().remove(identity);
  }

  /** Forgets those that a server will have forgotten. */
  void dropOld() {
    catalog.uploads().removeOlderThan(LIFE);
  }
}
