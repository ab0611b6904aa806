package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Lets a watcher hear of several threads' operations one after the other. */
final class OneByOne implements DiskWatcher {

  private final DiskWatcher next;

  OneByOne(DiskWatcher next) {
    this.next = Objects.requireNonNull(next);
  }

  @Override
  public synchronized void before(DiskCall call) throws IOException {
    next.before(call);
  }

  @Override
  public synchronized void beforeRead(DiskCall call, long position, int bytes) throws IOException {
    next.beforeRead(call, position, bytes);
  }

  @Override
  public synchronized int bytesToTake(DiskCall call, int bytes) {
    return next.bytesToTake(call, bytes);
  }

  @Override
  public synchronized void happened(DiskCall call) {
    next.happened(call);
  }

  @Override
  public synchronized void written(Path path, byte[] bytes) {
    next.written(path, bytes);
  }
}
