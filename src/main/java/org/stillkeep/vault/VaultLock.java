package org.stillkeep.vault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * The right to write to a vault: an operating system's lock on the file {@code lock}, which a crash releases. The file
 * itself is empty and stays.
 */
final class VaultLock implements Closeable {

  static final String NAME = "lock";

  /**
   * Vaults that this process writes to, by real path. Needed beside the file lock: on POSIX, closing any channel on the
   * file gives up the whole process's lock, so a second opener must not even touch it.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path realVault;
  private final FileChannel channel;

  private VaultLock(Path realVault, FileChannel channel) {
    this.realVault = realVault;
    this.channel = channel;
  }

  /**
   * Takes the lock, without waiting.
   *
   * @throws StoreException IN_USE, READ_ONLY when the folder cannot be written, or DAMAGED
   */
  static VaultLock take(Path vault) throws IOException {
    Path realVault = vault.toRealPath();
    requireFileOrNothing(realVault.resolve(NAME));
    if (!HELD_HERE.add(realVault)) {
      throw inUse(vault);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(realVault.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(vault);
      }
      return new VaultLock(realVault, channel);
    } catch (IOException e) {
      HELD_HERE.remove(realVault);
      if (channel != null) {
        channel.close();
      }
      throw DiskErrors.translate(e, vault);
    }
  }

  /** Opening anything else, a pipe for one, may never come to an end. */
  private static void requireFileOrNothing(Path file) throws StoreException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StoreException(Reason.DAMAGED, "the file \"" + NAME + "\" is not a file");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(realVault);
    }
  }

  private static StoreException inUse(Path vault) {
    return new StoreException(Reason.IN_USE, "another program is writing to " + vault);
  }
}
