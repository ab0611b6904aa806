package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.stillkeep.crypto.CryptoEngine.Candidate;
import org.stillkeep.crypto.CryptoEngine.InUse;
import org.stillkeep.crypto.CryptoEngine.Reason;

/** When the other code is chosen, and when not. The other code is our own here, as it is or with a fault. */
class CryptoEngineTest {

  private static final CryptoKey KEY = CryptoKey.copyOf(Vectors.pattern(CryptoKey.BYTES, 9));

  private final List<Candidate> loaded = new ArrayList<>();

  @Test
  void aFasterCodeThatDoesTheSameIsChosen() {
    MessageCipher other = new BuiltInMessages();
    CryptoEngine engine = engine(other, true, 0);
    assertThat(engine.inUse()).isEqualTo(new InUse(Reason.FASTER, "1.2.3"));
    assertThat(engine.forMessageOf(1)).containsSame(other);
  }

  @Test
  void aSlowerCodeIsNotChosen() {
    CryptoEngine engine = engine(new BuiltInMessages(), false, 0);
    assertThat(engine.forMessageOf(1)).isEmpty();
    assertThat(engine.inUse()).isEqualTo(new InUse(Reason.SLOWER, "1.2.3"));
  }

  @Test
  void whereThereIsNoOtherCodeOurOwnStays() {
    CryptoEngine engine = new CryptoEngine(Optional::empty, (candidate, ours) -> true, 0);
    assertThat(engine.forMessageOf(1)).isEmpty();
    assertThat(engine.inUse()).isEqualTo(new InUse(Reason.MISSING, ""));
  }

  @Test
  void aCodeWithAnyFaultIsRefused() {
    Map<String, UnaryOperator<MessageCipher>> faults = new HashMap<>();
    faults.put("seals another tag", Faulty.WrongTag::new);
    faults.put("gives out what is not authentic", Faulty.Credulous::new);
    faults.put("is wrong about long messages", Faulty.WrongWhenLong::new);
    faults.put("is wrong about messages in pieces", Faulty.WrongInPieces::new);
    faults.put("writes beyond the message", Faulty.Overrunning::new);
    faults.put("fails", Faulty.Failing::new);
    faults.put("touches what it refuses", Faulty.Meddling::new);
    assertThat(faults)
        .allSatisfy(
            (what, fault) -> {
              CryptoEngine engine = engine(fault.apply(new BuiltInMessages()), true, 0);
              assertThat(engine.inUse()).isEqualTo(new InUse(Reason.REFUSED, "1.2.3"));
              assertThat(engine.forMessageOf(1)).isEmpty();
            });
  }

  @Test
  void nothingIsLoadedBeforeItIsWorthIt() {
    CryptoEngine engine = engine(new BuiltInMessages(), true, 100);
    assertThat(engine.forMessageOf(99)).isEmpty();
    assertThat(loaded).isEmpty();
    assertThat(engine.forMessageOf(1)).isPresent();
    assertThat(loaded).hasSize(1);
  }

  @Test
  void theChoiceIsMadeAndToldOnce() {
    CryptoEngine engine = engine(new BuiltInMessages(), false, 0);
    List<InUse> told = new ArrayList<>();
    engine.configure(true, told::add);
    engine.forMessageOf(1);
    engine.forMessageOf(1);
    engine.inUse();
    assertThat(loaded).hasSize(1);
    assertThat(told).containsExactly(new InUse(Reason.SLOWER, "1.2.3"));
  }

  @Test
  void whatIsSwitchedOffIsNeverLoaded() {
    CryptoEngine engine = engine(new BuiltInMessages(), true, 0);
    engine.configure(false, inUse -> {});
    assertThat(engine.forMessageOf(1)).isEmpty();
    assertThat(engine.inUse().reason()).isEqualTo(Reason.SWITCHED_OFF);
    assertThat(loaded).isEmpty();
    CryptoEngine builtIn = CryptoEngine.chosenBy("built-in");
    builtIn.configure(true, inUse -> {});
    assertThat(builtIn.inUse().reason()).isEqualTo(Reason.SWITCHED_OFF);
  }

  @Test
  void whoeverTakesTwiceAsLongLosesTheRace() {
    try (BuiltInMessages once = new BuiltInMessages()) {
      MessageCipher twice = new Faulty.Slow(once);
      assertThat(Race.isFaster(once, twice)).isTrue();
      assertThat(Race.isFaster(twice, once)).isFalse();
    }
  }

  /** A command that only exports opens, and seals nothing. */
  @Test
  void whoeverOpensSlowlyLosesTheRaceEvenIfItSealsAsFast() {
    try (BuiltInMessages once = new BuiltInMessages()) {
      MessageCipher slowToOpen = new Faulty.SlowToOpen(once);
      assertThat(Race.isFaster(once, slowToOpen)).isTrue();
      assertThat(Race.isFaster(slowToOpen, once)).isFalse();
    }
  }

  /** Each message says nothing of the code that made it: the choice may be made between any two. */
  @Test
  void aStreamGoesOnWhenTheCodeChangesInTheMiddle() {
    List<byte[]> inOneCode = sealedMessages(CryptoEngine.chosenBy("built-in"));
    List<Integer> calls = new ArrayList<>();
    List<byte[]> inTwo = sealedMessages(engine(new Faulty.Counting(new BuiltInMessages(), calls), true, 3 * 100));
    assertThat(inTwo).usingElementComparator(Arrays::compare).isEqualTo(inOneCode);
    assertThat(calls).as("messages after the change").endsWith(100, 100, 100, 100);
  }

