package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Whatever comes over the control socket gets an answer, if it is JSON at all. */
@Covers("J")
class ControlFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ControlCommands commands = new ControlCommands(new ControlCommandsTest.Desk(), Clock.systemUTC());

  static Stream<byte[]> commands() {
    return Stream.of(
            "{\"command\":\"status\"}", "{\"command\":\"pause\",\"seconds\":7200}", "{\"command\":\"pause\",\"seconds\":9223372036854775807}",
            "{\"command\":\"pause\",\"seconds\":-1}", "{\"command\":\"page\",\"use\":\"print\"}", "{\"command\":[]}", "[1]", "null", "7", "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("commands")
  @FuzzTest(maxDuration = "1m")
  void anyCommandIsAnswered(byte[] command) throws IOException {
    try {
      JsonNode answer = commands.apply(JSON.readTree(new String(command, StandardCharsets.UTF_8)));
      assertThat(answer.path("ok").isBoolean()).isTrue();
    } catch (JsonProcessingException e) {
      assertThat(e).isNotNull();
    }
  }
}
