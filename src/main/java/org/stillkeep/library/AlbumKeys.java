package org.stillkeep.library;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stillkeep.crypto.CryptoKey;

/** Keys of albums while some files are dealt with, each opened once. Closing it wipes them. For one thread. */
final class AlbumKeys implements AutoCloseable {

  /** Opens the key of an album. */
  @FunctionalInterface
  interface Opener {
    CryptoKey open(long albumId) throws IOException;
  }

  private final Opener opener;
  private final Map<Long, CryptoKey> opened = new LinkedHashMap<>();

  AlbumKeys(Opener opener) {
    this.opener = opener;
  }

  /** The key of an album; stays this object's to close. */
  CryptoKey of(long albumId) throws IOException {
    CryptoKey known = opened.get(albumId);
    if (known != null) {
      return known;
    }
    CryptoKey key = opener.open(albumId);
    opened.put(albumId, key);
    return key;
  }

  @Override
  public void close() {
    opened.values().forEach(CryptoKey::close);
  }
}
