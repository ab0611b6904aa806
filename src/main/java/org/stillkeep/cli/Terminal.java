package org.stillkeep.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where words go: data to standard output, people's words to standard error, and one changing line only where somebody
 * looks at it.
 */
final class Terminal {

  private final PrintStream data;
  /** All control characters but the ends of lines. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\r]]|\r(?!\n)");

  /** What wraps cannot be replaced by a carriage return; the narrowest usual terminal has 80 columns. */
  private static final int PROGRESS_CHARACTERS = 79;

  private final PrintStream words;
  private final boolean interactive;
  private int lineLength;

  Terminal(PrintStream data, PrintStream words, boolean interactive) {
    this.data = data;
    this.words = words;
    this.interactive = interactive;
  }

  /** The terminal, or the pipes, of this process. */
  @SuppressWarnings("SystemConsoleNull") // the property brings the old meaning back
  static Terminal ofThisProcess() {
    // From Java 22 on there is a console even where there is no terminal, unless the old kind is asked for.
    System.setProperty("jdk.console", "java.base");
    return new Terminal(System.out, System.err, System.console() != null);
  }

  /** Whether a person can be asked and sees a changing line. */
  boolean isInteractive() {
    return interactive;
  }

  /** The console for questions that must not be echoed. */
  Optional<Console> console() {
    return interactive ? Optional.ofNullable(System.console()) : Optional.empty();
  }

  /** A line of what was asked for. */
  synchronized void data(String line) {
    clearProgress();
    data.println(printable(line));
    data.flush();
  }

  /** For data that is too large for a line, or must stay as it is; the caller flushes it and leaves it open. */
  PrintStream dataStream() {
    return data;
  }

  /** A line for people. */
  synchronized void say(String line) {
    clearProgress();
    words.println(printable(line));
  }

  /** What went wrong, and what to do. */
  synchronized void error(String what, String hint) {
    clearProgress();
    words.println("error: " + printable(what));
    if (!hint.isEmpty()) {
      words.println("hint: " + printable(hint));
    }
  }

  /** Replaces the changing line; nothing when nobody looks. */
  synchronized void progress(String line) {
    if (!interactive) {
      return;
    }
    String one = printable(line).replace('\n', ' ');
    String shown = one.length() > PROGRESS_CHARACTERS ? one.substring(0, PROGRESS_CHARACTERS - 1) + "…" : one;
    words.print("\r" + shown + " ".repeat(Math.max(0, lineLength - shown.length())));
    words.flush();
    lineLength = shown.length();
  }

  /** Names in archives are whatever somebody wrote: none of them may give orders to the terminal. */
  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }

  private void clearProgress() {
    if (lineLength > 0) {
      words.print("\r" + " ".repeat(lineLength) + "\r");
      lineLength = 0;
    }
  }
}
