package org.stillkeep.crypto;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * The system's {@link Libsodium}. Thread-safe. Of cleartext nothing stays outside the heap when a call returns, of keys nothing
 * when a message was opened, or its sealing closed.
 *
 * <p>It is called for pieces, and not once for a whole chunk: a piece that has been copied out of the heap is still in the
 * processor's cache when it is encrypted, authenticated and copied back, which is a fifth faster.
 */
final class SodiumMessages implements MessageCipher {

  /** As many as were ever needed at the same time; guarded by this. Wiped. */
  private final Deque<NativeMessage> idle = new ArrayDeque<>();

  @Override
  public Sealing begin(byte[] key, byte[] nonce, int tag) {
    NativeMessage message = take();
    boolean begun = false;
    try {
      int encryptedTag = message.start(key, nonce, tag);
      message.authenticateTag(encryptedTag);
      begun = true;
      return new InPieces(message, (byte) encryptedTag);
    } finally {
      if (!begun) {
        giveBack(message);
      }
    }
  }

  @Override
  public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
    int cleartextLength = length - SecretStream.OVERHEAD_BYTES;
    int codeAt = offset + 1 + cleartextLength;
    byte[] code = new byte[StreamState.MAC_BYTES];
    NativeMessage message = take();
    try {
      int tag = message.start(key, nonce, buffer[offset]);
      message.authenticateTag(buffer[offset]);
      message.authenticate(buffer, offset + 1, cleartextLength);
      message.finish(cleartextLength, code, 0);
      if (!MessageDigest.isEqual(code, Arrays.copyOfRange(buffer, codeAt, codeAt + code.length))) {
        return OptionalInt.empty();
      }
      message.xor(buffer, offset + 1, cleartextLength);
      return OptionalInt.of(tag);
    } finally {
      giveBack(message);
    }
  }

  private synchronized NativeMessage take() {
    return idle.isEmpty() ? new NativeMessage() : idle.pop();
  }

  private void giveBack(NativeMessage message) {
    message.wipe();
    synchronized (this) {
      idle.push(message);
    }
  }

  private final class InPieces implements Sealing {

    private final byte encryptedTag;
    private int length;

    /** Null once it was given back. */
    private NativeMessage message;

    private InPieces(NativeMessage message, byte encryptedTag) {
      this.message = message;
      this.encryptedTag = encryptedTag;
    }

    @Override
    public byte encryptedTag() {
      return encryptedTag;
    }

    @Override
    public void seal(byte[] bytes, int offset, int count) {
      message.seal(bytes, offset, count);
      length += count;
    }

    @Override
    public void finish(byte[] buffer, int offset) {
      message.finish(length, buffer, offset);
    }

    @Override
    public void close() {
      if (message != null) {
        giveBack(message);
        message = null;
      }
    }
  }
}
