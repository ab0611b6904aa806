package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any bytes in the place of a session are read, or refused as damaged. */
@Covers({"F54", "J"})
class SessionFuzzTest {

  static Stream<byte[]> sessions() {
    String attributes =
        "{\"kekSalt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"kekHash\":\"\",\"encryptedKey\":\"AA==\",\"keyDecryptionNonce\":\"AA==\",\"publicKey\":\"AA==\","
            + "\"encryptedSecretKey\":\"AA==\",\"secretKeyDecryptionNonce\":\"AA==\",\"memLimit\":1073741824,\"opsLimit\":4}";
    String session =
        "{\"format\":1,\"server\":\"https://api.ente.io\",\"email\":\"a@b\",\"userId\":7,\"token\":\"AA==\",\"nonce\":\"AA==\",\"keyAttributes\":";
    return Stream.of(session + attributes + "}", session + "null}", "{\"format\":2}", "{\"format\":1,\"check\":\"\"}", "[]", "", "\u0000\u0000\u0000{\u0000\u0000\u0000")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("sessions")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreASessionOrRefused(byte[] bytes) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path state = memory.getPath("/");
      Files.write(state.resolve("ente-session.json"), bytes);
      assertThat(new SessionFile(state).read().orElseThrow().email()).isNotEmpty();
    } catch (EnteException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
