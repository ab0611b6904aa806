package org.stillkeep.agent;

import java.io.IOException;
import java.util.List;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;

/**
 * Watches that inbox, vault, export and state folders stay apart while the agent runs: the full proof whenever the table of
 * mounts has changed, the cheap part of it at every other look. Used by the worker only.
 */
final class FolderGuard {

  private final List<Folder> folders;
  private String provenFor = "";
  private List<Overlap> overlaps = List.of();

  FolderGuard(List<Folder> folders) {
    this.folders = List.copyOf(folders);
  }

  /** What overlaps now. While anything does, nothing may be read or written. */
  List<Overlap> look() throws IOException {
    String mounts = DisjointFolders.mountTableFingerprint();
    boolean mustProve = !mounts.equals(provenFor) || !overlaps.isEmpty();
    overlaps = mustProve ? DisjointFolders.check(folders) : DisjointFolders.checkWithoutWriting(folders);
    provenFor = mounts;
    return overlaps;
  }

  /** Whether the table of mounts has changed since the folders were proved to be apart. Cheap. */
  boolean mustProveAgain() {
    try {
      return !DisjointFolders.mountTableFingerprint().equals(provenFor);
    } catch (IOException e) {
      return true;
    }
  }
}
