package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stillkeep.crypto.Failures.assertFailure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.crypto.CiphertextException.Reason;
import org.stillkeep.crypto.Vectors.Case;

class SecretStreamTest extends OverAllEngines {

  private static final Case VECTORS = Vectors.read("secretstream");

  static Stream<Case> blobs() {
    return VECTORS.all("singleMessage");
  }

  static Stream<Case> streams() {
    return VECTORS.all("multiMessage");
  }

  static Stream<Case> mustFail() {
    return VECTORS.all("mustFail");
  }

  static Stream<Case> files() {
    return VECTORS.all("files");
  }

  @ParameterizedTest
  @MethodSource("blobs")
  void sealsTheBlobThatLibsodiumSeals(Case each) {
    SecretStream.Blob blob =
        SecretStream.sealBlob(each.base64("messageB64"), each.key("keyB64"), new ReplayedRandom(each.base64("headerB64")));
    assertThat(blob.header()).isEqualTo(each.base64("headerB64"));
    assertThat(blob.ciphertext()).isEqualTo(each.base64("cipherB64"));
  }

  @ParameterizedTest
  @MethodSource("blobs")
  void opensTheBlobThatLibsodiumSealed(Case each) throws CiphertextException {
    byte[] ciphertext = each.base64("cipherB64");
    assertThat(SecretStream.openBlob(each.base64("headerB64"), ciphertext, each.key("keyB64")))
        .isEqualTo(each.base64("messageB64"));
    assertThat(ciphertext).as("the caller's array").isEqualTo(each.base64("cipherB64"));
  }

  @ParameterizedTest
  @MethodSource("mustFail")
  void refusesWhatLibsodiumRefuses(Case each) {
    byte[] ciphertext = each.base64("cipherB64");
    Reason reason = ciphertext.length < SecretStream.OVERHEAD_BYTES ? Reason.MALFORMED : Reason.WRONG_KEY;
    assertFailure(reason, () -> SecretStream.openBlob(each.base64("headerB64"), ciphertext, each.key("keyB64")));
  }

