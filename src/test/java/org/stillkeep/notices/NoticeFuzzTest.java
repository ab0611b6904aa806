package org.stillkeep.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any text in the place of what was told is read as far as it can be, and written as what was read. */
@Covers("J")
class NoticeFuzzTest {

  static Stream<byte[]> texts() {
    return Stream.of(
            "{\"gaps\":{\"S\":{\"parts\":3,\"missing\":\"002\",\"since\":\"2026-01-01T00:00:00Z\",\"told\":[\"002\"]}},\"problems\":[\"p\"],"
                + "\"absences\":{\"/nas\":\"2026-01-01T00:00:00Z\"}}",
            "{\"gaps\":[1],\"problems\":{\"a\":null},\"absences\":{\"/nas\":7}}", "{\"gaps\":{\"S\":null}}", "[]", "7", "", "{")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "1m")
  void anyTextIsReadAsFarAsItCanBe(byte[] text) {
    NoticeMemory read = NoticeMemory.parse(new String(text, StandardCharsets.UTF_8));
    NoticeMemory again = NoticeMemory.parse(read.toText());
    assertThat(again.gaps()).isEqualTo(read.gaps());
    assertThat(again.absences()).isEqualTo(read.absences());
    assertThat(again.problems()).isEqualTo(read.problems());
  }
}
