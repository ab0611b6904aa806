package org.stillkeep.inbox;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints that it may be worth looking into the inbox again. Hints can be missing, late or wrong; a timer must look as well.
 *
 * <p>One supervisor thread delivers the hints and checks the folders: one that was gone or replaced, or whose watching
 * failed, is watched anew, after a pause that grows with each failure.
 */
public final class InboxWatcher implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(InboxWatcher.class);

  /** How long a burst of events is collected into one hint. */
  private static final Duration COLLECT = Duration.ofMillis(200);

  /** How often the folders are checked while something is amiss with one of them. */
  private static final Duration CHECK_SOON = Duration.ofSeconds(1);

  /** And while all are watched: each check wakes a processor that could sleep. */
  private static final Duration CHECK_EVERY = Duration.ofSeconds(15);

  private static final Duration END = Duration.ofSeconds(1);

  private final Runnable lookAgain;
  private final List<WatchedFolder> folders;

  /** Holds one hint at most: several before a look are one. */
  private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>(1);

  private final Duration checkEvery;
  private final Thread supervisor;
  private volatile boolean closed;

  private enum Hint {
    LOOK_AGAIN
  }

  private InboxWatcher(List<Path> folders, Runnable lookAgain, Duration checkEvery) {
    this.lookAgain = Objects.requireNonNull(lookAgain);
    this.checkEvery = checkEvery;
    this.folders = folders.stream().map(folder -> new WatchedFolder(folder, this::hint)).toList();
    this.supervisor = new Thread(this::supervise, "stillkeep-inbox-watcher");
    supervisor.setDaemon(true);
  }

  /**
   * Starts to watch, in the background; folders need not exist. Gives a hint as soon as a folder is watched, since something
   * may have come before.
   *
   * @param lookAgain called on the watcher's own thread; should return quickly
   */
  public static InboxWatcher start(List<Path> folders, Runnable lookAgain) {
    return start(folders, lookAgain, CHECK_EVERY);
  }

  static InboxWatcher start(List<Path> folders, Runnable lookAgain, Duration checkEvery) {
    InboxWatcher watcher = new InboxWatcher(folders, lookAgain, checkEvery);
    watcher.supervisor.start();
    return watcher;
  }

  /**
   * The folders that give no events at the moment: network folders, missing ones, those that the system refuses to watch.
   * Only a timer notices changes there.
   */
  public List<Path> unwatched() {
    return folders.stream().filter(folder -> !folder.isWatching()).map(WatchedFolder::path).toList();
  }

  /** Ends watching; no hint is given afterwards. */
  @Override
  public void close() {
    closed = true;
    supervisor.interrupt();
    try {
      supervisor.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hint() {
    // Refused when one is waiting already, which is just as good.
    boolean first = hints.offer(Hint.LOOK_AGAIN);
    LOG.trace("inbox changed, first since the last look: {}", first);
  }

  private void supervise() {
    try {
      while (!closed) {
        folders.forEach(WatchedFolder::check);
        Duration wait = folders.stream().allMatch(WatchedFolder::isQuiet) ? checkEvery : CHECK_SOON;
        if (hints.poll(wait.toMillis(), TimeUnit.MILLISECONDS) != null) {
          TimeUnit.MILLISECONDS.sleep(COLLECT.toMillis());
          hints.clear();
          deliver();
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("asked to end", e);
    } finally {
      folders.forEach(WatchedFolder::close);
    }
  }

  private void deliver() {
    try {
      lookAgain.run();
    } catch (RuntimeException e) {
      LOG.warn("the answer to a hint failed", e);
    }
  }
}
