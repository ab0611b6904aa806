package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells folders on network disks, by the name of their file system. Programs that show other computers' files through FUSE cannot
 * be told from those that encrypt a local disk, and a mapped letter of Windows not from a disk; they count as local.
 */
public final class NetworkDisks {

  private static final Logger LOG = LoggerFactory.getLogger(NetworkDisks.class);

  private static final Set<String> TYPES =
      Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afpfs", "webdav", "davfs", "afs", "ceph", "glusterfs", "fuse.sshfs");

  private static final String UNC = "\\\\";

  private NetworkDisks() {}

  /**
   * The type of the network file system that holds a path, or will hold it once it is there; empty where that is local, or
   * where nobody can tell (in some containers the mounts are hidden).
   */
  public static Optional<String> typeOf(Path path) {
    Path absolute = path.toAbsolutePath();
    if (absolute.toString().startsWith(UNC)) {
      return Optional.of("a share");
    }
    Path there = absolute;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      String type = Files.getFileStore(there).type();
      return isNetwork(type) ? Optional.of(type) : Optional.empty();
    } catch (IOException e) {
      LOG.debug("no telling where {} lies", there, e);
      return Optional.empty();
    }
  }

  /** Whether a file system of this type is on a network. */
  static boolean isNetwork(String type) {
    return TYPES.contains(type.toLowerCase(Locale.ROOT));
  }
}
