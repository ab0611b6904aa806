package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.stillkeep.agent.InstanceLock;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.files.DurableFiles;

/** A state folder that is ours alone: there, locked, and with a log in it. */
final class HeldState implements Closeable {

  private final InstanceLock lock;

  private HeldState(InstanceLock lock) {
    this.lock = lock;
  }

  /** Takes a state folder, creating it for its owner only if need be. */
  static HeldState take(Path state, Terminal terminal) throws IOException, AlreadyRunningException {
    DurableFiles.createPrivateDirectories(state);
    HeldState held = new HeldState(InstanceLock.take(state));
    Logs.startIn(state, terminal);
    return held;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
