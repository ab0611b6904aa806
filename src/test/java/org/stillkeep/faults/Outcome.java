package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a scenario left in its folder of results. */
final class Outcome {

  /**
   * A file that a scenario listed.
   *
   * @param sha256 of its content, in hex
   * @param sizeBytes its size
   * @param modified its time, to the second below
   */
  record Listed(String sha256, long sizeBytes, Instant modified) {}

  private static final int MOST_CHARACTERS = 6_000;

  private final Path folder;

  private Outcome(Path folder) {
    this.folder = folder;
  }

  static Outcome of(Path folder) {
    return new Outcome(folder);
  }

  /** With which code a command of this name ended. */
  int exit(String name) throws IOException {
    return (int) number(name + ".exit");
  }

  /** How long it took. */
  long millis(String name) throws IOException {
    return number(name + ".millis");
  }

  /** What a command of this name said to people and programs. */
  String words(String name) throws IOException {
    return text(name + ".out") + text(name + ".err");
  }

  /** A note; empty when the scenario did not write it. */
  String text(String name) throws IOException {
    try {
      return Files.readString(folder.resolve(name));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  long number(String name) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(name)).strip());
  }

  /** What was awaited in vain. */
  List<String> timeouts() throws IOException {
    return text("timeouts").lines().toList();
  }

  /** The listing of this name: paths, and what lies there. */
  Map<String, Listed> list(String name) throws IOException {
    Map<String, Listed> files = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(name + ".list"))) {
      String[] parts = line.split("\t", 4);
      long seconds = (long) Math.floor(Double.parseDouble(parts[2]));
      files.put(parts[3], new Listed(parts[0], Long.parseLong(parts[1]), Instant.ofEpochSecond(seconds)));
    }
    return files;
  }

  /** Everything it said, to be read when a test fails. */
  String told() throws IOException {
    StringBuilder told = new StringBuilder("in " + folder);
    for (String name : List.of("timeouts", "scenario.out", "scenario.err", "agent.out", "console")) {
      String text = text(name);
      told.append("\n--- ").append(name).append('\n').append(text.substring(Math.max(0, text.length() - MOST_CHARACTERS)));
    }
    return told.toString();
  }
}
