package org.stillkeep.ente.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server's half of the handshake agrees with recorded ones of another implementation. */
class SrpServerTest {

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = SrpServerTest.class.getResourceAsStream("/ente/srp6a.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).get("cases").spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRecordedHandshakeIsRepeated(JsonNode recorded) {
    byte[] verifier = bytes(recorded, "verifierB64");
    assertThat(
            SrpServer.verifier(
                recorded.get("identity").asText(), bytes(recorded, "saltB64"), bytes(recorded, "passwordB64")))
        .isEqualTo(verifier);
    BigInteger secret = new BigInteger(recorded.get("serverSecretHex").asText(), 16);
    SrpServer server = new SrpServer(verifier, bytes(recorded, "AB64"), secret);
    assertThat(server.number()).isEqualTo(bytes(recorded, "BB64"));
    byte[] proof = bytes(recorded, "M1B64");
    assertThat(server.isProved(proof)).isTrue();
    assertThat(server.proof(proof)).isEqualTo(bytes(recorded, "M2B64"));
    proof[0] ^= 1;
    assertThat(server.isProved(proof)).isFalse();
  }

  private static byte[] bytes(JsonNode recorded, String field) {
    return Base64.getDecoder().decode(recorded.get(field).asText());
  }
}
