package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any text as a configuration is read, or refused with words. */
@Covers("F69")
class ConfigFuzzTest {

  private final ConfigReader reader = new ConfigReader(new Places(Map.of(), Path.of("/home/somebody"), "Linux"));

  static Stream<byte[]> texts() throws IOException {
    return Stream.of(
        Files.readAllBytes(Path.of("config.example.toml")),
        "inbox = [\"~/a\"]\n[library]\nkind = \"ente\"\nemail = \"a@b\"\n[[export]]\npath = \"\\u0000\"\n".getBytes(StandardCharsets.UTF_8),
        "inbox = 1\nstate = []\n[export]\npath = [[]]\n[notices]\nx = 1979-05-27\n".getBytes(StandardCharsets.UTF_8),
        "time_zone = \"Nowhere\"\n[page]\nlisten = \"[::1%]:99999\"\n".getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "1m")
  void anyTextIsReadOrRefusedInWords(byte[] text) {
    try {
      assertThat(reader.read(Path.of("/home/somebody/config.toml"), new String(text, StandardCharsets.UTF_8)).inboxes()).isNotEmpty();
    } catch (ConfigException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