  @Test
  void anyChangedByteOfABlobIsRefused() {
    Case each = blobs().reduce((first, second) -> second).orElseThrow();
    byte[] ciphertext = each.base64("cipherB64");
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] changed = ciphertext.clone();
      changed[i] ^= (byte) 0x80;
      assertFailure(Reason.WRONG_KEY, () -> SecretStream.openBlob(each.base64("headerB64"), changed, each.key("keyB64")));
    }
  }

  @Test
  void aHeaderThatIsNotTheBlobsIsRefused() {
    Case each = blobs().findFirst().orElseThrow();
    byte[] ciphertext = each.base64("cipherB64");
    assertFailure(Reason.WRONG_KEY, () -> SecretStream.openBlob(new byte[24], ciphertext, each.key("keyB64")));
    assertFailure(Reason.MALFORMED, () -> SecretStream.openBlob(new byte[23], ciphertext, each.key("keyB64")));
  }

  @Test
  void theBeginningOfAStreamIsNoBlob() {
    Case each = streams().findFirst().orElseThrow();
    byte[] firstMessage = each.all("messages").findFirst().orElseThrow().base64("cipherB64");
    assertFailure(
        Reason.TRUNCATED, () -> SecretStream.openBlob(each.base64("headerB64"), firstMessage, each.key("keyB64")));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void sealsTheStreamThatLibsodiumSealsWithEveryTag(Case each) {
    try (StreamState state = new StreamState(each.key("keyB64"), each.base64("headerB64"))) {
      each.all("messages")
          .forEach(
              message -> {
                byte[] cleartext = message.base64("messageB64");
                assertThat(seal(state, message.number("tag"), cleartext)).isEqualTo(message.base64("cipherB64"));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void opensTheStreamThatLibsodiumSealedWithEveryTag(Case each) {
    try (StreamState state = new StreamState(each.key("keyB64"), each.base64("headerB64"))) {
      each.all("messages")
          .forEach(
              message -> {
                byte[] buffer = message.base64("cipherB64");
                assertThat(state.open(buffer, 0, buffer.length)).hasValue(message.number("tag"));
                assertThat(Arrays.copyOfRange(buffer, 1, buffer.length - 16)).isEqualTo(message.base64("messageB64"));
              });
    }
  }

  @Test
  void aForgedMessageIsLeftAsItWasAndTheTrueOneStillOpens() {
    Case each = streams().findFirst().orElseThrow();
    byte[] sealed = each.all("messages").findFirst().orElseThrow().base64("cipherB64");
    byte[] forged = sealed.clone();
    forged[forged.length - 1] ^= 1;
    byte[] before = forged.clone();
    try (StreamState state = new StreamState(each.key("keyB64"), each.base64("headerB64"))) {
      assertThat(state.open(forged, 0, forged.length)).isEmpty();
      assertThat(forged).isEqualTo(before);
      assertThat(state.open(sealed, 0, sealed.length)).hasValue(StreamState.MESSAGE);
    }
  }

  @Test
  void messagesInAnotherOrderDoNotOpen() {
    Case each = streams().findFirst().orElseThrow();
    List<Case> messages = each.all("messages").toList();
    byte[] second = messages.get(1).base64("cipherB64");
    try (StreamState state = new StreamState(each.key("keyB64"), each.base64("headerB64"))) {
      assertThat(state.open(second, 0, second.length)).isEmpty();
    }
  }

  /** The rekeying itself is that of the recorded streams; no stream is so long that its counter really wraps. */
  @Test
  void aCounterThatWrapsReplacesTheKey() throws ReflectiveOperationException {
    Case each = streams().findFirst().orElseThrow();
    try (StreamState state = new StreamState(each.key("keyB64"), each.base64("headerB64"))) {
      byte[] nonce = bytes(state, "nonce");
      Arrays.fill(nonce, 0, 4, (byte) 0xff);
      byte[] keyBefore = bytes(state, "key").clone();
      seal(state, StreamState.MESSAGE, new byte[5]);
      assertThat(bytes(state, "key")).isNotEqualTo(keyBefore);
      assertThat(nonce).startsWith(1, 0, 0, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void lengthsOfFilesAreKnownBeforehand(Case each) {
    assertThat(SecretStream.sealedLength(each.number("plainLength"))).isEqualTo(each.number("cipherLength"));
    assertThat(SecretStream.openedLength(each.number("cipherLength"))).isEqualTo(each.number("plainLength"));
  }

  @Test
  void anEmptyFileIsOneEmptyMessage() {
    assertThat(SecretStream.sealedLength(0)).isEqualTo(17);
    assertThat(SecretStream.openedLength(17)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 16, 4194321 + 1, 4194321 + 17, 2 * 4194321 + 17, Long.MIN_VALUE})
  void impossibleLengthsOfCiphertextAreRefused(long ciphertextBytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> SecretStream.openedLength(ciphertextBytes));
  }

  @Test
  void negativeLengthsOfCleartextAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SecretStream.sealedLength(-1));
  }

  @Test
  void lengthsThatDoNotFitAreRefused() {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> SecretStream.sealedLength(Long.MAX_VALUE));
  }

  private static byte[] bytes(StreamState state, String name) throws ReflectiveOperationException {
    var field = StreamState.class.getDeclaredField(name);
    field.setAccessible(true);
    return (byte[]) field.get(state);
  }

  private static byte[] seal(StreamState state, int tag, byte[] cleartext) {
    byte[] buffer = new byte[cleartext.length + SecretStream.OVERHEAD_BYTES];
    System.arraycopy(cleartext, 0, buffer, 1, cleartext.length);
    state.seal(tag, buffer, 0, cleartext.length);
    return buffer;
  }
}
