package org.stillkeep.inbox;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One inbox folder and, while it can be watched, its watching. directory-watcher 0.19.1 says nothing when its folder
 * vanishes, goes on reporting the old one when it was renamed, and turns an overflow into an exception that it drops by
 * default; so every exception, the end of its future, and a changed identity of the folder all mean: look again, watch anew.
 *
 * <p>All fields belong to the supervisor's thread, except what is volatile.
 */
final class WatchedFolder {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  /** From this pause on, some seconds more or less do not matter. */
  private static final Duration QUIET_PAUSE = Duration.ofSeconds(15);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** These report what this computer does at best, and nothing that others do. ({@code fuseblk} is a local disk.) */
  private static final Pattern NETWORK =
      Pattern.compile("(nfs|cifs|smb|afp|9p|webdav|davfs|ncpfs|ceph|glusterfs|lustre|osxfuse|macfuse).*|fuse(\\..*)?");

  private final Path path;
  private final Runnable hint;
  private final Listener listener = new Listener();
  private DirectoryWatcher watcher;
  private CompletableFuture<Void> watching;
  private Object key;
  private Duration pause = FIRST_PAUSE;
  private long tryAgainNanos = System.nanoTime();
  private String reported = "";
  private volatile boolean armed;
  private volatile boolean broken;

  WatchedFolder(Path path, Runnable hint) {
    this.path = path;
    this.hint = hint;
  }

  Path path() {
    return path;
  }

  /** Whether events may come; any thread may ask. */
  boolean isWatching() {
    return armed;
  }

  /** Whether there is no hurry to look at it again: it is watched, or lies where it cannot be. */
  boolean isQuiet() {
    return armed || pause.compareTo(QUIET_PAUSE) > 0;
  }

  /** Looks whether the watching is still good, and mends it. */
  void check() {
    if (armed && (broken || watching.isDone() || !Objects.equals(key, keyOrNull()))) {
      disarm();
      hint.run();
    }
    if (!armed && System.nanoTime() - tryAgainNanos >= 0) {
      arm();
    }
  }

  private void arm() {
    Object now = keyOrNull();
    if (now == null || isOnNetwork()) {
      waitLonger();
      return;
    }
    try {
      broken = false;
      // Hashing would read every byte of every archive before the first event.
      watcher = DirectoryWatcher.builder().path(path).listener(listener).fileHashing(false).build();
      watching = watcher.watchAsync(WatchedFolder::onDaemonThread);
      key = now;
      armed = true;
      pause = FIRST_PAUSE;
      reported = "";
      hint.run();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The error is what the virtual machine has for a lack of threads, which passes.
      report(e);
      disarm();
      waitLonger();
    }
  }

  /** Once for each trouble: it is tried again every minute. */
  private void report(Throwable trouble) {
    String words = trouble.toString();
    if (!words.equals(reported)) {
      String remedy = words.contains("inotify") ? " (sysctl fs.inotify.max_user_instances and max_user_watches allow more)" : "";
      LOG.info("{} is looked at by the clock only: {}{}", path, words, remedy);
      reported = words;
    }
  }

  private static void onDaemonThread(Runnable task) {
    Thread thread = new Thread(task, "stillkeep-inbox-events");
    thread.setDaemon(true);
    thread.start();
  }

  private void waitLonger() {
    tryAgainNanos = System.nanoTime() + pause.toNanos();
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  void close() {
    disarm();
  }

  private void disarm() {
    armed = false;
    tryAgainNanos = System.nanoTime() + (broken ? FIRST_PAUSE.toNanos() : 0);
    DirectoryWatcher old = watcher;
    watcher = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException | RuntimeException e) {
        LOG.debug("ending the watching of {}", path, e);
      }
    }
  }

  /** The folder's identity; where systems have none, its time of creation; null when it is not there. */
  private Object keyOrNull() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isDirectory()) {
        return null;
      }
      return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private boolean isOnNetwork() {
    try {
      return NETWORK.matcher(Files.getFileStore(path).type().toLowerCase(Locale.ROOT)).matches();
    } catch (IOException e) {
      LOG.debug("no telling where {} lies", path, e);
      return false;
    }
  }

  private final class Listener implements DirectoryChangeListener {

    @Override
    public void onEvent(DirectoryChangeEvent event) {
      hint.run();
    }

    @Override
    public void onException(Exception e) {
      LOG.debug("watching {} went wrong", path, e);
      broken = true;
      hint.run();
    }
  }
}
