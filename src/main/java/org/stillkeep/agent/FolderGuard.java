package org.stillkeep.agent;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;

/**
 * Watches that inbox, vault, export and state folders stay apart while the agent runs: the full proof whenever the table of
 * mounts has changed or the disk of an export has come back, the cheap part of it at every other look. Used by the worker only.
 */
final class FolderGuard {

  private final List<Folder> folders;
  private final Predicate<Folder> mayWrite;
  private String provenFor = "";
  /** Into these no probe was put. */
  private Set<Folder> spared = Set.of();

  private List<Overlap> overlaps = List.of();

  /** @param mayWrite whether a probe may be put into a folder: not into the bare mount point of a disk that is away */
  FolderGuard(List<Folder> folders, Predicate<Folder> mayWrite) {
    this.folders = List.copyOf(folders);
    this.mayWrite = mayWrite;
  }

  /** What overlaps now. While anything does, nothing may be read or written. */
  List<Overlap> look() throws IOException {
    String mounts = DisjointFolders.mountTableFingerprint();
    boolean cameBack = spared.stream().anyMatch(mayWrite);
    boolean mustProve = !mounts.equals(provenFor) || !overlaps.isEmpty() || cameBack;
    overlaps = mustProve ? prove() : DisjointFolders.checkWithoutWriting(folders);
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

  private List<Overlap> prove() throws IOException {
    Set<Folder> away = new HashSet<>(folders);
    away.removeIf(mayWrite);
    spared = away;
    return DisjointFolders.check(folders, folder -> !away.contains(folder));
  }
}
