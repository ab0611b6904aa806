package org.stillkeep.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to start Stillkeep.
 *
 * @param label by which its figures are told from those of other ways
 * @param start a launcher, or the folder of a Java runtime
 * @param flags of the virtual machine, after the launcher's own
 * @param jar what such a runtime runs
 * @param options the launcher's flags for it
 */
record StillkeepProgram(String label, Path start, List<String> flags, Path jar, Path options) {

  /** Reads {@code LABEL=PATH} or {@code LABEL=PATH FLAG…}. */
  static StillkeepProgram parse(String text, Path jar, Path options) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("not LABEL=PATH: " + text);
    }
    List<String> words = List.of(text.substring(equals + 1).trim().split("\\s+"));
    return new StillkeepProgram(text.substring(0, equals), Path.of(words.get(0)), words.subList(1, words.size()), jar, options);
  }

  List<String> command(StillkeepHome home, List<String> words) {
    List<String> command = new ArrayList<>(isLauncher() ? List.of(start.toString()) : virtualMachine());
    command.addAll(words);
    command.addAll(List.of("--config", home.config().toString()));
    return command;
  }

  /** What a launcher hands on to its virtual machine. */
  String launcherFlags() {
    return String.join(" ", flags);
  }

  private boolean isLauncher() {
    return Files.isRegularFile(start);
  }

  private List<String> virtualMachine() {
    return Stream.of(
            List.of(start.resolve("bin/java").toString(), "@" + options, "-Djava.awt.headless=true"),
            flags,
            List.of("-jar", jar.toString()))
        .flatMap(List::stream)
        .toList();
  }
}
