package org.stillkeep.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.stillkeep.agent.InstanceLock;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.NetworkDisks;

/** A state folder that is ours alone: there, locked, and with a log in it. */
final class HeldState implements Closeable {

  private final InstanceLock lock;

  private HeldState(InstanceLock lock) {
    this.lock = lock;
  }

  /** Takes a state folder, creating it for its owner only if need be. */
  static HeldState take(Path state, Terminal terminal) throws IOException, AlreadyRunningException {
    refuseNetwork(state);
    DurableFiles.createPrivateDirectories(state);
    HeldState held = new HeldState(InstanceLock.take(state));
    Logs.startIn(state, terminal);
    return held;
  }

  /** The catalog is a database: its log and its locks need a disk of this computer. */
  private static void refuseNetwork(Path state) {
    Optional<String> network = NetworkDisks.typeOf(state);
    if (network.isPresent()) {
      throw new UserException(
          ExitCode.USAGE,
          "the state folder " + state + " lies on a network disk (" + network.get() + "), where databases get damaged",
          "set `state` in the configuration to a folder on this computer; vault and export may stay where they are");
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
