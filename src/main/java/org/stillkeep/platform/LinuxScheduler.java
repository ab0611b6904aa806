package org.stillkeep.platform;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Linux knows both of each thread by itself; a new one takes them over from the thread that starts it (sched(7), ioprio_set(2)).
 * So each thread that there is gets them, until all are seen.
 */
final class LinuxScheduler implements Precedence.Scheduler {

  /** {@code PRIO_PROCESS} of {@code <sys/resource.h>}: here, the number of a thread. */
  private static final int PRIO_PROCESS = 0;

  /** {@code IOPRIO_WHO_PROCESS} of {@code <linux/ioprio.h>}: likewise. */
  private static final int IOPRIO_WHO_PROCESS = 1;

  /** Where a class stands in a priority. */
  private static final int CLASS_SHIFT = 13;

  /** The lowest level of {@code IOPRIO_CLASS_BE}: its turn comes, if seldom. */
  private static final long LOWEST_SHARE = (2L << CLASS_SHIFT) | 7;

  /** {@code IOPRIO_CLASS_IDLE}: its turn comes when nobody else wants one. */
  private static final long IDLE = 3L << CLASS_SHIFT;

  /** More than anybody starts threads while they are gone through. */
  private static final int MOST_ROUNDS = 20;

  private final Path tasks = Path.of("/proc/self/task");
  private final NativeLibrary libc = NativeLibrary.getInstance("c");

  @Override
  public boolean lowerProcessor(int nice) {
    Function get = libc.getFunction("getpriority");
    Function set = libc.getFunction("setpriority");
    return everyThread(
        id ->
            get.invokeInt(new Object[] {PRIO_PROCESS, id}) >= nice
                || set.invokeInt(new Object[] {PRIO_PROCESS, id, nice}) == 0);
  }

  @Override
  public boolean lowerDisk(DiskShare most) {
    if (most == DiskShare.NORMAL) {
      return true;
    }
    // The C library has no functions for it.
    Function call = libc.getFunction("syscall");
    long set = ioprioSet(System.getProperty("os.arch"));
    long get = set + 1;
    long wanted = most == DiskShare.IDLE ? IDLE : LOWEST_SHARE;
    return everyThread(
        id ->
            call.invokeLong(new Object[] {get, (long) IOPRIO_WHO_PROCESS, (long) id}) >= wanted
                || call.invokeLong(new Object[] {set, (long) IOPRIO_WHO_PROCESS, (long) id, wanted}) == 0);
  }

  /**
   * The number of the system call {@code ioprio_set} (arch/…/syscall*.tbl and asm-generic/unistd.h of the kernel); that of
   * {@code ioprio_get} is the next.
   */
  static long ioprioSet(String processor) {
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> 251;
      case "aarch64", "riscv64", "loongarch64" -> 30;
      case "arm" -> 314;
      case "i386", "x86" -> 289;
      default -> throw new UnsupportedOperationException("ioprio_set on " + processor);
    };
  }

  /** Does it for each thread, until no new ones come; false when one of them stays as it was. */
  private boolean everyThread(IntPredicate change) {
    Set<Path> done = new HashSet<>();
    boolean changed = true;
    boolean news = true;
    for (int round = 0; news && round < MOST_ROUNDS; round++) {
      news = false;
      for (Path task : threads()) {
        if (done.add(task)) {
          news = true;
          // One that has ended meanwhile needs nothing.
          changed &= change.test(Integer.parseInt(task.getFileName().toString())) || !Files.exists(task);
        }
      }
    }
    return changed;
  }

  private Set<Path> threads() {
    Set<Path> threads = new HashSet<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(tasks)) {
      listed.forEach(threads::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return threads;
  }
}
