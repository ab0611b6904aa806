package org.stillkeep.library;

import org.stillkeep.asset.ContentHash;
import org.stillkeep.crypto.Blake2b;

/** Computes the hash that names a file's content in the library, for files that lie outside of it. For one file and thread. */
public final class ContentHasher {

  private final Blake2b digest = Blake2b.hash512();

  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /** The hash of all bytes given so far; nothing may follow. */
  public ContentHash finish() {
    return ContentHash.ofDigest(digest.digest());
  }

  /** The hash of content that is at hand. */
  public static ContentHash hash(byte[] content) {
    ContentHasher hasher = new ContentHasher();
    hasher.update(content, 0, content.length);
    return hasher.finish();
  }
}
