package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** The folders below that of all objects, made when an object first needs one. Safe to use from several threads. */
final class Shards {

  private final Path folder;

  /** Those that were made here, and whose names may not last. Guarded by this. */
  private final Set<Path> undurable = new HashSet<>();

  /** @param folder of all objects; never created here: where it is missing, the disk may be unmounted */
  Shards(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes this one, where it is not there, and its name durable. By one thread at a time: who finds a shard there must not go on
   * before its name is durable, or an object would be lost whose row is written first.
   *
   * @throws StoreException {@link Reason#UNAVAILABLE} if the folder of all objects is missing
   */
  synchronized void create(Path shard) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new StoreException(Reason.UNAVAILABLE, folder + " is missing");
    }
    boolean isThere = Files.isDirectory(shard);
    if (!isThere || undurable.contains(shard)) {
      undurable.add(shard);
      DurableFiles.createPrivateDirectories(shard);
      if (isThere) {
        DurableFiles.forceDirectory(folder);
      }
      undurable.remove(shard);
    }
  }
}
