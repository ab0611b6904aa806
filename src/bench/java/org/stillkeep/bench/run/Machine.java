package org.stillkeep.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** On what the figures were taken. */
final class Machine {

  private static final double KIBIBYTES_IN_GB = 1e9 / 1024;

  private Machine() {}

  /** Processor, memory, kernel and file system, in one line. */
  static String inWords(Path folder) throws IOException {
    double gigabytes = Double.parseDouble(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / KIBIBYTES_IN_GB;
    return String.format(
        Locale.ROOT,
        "%s, %d processors, %.1f GB of memory, Linux %s, %s",
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        gigabytes,
        System.getProperty("os.version"),
        Files.getFileStore(folder).type());
  }

  /** How busy it is: the three averages. */
  static String load() throws IOException {
    String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
    return String.join(" ", List.of(words).subList(0, 3));
  }

  private static String value(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown " + key);
  }
}
