package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Passes everything on to another watcher, and complains when files are written in an order in which a crash loses something:
 * a file forced again after that failed (F10), a file that gets its name with bytes that were never forced, and a file under
 * its own name that is deleted.
 */
public final class OrderlyWriting implements DiskWatcher {

  private final DiskWatcher next;
  private final String temporaryPrefix;
  private final Set<Path> written = new HashSet<>();
  private final Set<Path> unforced = new HashSet<>();
  private final Set<Path> failedForce = new HashSet<>();

  /** @param temporaryPrefix of the names of files that nobody misses */
  public OrderlyWriting(DiskWatcher next, String temporaryPrefix) {
    this.next = next;
    this.temporaryPrefix = temporaryPrefix;
  }

  @Override
  public void before(DiskCall call) throws IOException {
    switch (call.op()) {
      case FORCE -> force(call);
      case RENAME -> {
        require(!unforced.contains(call.path()), "a name before the bytes are durable", call);
        next.before(call);
      }
      case LINK -> {
        require(!unforced.contains(call.other().orElseThrow()), "a name before the bytes are durable", call);
        next.before(call);
      }
      default -> next.before(call);
    }
  }

  private void force(DiskCall call) throws IOException {
    require(!failedForce.contains(call.path()), "a second force after one that failed", call);
    try {
      next.before(call);
    } catch (IOException e) {
      failedForce.add(call.path());
      throw e;
    }
    unforced.remove(call.path());
  }

  @Override
  public int bytesToTake(DiskCall call, int bytes) {
    return next.bytesToTake(call, bytes);
  }

  @Override
  public void happened(DiskCall call) {
    if (call.op() == DiskCall.Op.DELETE) {
      boolean temporary = call.path().getFileName().toString().startsWith(temporaryPrefix);
      require(temporary || !written.contains(call.path()), "a file deleted under its own name", call);
    }
    next.happened(call);
  }

  @Override
  public void written(Path path, byte[] bytes) {
    unforced.add(path);
    written.add(path);
    next.written(path, bytes);
  }

  private static void require(boolean right, String what, DiskCall call) {
    if (!right) {
      throw new AssertionError(what + ": " + call);
    }
  }
}
