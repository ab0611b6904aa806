package org.stillkeep.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Watches how much memory a process and its descendants have. The kernel's own figure for ended processes (ru_maxrss) is of no use
 * here: a child begins with that of the virtual machine that started it.
 */
final class PeakMemory implements AutoCloseable {

  static final int EVERY_MILLIS = 20;

  private final long root;
  private final Thread watcher;
  private volatile boolean ended;
  private volatile long peakKibibytes;

  /** Begins to watch. */
  PeakMemory(long rootProcess) {
    this.root = rootProcess;
    this.watcher = new Thread(this::watch, "peak-memory");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Ends watching and gives the most that was seen. */
  long peakBytes() throws InterruptedException {
    close();
    watcher.join();
    return peakKibibytes * 1024;
  }

  @Override
  public void close() {
    ended = true;
    watcher.interrupt();
  }

  private void watch() {
    while (!ended) {
      look();
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        // Only close() interrupts, and it has said so by then.
        return;
      }
    }
  }

  private void look() {
    long together = 0;
    long largest = 0;
    for (long process : descendants()) {
      for (String line : lines(Path.of("/proc/" + process + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          largest = Math.max(largest, kibibytes(line));
        } else if (line.startsWith("VmRSS:")) {
          together += kibibytes(line);
        }
      }
    }
    peakKibibytes = Math.max(peakKibibytes, Math.max(together, largest));
  }

  /** Those that the root started, without itself: it is the shell that measures. */
  private List<Long> descendants() {
    List<Long> found = new ArrayList<>(children(root));
    for (int i = 0; i < found.size(); i++) {
      found.addAll(children(found.get(i)));
    }
    return found;
  }

  /** Any thread of a process may have started some of its children. */
  private static List<Long> children(long process) {
    List<Long> children = new ArrayList<>();
    for (Path task : tasks(process)) {
      for (String line : lines(task.resolve("children"))) {
        Stream.of(line.trim().split(" ", -1)).filter(word -> !word.isEmpty()).map(Long::valueOf).forEach(children::add);
      }
    }
    return children;
  }

  private static List<Path> tasks(long process) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process + "/task"))) {
      return tasks.toList();
    } catch (IOException e) {
      // It has ended since it was listed, and has no memory any more.
      return List.of();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // As above.
      return List.of();
    }
  }

  private static long kibibytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
