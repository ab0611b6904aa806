package org.stillkeep.library;

import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.store.ObjectRef;

/**
 * Content whose sealed bytes are durable in the store, but which no asset names yet. It ends in {@link Library#add} or in
 * {@link Library#discard}, which also wipe its key.
 */
public final class SealedContent {

  private final ContentHash hash;
  private final long sizeBytes;
  private final long liveVideoSizeBytes;
  private final ObjectRef object;
  private final CryptoKey fileKey;
  private final Optional<ObjectRef> thumbnail;

  SealedContent(ContentHash hash, long sizeBytes, long liveVideoSizeBytes, ObjectRef object, CryptoKey fileKey) {
    this(hash, sizeBytes, liveVideoSizeBytes, object, fileKey, Optional.empty());
  }

  private SealedContent(
      ContentHash hash,
      long sizeBytes,
      long liveVideoSizeBytes,
      ObjectRef object,
      CryptoKey fileKey,
      Optional<ObjectRef> thumbnail) {
    this.hash = Objects.requireNonNull(hash);
    this.sizeBytes = sizeBytes;
    this.liveVideoSizeBytes = liveVideoSizeBytes;
    this.object = Objects.requireNonNull(object);
    this.fileKey = Objects.requireNonNull(fileKey);
    this.thumbnail = thumbnail;
  }

  /** The same content, which shares its key, with a thumbnail that is in the store. */
  SealedContent with(ObjectRef sealedThumbnail) {
    return new SealedContent(hash, sizeBytes, liveVideoSizeBytes, object, fileKey, Optional.of(sealedThumbnail));
  }

  /** Identity of the cleartext; of both halves for a live photo. */
  public ContentHash hash() {
    return hash;
  }

  /** Cleartext size; of the still for a live photo. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Cleartext size of a live photo's moving half; else 0. */
  public long liveVideoSizeBytes() {
    return liveVideoSizeBytes;
  }

  ObjectRef object() {
    return object;
  }

  Optional<ObjectRef> thumbnail() {
    return thumbnail;
  }

  CryptoKey fileKey() {
    return fileKey;
  }
}
