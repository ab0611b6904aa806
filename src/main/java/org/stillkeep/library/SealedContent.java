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
  private final Optional<String> identity;
  private final Optional<SealedThumbnail> thumbnail;

  /** A preview in the store; a placeholder shows nothing of the content. */
  record SealedThumbnail(ObjectRef object, boolean isPlaceholder) {}

  /** @param identity what its upload is known by, where it can be gone on with */
  SealedContent(
      ContentHash hash,
      long sizeBytes,
      long liveVideoSizeBytes,
      ObjectRef object,
      CryptoKey fileKey,
      Optional<String> identity,
      Optional<SealedThumbnail> thumbnail) {
    this.hash = Objects.requireNonNull(hash);
    this.sizeBytes = sizeBytes;
    this.liveVideoSizeBytes = liveVideoSizeBytes;
    this.object = Objects.requireNonNull(object);
    this.fileKey = Objects.requireNonNull(fileKey);
    this.identity = Objects.requireNonNull(identity);
    this.thumbnail = Objects.requireNonNull(thumbnail);
  }

  /** The same content, which shares its key, with a thumbnail that is in the store. */
  SealedContent with(SealedThumbnail sealed) {
    return new SealedContent(hash, sizeBytes, liveVideoSizeBytes, object, fileKey, identity, Optional.of(sealed));
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

  Optional<String> identity() {
    return identity;
  }

  Optional<SealedThumbnail> thumbnail() {
    return thumbnail;
  }

  CryptoKey fileKey() {
    return fileKey;
  }
}