  private static List<byte[]> sealedMessages(CryptoEngine engine) {
    CryptoEngine.replaceBy(engine);
    try (StreamState state = new StreamState(KEY, Vectors.pattern(SecretStream.HEADER_BYTES, 3))) {
      List<byte[]> sealed = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        byte[] message = new byte[100 + SecretStream.OVERHEAD_BYTES];
        state.seal(i == 3 ? StreamState.REKEY : StreamState.MESSAGE, message, 0, 100);
        sealed.add(message);
      }
      return sealed;
    } finally {
      Engine.useTheUsual();
    }
  }

  @Test
  void aLibraryIsLookedForOnlyWhereTheSystemKeepsIt() {
    assertThat(Map.of("Linux", Libsodium.names("Linux").get(0), "Mac OS X", Libsodium.names("Mac OS X").get(0)))
        .contains(entry("Linux", "libsodium.so.26"), entry("Mac OS X", "/opt/homebrew/lib/libsodium.dylib"));
    assertThat(Libsodium.names("Windows 11")).isEmpty();
  }

  private CryptoEngine engine(MessageCipher other, boolean faster, long worthLoadingBytes) {
    return new CryptoEngine(
        () -> {
          loaded.add(new Candidate("1.2.3", other));
          return Optional.of(loaded.get(0));
        },
        (candidate, ours) -> faster,
        worthLoadingBytes);
  }

  /** Our own code with a fault. */
  private abstract static class Faulty implements MessageCipher {

    final MessageCipher whole;

    Faulty(MessageCipher whole) {
      this.whole = whole;
    }

    @Override
    public Sealing begin(byte[] key, byte[] nonce, int tag) {
      return whole.begin(key, nonce, tag);
    }

    @Override
    public void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
      whole.seal(key, nonce, tag, buffer, offset, length);
    }

    @Override
    public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
      return whole.open(key, nonce, buffer, offset, length);
    }

    static final class WrongTag extends Faulty {
      WrongTag(MessageCipher whole) {
        super(whole);
      }

      @Override
      public void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
        super.seal(key, nonce, StreamState.FINAL, buffer, offset, length);
      }
    }

    static final class WrongWhenLong extends Faulty {
      WrongWhenLong(MessageCipher whole) {
        super(whole);
      }

      @Override
      public void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
        super.seal(key, nonce, tag, buffer, offset, length);
        buffer[offset + length] ^= (byte) (length >> 16);
      }
    }

    static final class WrongInPieces extends Faulty {
      WrongInPieces(MessageCipher whole) {
        super(whole);
      }

      @Override
      public Sealing begin(byte[] key, byte[] nonce, int tag) {
        return super.begin(key, nonce, StreamState.FINAL);
      }
    }

    static final class Overrunning extends Faulty {
      Overrunning(MessageCipher whole) {
        super(whole);
      }

      @Override
      public void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
        super.seal(key, nonce, tag, buffer, offset, length);
        buffer[offset + length + SecretStream.OVERHEAD_BYTES] = 0;
      }
    }

    static final class Credulous extends Faulty {
      Credulous(MessageCipher whole) {
        super(whole);
      }

      @Override
      public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
        OptionalInt tag = super.open(key, nonce, buffer, offset, length);
        return tag.isPresent() ? tag : OptionalInt.of(StreamState.MESSAGE);
      }
    }

    static final class Meddling extends Faulty {
      Meddling(MessageCipher whole) {
        super(whole);
      }

      @Override
      public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
        OptionalInt tag = super.open(key, nonce, buffer, offset, length);
        if (tag.isEmpty()) {
          buffer[offset] ^= 1;
        }
        return tag;
      }
    }

    static final class Failing extends Faulty {
      Failing(MessageCipher whole) {
        super(whole);
      }

      @Override
      public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
        throw new IllegalStateException("out of order");
      }
    }

    static final class Counting extends Faulty {
      private final List<Integer> lengths;

      Counting(MessageCipher whole, List<Integer> lengths) {
        super(whole);
        this.lengths = lengths;
      }

      @Override
      public void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
        lengths.add(length);
        super.seal(key, nonce, tag, buffer, offset, length);
      }
    }

    static final class SlowToOpen extends Faulty {
      SlowToOpen(MessageCipher whole) {
        super(whole);
      }

      @Override
      public OptionalInt open(byte[] key, byte[] nonce, byte[] buffer, int offset, int length) {
        super.open(key, nonce, buffer.clone(), offset, length);
        super.open(key, nonce, buffer.clone(), offset, length);
        return super.open(key, nonce, buffer, offset, length);
      }
    }

    static final class Slow extends Faulty {
      Slow(MessageCipher whole) {
        super(whole);
      }

      @Override
      public void seal(byte[] key, byte[] nonce, int tag, byte[] buffer, int offset, int length) {
        super.seal(key, nonce, tag, buffer, offset, length);
        super.seal(key, nonce, tag, buffer, offset, length);
      }
    }
  }
}
