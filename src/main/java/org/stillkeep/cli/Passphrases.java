package org.stillkeep.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Where passphrases come from: a person at the terminal, the file named by {@code STILLKEEP_PASSPHRASE_FILE}, or standard
 * input. Never an argument, and never a {@code String}.
 */
final class Passphrases {

  /** Names a file whose first line is the passphrase. */
  static final String FILE_VARIABLE = "STILLKEEP_PASSPHRASE_FILE";

  static final int LEAST_CHARACTERS = 8;
  private static final int MOST_BYTES = 4096;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final InputStream standardInput;

  Passphrases(Terminal terminal, Map<String, String> environment, InputStream standardInput) {
    this.terminal = terminal;
    this.environment = environment;
    this.standardInput = standardInput;
  }

  /** The passphrase of an existing vault. The caller wipes it. */
  char[] existing(String question) throws IOException {
    Optional<char[]> fromFile = fromFile();
    if (fromFile.isPresent()) {
      return fromFile.get();
    }
    Optional<Console> console = terminal.console();
    return console.isPresent() ? ask(console.get(), question) : fromStandardInput();
  }

  /** A new passphrase, asked for twice where somebody can be asked. The caller wipes it. */
  char[] fresh() throws IOException {
    Optional<char[]> fromFile = freshFromFile();
    if (fromFile.isPresent()) {
      return fromFile.get();
    }
    Optional<Console> console = terminal.console();
    if (console.isEmpty()) {
      return strongEnough(fromStandardInput());
    }
    return askTwice(console.get());
  }

  /** A new passphrase from the file that the environment names, if it names one. The caller wipes it. */
  Optional<char[]> freshFromFile() throws IOException {
    return fromFile().map(Passphrases::strongEnough);
  }

  /**
   * One that is to be another than the vault's present one: never from the file, which holds that, but asked for, or the next
   * line of standard input. The caller wipes it.
   */
  char[] replacement() throws IOException {
    Optional<Console> console = terminal.console();
    return strongEnough(console.isPresent() ? askTwice(console.get()) : fromStandardInput());
  }

  /** The next line of standard input, e.g. the recovery words. The caller wipes it. */
  char[] lineOfStandardInput() throws IOException {
    return fromStandardInput();
  }

  /** The passphrase from the file that the environment names, if it names one. The caller wipes it. */
  Optional<char[]> fromFile() throws IOException {
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(Path.of(named))) {
      return Optional.of(firstLine(in, named));
    } catch (IOException e) {
      throw new UserException(
          ExitCode.LOCKED,
          FILE_VARIABLE + " names " + named + ", which cannot be read",
          "put the passphrase into the first line of a file that only you can read");
    }
  }

  private char[] fromStandardInput() throws IOException {
    return firstLine(standardInput, "standard input");
  }

  private char[] askTwice(Console console) {
    while (true) {
      char[] first = ask(console, "New passphrase (at least " + LEAST_CHARACTERS + " characters): ");
      char[] second = ask(console, "The same again: ");
      boolean same = Arrays.equals(first, second);
      Arrays.fill(second, '\0');
      if (same && first.length >= LEAST_CHARACTERS) {
        return first;
      }
      Arrays.fill(first, '\0');
      terminal.say(same ? "that is too short" : "they differ");
    }
  }

  private static char[] ask(Console console, String question) {
    char[] answer = console.readPassword("%s", question);
    if (answer == null) {
      throw new UserException(ExitCode.INTERRUPTED, "no passphrase was given", "");
    }
    return answer;
  }

  private static char[] strongEnough(char[] passphrase) {
    if (passphrase.length < LEAST_CHARACTERS) {
      Arrays.fill(passphrase, '\0');
      throw new UserException(
          ExitCode.USAGE,
          "the passphrase is shorter than " + LEAST_CHARACTERS + " characters",
          "choose a longer one; a few random words are easy to remember");
    }
    return passphrase;
  }

  private static char[] firstLine(InputStream in, String from) throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    int length = 0;
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (length == MOST_BYTES) {
        throw new UserException(ExitCode.USAGE, "the first line of " + from + " is too long for a passphrase", "");
      }
      bytes[length++] = (byte) b;
    }
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    if (length == 0) {
      throw new UserException(
          ExitCode.LOCKED,
          "no passphrase was given on " + from,
          "type it at a terminal, or pipe it in; the vault's may also be in the file that " + FILE_VARIABLE + " names");
    }
    return decode(bytes, length, from);
  }

  private static char[] decode(byte[] bytes, int length, String from) {
    try {
      CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      char[] passphrase = new char[characters.remaining()];
      characters.get(passphrase);
      Arrays.fill(characters.array(), '\0');
      return passphrase;
    } catch (CharacterCodingException e) {
      throw new UserException(ExitCode.USAGE, "the passphrase on " + from + " is not UTF-8 text", "");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
