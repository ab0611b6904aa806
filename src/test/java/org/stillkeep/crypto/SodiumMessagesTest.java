package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The system's libsodium against our own code; {@link FileStreamTest} and {@link SecretStreamTest} run over it, too. */
class SodiumMessagesTest {

  private static final byte[] KEY = Vectors.pattern(CryptoKey.BYTES, 9);
  private static final byte[] NONCE = Vectors.pattern(ChaCha20.NONCE_BYTES, 3);
  private static final SodiumMessages SODIUM = new SodiumMessages();

  @BeforeAll
  static void libsodiumIsThere() {
    assumeTrue(Libsodium.load().isPresent(), "no libsodium on this system");
  }

  /** As in a chroot without /dev, on a kernel without getrandom: there it would abort the process. */
  @Test
  void itIsNotLoadedWhereItMayFindNoRandomNumbers() {
    assertThat(Libsodium.load(new File("/nowhere/urandom"))).isEmpty();
  }

  @Test
  void itsProofHolds() {
    try (BuiltInMessages ours = new BuiltInMessages()) {
      assertThat(CipherProof.holds(SODIUM, ours)).isTrue();
      assertThat(CipherProof.holds(ours, SODIUM)).isTrue();
    }
  }

  @Test
  void sealsRandomMessagesAsOurOwnCodeDoesAndOpensThem() {
    Random random = new Random(7);
    try (BuiltInMessages ours = new BuiltInMessages()) {
      for (int i = 0; i < 200; i++) {
        int length = random.nextInt(1 << random.nextInt(18));
        int tag = random.nextInt(256);
        byte[] cleartext = new byte[length + SecretStream.OVERHEAD_BYTES];
        random.nextBytes(cleartext);
        byte[] expected = cleartext.clone();
        ours.seal(KEY, NONCE, tag, expected, 0, length);
        byte[] sealed = cleartext.clone();
        SODIUM.seal(KEY, NONCE, tag, sealed, 0, length);
        assertThat(sealed).as("%d bytes, tag %d", length, tag).isEqualTo(expected);
        assertThat(SODIUM.open(KEY, NONCE, sealed, 0, sealed.length)).isEqualTo(OptionalInt.of(tag));
        assertThat(Arrays.equals(sealed, 1, length + 1, cleartext, 1, length + 1)).isTrue();
      }
    }
  }

  @Test
  void manyThreadsDoNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byte[] key = Vectors.pattern(CryptoKey.BYTES, i);
        Callable<Boolean> work = () -> sealsLikeOurs(key);
        results.add(threads.submit(work));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean sealsLikeOurs(byte[] key) {
    int length = 100_000;
    byte[] expected = new byte[length + SecretStream.OVERHEAD_BYTES];
    try (BuiltInMessages ours = new BuiltInMessages()) {
      ours.seal(key, NONCE, StreamState.FINAL, expected, 0, length);
    }
    for (int i = 0; i < 50; i++) {
      byte[] sealed = new byte[expected.length];
      SODIUM.seal(key, NONCE, StreamState.FINAL, sealed, 0, length);
      if (!Arrays.equals(sealed, expected)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void nothingOfKeyAndCleartextStaysOutsideTheHeap() throws ReflectiveOperationException {
    SodiumMessages messages = new SodiumMessages();
    byte[] message = Vectors.pattern(50_000, 4);
    int length = message.length - SecretStream.OVERHEAD_BYTES;
    messages.seal(KEY, NONCE, StreamState.MESSAGE, message, 0, length);
    assertThat(messages.open(KEY, NONCE, message, 0, message.length)).hasValue(StreamState.MESSAGE);
    message[0] ^= 1;
    assertThat(messages.open(KEY, NONCE, message, 0, message.length)).isEmpty();
    var idle = SodiumMessages.class.getDeclaredField("idle");
    idle.setAccessible(true);
    Deque<?> used = (Deque<?>) idle.get(messages);
    assertThat(used).as("memory that is used again").hasSize(1);
    var memory = NativeMessage.class.getDeclaredField("memory");
    memory.setAccessible(true);
    ByteBuffer bytes = ((ByteBuffer) memory.get(used.peek())).duplicate();
    assertThat(bytes.equals(ByteBuffer.allocate(bytes.remaining()))).as("all of it is zero").isTrue();
  }
}
