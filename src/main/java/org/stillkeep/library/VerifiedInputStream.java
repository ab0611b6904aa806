package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.crypto.Blake2b;

/**
 * Cleartext that is hashed as it is read; its end is reached only if the hash is the expected one. Where nobody has noted a hash,
 * the ciphertext alone proves that the content is whole. For one thread at a time.
 */
final class VerifiedInputStream extends InputStream {

  private final InputStream cleartext;
  private final Optional<ContentHash> expected;
  private final DamageReport damage;
  private final Blake2b hash = Blake2b.hash512();
  private boolean atEnd;
  /** Not null once reading has failed: it goes on failing. */
  private IOException failure;

  VerifiedInputStream(InputStream cleartext, Optional<ContentHash> expected, DamageReport damage) {
    this.cleartext = cleartext;
    this.expected = expected;
    this.damage = damage;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (atEnd || length == 0) {
      return atEnd ? -1 : 0;
    }
    try {
      int count = cleartext.read(bytes, offset, length);
      if (count < 0) {
        requireExpected();
      } else {
        hash.update(bytes, offset, count);
      }
      return count;
    } catch (IOException e) {
      failure = damage.of(e);
      throw failure;
    }
  }

  private void requireExpected() throws IOException {
    atEnd = true;
    if (expected.isPresent() && !ContentHash.ofDigest(hash.digest()).equals(expected.get())) {
      throw damage.otherContent();
    }
  }

  @Override
  public void close() throws IOException {
    cleartext.close();
  }
}
