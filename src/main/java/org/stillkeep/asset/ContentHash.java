package org.stillkeep.asset;

import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

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

  /**
   * 512 bits are 85 digits of 6 bits and one of 2, whose other 4 bits are zero. Decoders are lenient about those bits and
   * about the padding; here each digest must have one text only, since texts are compared.
   */
  private static final String DIGEST = "[A-Za-z0-9+/]{85}[AQgw]==";

  private static final Pattern FORM = Pattern.compile(DIGEST + "(:" + DIGEST + ")?");

  /** @throws IllegalArgumentException unless the text is one digest, or two joined by a colon */
  public ContentHash {
    Objects.requireNonNull(text);
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a content hash");
    }
  }

  /**
   * The hash of one file.
   *
   * @throws IllegalArgumentException unless the digest has {@value #DIGEST_BYTES} bytes
   */
  public static ContentHash ofDigest(byte[] digest) {
    return new ContentHash(Base64.getEncoder().encodeToString(digest));
  }

  /**
   * The hash of a live photo, from the hashes of its halves.
   *
   * @throws IllegalArgumentException when a half is itself that of a live photo
   */
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
