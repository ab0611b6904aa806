package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes that others have recorded, number by number. */
class SrpTest {

  private record Case(JsonNode json) {

    byte[] base64(String field) {
      return Base64.getDecoder().decode(json.required(field).textValue());
    }

    Srp begun() {
      return new Srp(
          json.required("identity").textValue(),
          base64("saltB64"),
          base64("passwordB64"),
          HexFormat.of().parseHex(json.required("clientSecretHex").textValue()));
    }

    byte[] verifier() {
      return Srp.verifier(json.required("identity").textValue(), base64("saltB64"), base64("passwordB64"));
    }

    @Override
    public String toString() {
      return json.required("note").textValue();
    }
  }

  private static Stream<Case> recorded() throws IOException {
    try (InputStream resource = SrpTest.class.getResourceAsStream("/ente/srp6a.json")) {
      JsonNode cases = new ObjectMapper().readTree(resource).required("cases");
      return StreamSupport.stream(cases.spliterator(), false).map(Case::new);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void everyNumberIsTheRecordedOne(Case recorded) {
    Srp srp = recorded.begun();
    assertThat(recorded.verifier()).isEqualTo(recorded.base64("verifierB64"));
    assertThat(srp.publicValue()).isEqualTo(recorded.base64("AB64"));
    assertThat(srp.proof(recorded.base64("BB64"))).hasValueSatisfying(m1 -> assertThat(m1).isEqualTo(recorded.base64("M1B64")));
    assertThat(srp.isAnsweredBy(recorded.base64("M2B64"))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void anotherAnswerIsNone(Case recorded) {
    Srp srp = recorded.begun();
    byte[] answer = recorded.base64("M2B64");
    assertThat(srp.isAnsweredBy(answer)).as("before there is a proof").isFalse();
    assertThat(srp.proof(recorded.base64("BB64"))).isPresent();
    answer[31] ^= 1;
    assertThat(srp.isAnsweredBy(answer)).isFalse();
    assertThat(srp.isAnsweredBy(new byte[0])).isFalse();
    assertThat(srp.isAnsweredBy(recorded.base64("M1B64"))).isFalse();
  }

  @Test
  void aServerValueThatWouldMakeAnyPasswordRightIsRefused() throws IOException {
    Case recorded = recorded().findFirst().orElseThrow();
    byte[] prime = HexFormat.of().parseHex(prime());
    assertThat(recorded.begun().proof(new byte[512])).isEmpty();
    assertThat(recorded.begun().proof(prime)).isEmpty();
  }

  @Test
  void aServerValueOfAnotherLengthIsRefused() throws IOException {
    Case recorded = recorded().findFirst().orElseThrow();
    byte[] value = recorded.base64("BB64");
    assertThat(recorded.begun().proof(Arrays.copyOfRange(value, 1, 512))).isEmpty();
    assertThat(recorded.begun().proof(Arrays.copyOf(value, 513))).isEmpty();
    assertThat(recorded.begun().proof(new byte[0])).isEmpty();
  }

  @Test
  void noTwoHandshakesAreAlikeAndEveryValueHas512Bytes() {
    byte[] password = new byte[16];
    Srp one = Srp.begin("6f1d2c3b-4a59-4e68-8f70-1234567890ab", new byte[16], password, new SecureRandom());
    Srp other = Srp.begin("6f1d2c3b-4a59-4e68-8f70-1234567890ab", new byte[16], password, new SecureRandom());
    assertThat(one.publicValue()).hasSize(512).isNotEqualTo(other.publicValue());
  }

  private static String prime() throws IOException {
    try (InputStream resource = SrpTest.class.getResourceAsStream("/ente/srp6a.json")) {
      return new ObjectMapper().readTree(resource).required("groupNHex").textValue();
    }
  }
}
