package org.stillkeep.asset;

import java.util.Base64;
import java.util.Objects;

/**
 * The identity of an asset's cleartext content: the unkeyed BLAKE2b-512 of its bytes in standard base64 (88 characters),
 * or, for a live photo, those of still and video joined by a colon (177 characters).
 *
 * <p>The text form is the one of Ente's {@code metadata.hash}.
 *
 * @param text the hash or the pair of hashes
 */
public record ContentHash(String text) {

  /** Bytes in one BLAKE2b-512 digest. */
  public static final int DIGEST_BYTES = 64;

  /** @throws IllegalArgumentException unless the text is one digest, or two joined by a colon */
  public ContentHash {
    Objects.requireNonNull(text);
    String[] parts = text.split(":", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException("not a content hash");
    }
    for (String part : parts) {
      if (Base64.getDecoder().decode(part).length != DIGEST_BYTES) {
        throw new IllegalArgumentException("not a content hash");
      }
    }
  }

  /** The hash of one file. */
  public static ContentHash ofDigest(byte[] digest) {
    return new ContentHash(Base64.getEncoder().encodeToString(digest));
  }

  /** The hash of a live photo, from the hashes of its halves. */
  public static ContentHash ofLivePhoto(ContentHash still, ContentHash video) {
    return new ContentHash(still.text + ":" + video.text);
  }

  /** Whether this names the two halves of a live photo. */
  public boolean isLivePhoto() {
    return text.indexOf(':') >= 0;
  }

  /** The hash of the still half, or this hash itself when it names one file. */
  public ContentHash still() {
    int colon = text.indexOf(':');
    return colon < 0 ? this : new ContentHash(text.substring(0, colon));
  }

  /**
   * The hash of the moving half.
   *
   * @throws IllegalStateException when this does not name a live photo
   */
  public ContentHash video() {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalStateException("not a live photo's hash");
    }
    return new ContentHash(text.substring(colon + 1));
  }
}
