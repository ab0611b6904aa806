package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  private Terminal terminal(boolean interactive) {
    return new Terminal(stream(data), stream(words), interactive);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void aNameFromAnArchiveGivesNoOrdersToTheTerminal() {
    terminal(true).error("IMG\u001b[2J.jpg\rfine\u009b", "");
    terminal(true).data("a\u0007b\nc");

    assertThat(words.toString(StandardCharsets.UTF_8).strip()).isEqualTo("error: IMG\uFFFD[2J.jpg\uFFFDfine\uFFFD");
    assertThat(data.toString(StandardCharsets.UTF_8).strip()).isEqualTo("a\uFFFDb\nc");
  }

  @Test
  void whatIsPipedHasNoChangingLine() {
    terminal(false).progress("importing 1 of 2");

    assertThat(words.size()).isZero();
  }

  @Test
  void aChangingLineIsNeverWiderThanATerminal() {
    terminal(true).progress("x".repeat(300));

    assertThat(words.toString(StandardCharsets.UTF_8)).startsWith("\rxxx").endsWith("…").hasSize(80);
  }

  @Test
  void dataAndWordsGoDifferentWays() {
    Terminal terminal = terminal(true);
    terminal.data("1 photo");
    terminal.error("it failed", "mend it");

    assertThat(data.toString(StandardCharsets.UTF_8)).isEqualTo("1 photo" + System.lineSeparator());
    assertThat(words.toString(StandardCharsets.UTF_8).lines()).containsExactly("error: it failed", "hint: mend it");
  }
}
