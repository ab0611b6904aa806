package org.stillkeep.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * Whether a {@link MessageCipher} does what it must: the result that libsodium 1.0.18 once gave, and the very bytes of another one at
 * all lengths at which anything changes. It must open what the other sealed, and refuse, untouched, what was changed.
 */
final class CipherProof {

  private static final int PIECE = NativeMessage.PIECE_BYTES;
  private static final int[] LENGTHS = {
    0, 1, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000, 4095, 4096, 4097, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 9
  };

  private static final int KNOWN_LENGTH = PIECE + 77;
  private static final String KNOWN_MAC = "9f117290dddde4c9d32cb646324b4958";

  /** What stands before and after a message, and must stay. */
  private static final int MARGIN = 3;

  private final MessageCipher candidate;
  private final MessageCipher reference;
  private final byte[] key = new byte[CryptoKey.BYTES];
  private final byte[] nonce = new byte[ChaCha20.NONCE_BYTES];

  private CipherProof(MessageCipher candidate, MessageCipher reference) {
    this.candidate = candidate;
    this.reference = reference;
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i + 1);
    }
    nonce[0] = 1;
    for (int i = 4; i < nonce.length; i++) {
      nonce[i] = (byte) (29 + i);
    }
  }

  static boolean holds(MessageCipher candidate, MessageCipher reference) {
    CipherProof proof = new CipherProof(candidate, reference);
    try {
      return proof.givesTheKnownResult() && Arrays.stream(LENGTHS).allMatch(proof::agreesAt);
    } catch (RuntimeException failed) {
      // Whatever it is that failed: it is not to be relied upon.
      return false;
    }
  }

  private boolean givesTheKnownResult() {
    byte[] sealed = message(KNOWN_LENGTH);
    candidate.seal(key, nonce, StreamState.FINAL, sealed, MARGIN, KNOWN_LENGTH);
    int macAt = MARGIN + 1 + KNOWN_LENGTH;
    return HexFormat.of().formatHex(sealed, macAt, macAt + StreamState.MAC_BYTES).equals(KNOWN_MAC);
  }

  private boolean agreesAt(int length) {
    int tag = length % (StreamState.FINAL + 1);
    byte[] cleartext = message(length);
    byte[] sealed = cleartext.clone();
    candidate.seal(key, nonce, tag, sealed, MARGIN, length);
    byte[] expected = cleartext.clone();
    reference.seal(key, nonce, tag, expected, MARGIN, length);
    byte[] inPieces = cleartext.clone();
    sealInPieces(tag, inPieces, length);
    if (!Arrays.equals(sealed, expected) || !Arrays.equals(inPieces, expected) || !refusesChanges(sealed, length)) {
      return false;
    }
    OptionalInt opened = candidate.open(key, nonce, sealed, MARGIN, length + SecretStream.OVERHEAD_BYTES);
    OptionalInt openedByReference = reference.open(key, nonce, expected, MARGIN, length + SecretStream.OVERHEAD_BYTES);
    return opened.equals(OptionalInt.of(tag)) && opened.equals(openedByReference) && Arrays.equals(sealed, expected);
  }

  /** One block, then the rest. */
  private void sealInPieces(int tag, byte[] message, int length) {
    int first = Math.min(length, ChaCha20.BLOCK_BYTES);
    try (MessageCipher.Sealing sealing = candidate.begin(key, nonce, tag)) {
      message[MARGIN] = sealing.encryptedTag();
      sealing.seal(message, MARGIN + 1, first);
      sealing.seal(message, MARGIN + 1 + first, length - first);
      sealing.finish(message, MARGIN + 1 + length);
    }
  }

  /** In the tag, at the beginning, in the middle and at the end of the message, and in either end of its MAC. */
  private boolean refusesChanges(byte[] sealed, int length) {
    int last = length + SecretStream.OVERHEAD_BYTES - 1;
    for (int place : new int[] {0, 1, 1 + length / 2, length, length + 1, last}) {
      byte[] changed = sealed.clone();
      changed[MARGIN + place] ^= 0x40;
      byte[] before = changed.clone();
      if (candidate.open(key, nonce, changed, MARGIN, last + 1).isPresent() || !Arrays.equals(changed, before)) {
        return false;
      }
    }
    return true;
  }

  /** Cleartext with room for all that sealing adds, between margins. */
  private static byte[] message(int length) {
    byte[] bytes = new byte[MARGIN + length + SecretStream.OVERHEAD_BYTES + MARGIN];
    Arrays.fill(bytes, (byte) 0x5a);
    for (int i = 0; i < length; i++) {
      bytes[MARGIN + 1 + i] = (byte) (31 * i + (i >> 8));
    }
    return bytes;
  }
}
