package org.stillkeep.vault;

import java.util.Arrays;
import java.util.HexFormat;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.Kdf;

/**
 * The two keys by which a vault's own texts are authenticated, derived from the authentication key, which is itself subkey
 * 1 "stkvault" of the master key. They open no photo. Closing wipes them.
 */
final class VaultKeys implements AutoCloseable {

  private static final String CONTEXT = "stkvault";
  private static final int HEADER_SUBKEY = 1;
  private static final int CHANGES_SUBKEY = 2;

  private final byte[] headerKey;
  private final byte[] changesKey;

  VaultKeys(CryptoKey authenticationKey) {
    this.headerKey = Kdf.subkey(authenticationKey, CryptoKey.BYTES, HEADER_SUBKEY, CONTEXT);
    this.changesKey = Kdf.subkey(authenticationKey, CryptoKey.BYTES, CHANGES_SUBKEY, CONTEXT);
  }

  /** MAC over the first {@code length} bytes of a header, in hex. */
  String headerMac(byte[] text, int length) {
    return digest(Blake2b.mac256(headerKey), text, length);
  }

  /** MAC over the first {@code length} bytes of a change set, in hex. */
  String changeSetMac(byte[] text, int length) {
    return digest(Blake2b.mac256(changesKey), text, length);
  }

  /** The unkeyed hash of the first {@code length} bytes, in hex. */
  static String hash(byte[] text, int length) {
    return digest(Blake2b.hash256(), text, length);
  }

  @Override
  public void close() {
    Arrays.fill(headerKey, (byte) 0);
    Arrays.fill(changesKey, (byte) 0);
  }

  private static String digest(Blake2b digest, byte[] text, int length) {
    digest.update(text, 0, length);
    return HexFormat.of().formatHex(digest.digest());
  }
}
