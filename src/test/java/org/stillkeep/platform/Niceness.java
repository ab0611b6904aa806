package org.stillkeep.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says of the precedence of threads. */
public final class Niceness {

  /** The number of the field {@code nice} in what follows the name in {@code /proc/…/stat} (proc(5): 19), from 0. */
  private static final int NICE_FIELD = 16;

  private Niceness() {}

  /** That of each thread of a process. */
  public static List<Integer> ofThreads(long process) throws IOException {
    List<Integer> nice = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
      for (Path task : tasks.toList()) {
        try {
          nice.add(of(task));
        } catch (IOException e) {
          if (Files.exists(task)) {
            throw e;
          }
          // Otherwise it has ended meanwhile.
        }
      }
    }
    return nice;
  }

  /** That of the thread that calls. */
  static int ofThisThread() throws IOException {
    return of(Path.of("/proc/thread-self"));
  }

  private static int of(Path task) throws IOException {
    String stat = Files.readString(task.resolve("stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE_FIELD]);
  }
}
