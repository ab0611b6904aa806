package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Proves that folders do not overlap, under whatever names they are reached. */
@SuppressWarnings("DoNotCallSuggester")
public final class DisjointFolders {

  /** A folder with its role (inbox, vault, export, state) and the config key that names it, e.g. {@code export[0].path}. */
  public record Folder(String role, String configKey, Path path) {}

  /** How two folders overlap. */
  public enum Relation {
    SAME,
    FIRST_CONTAINS_SECOND,
    SECOND_CONTAINS_FIRST,
    /** Neither contains the other, but some folder lies in both. */
    SHARE_A_FOLDER
  }

  /** Two folders that overlap, and in words how that was seen. */
  public record Overlap(Folder first, Folder second, Relation relation, String proof) {}

  private DisjointFolders() {}

  /** Every pair that overlaps, by all proofs. Writes a probe into each existing folder, and only when nothing else speaks against it. */
  public static List<Overlap> check(List<Folder> folders) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** As {@link #check}, without the probe: writes nothing, and misses mirrors that only a probe can see. */
  public static List<Overlap> checkWithoutWriting(List<Folder> folders) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Changes when the mount table changes; empty where the platform has none. */
  public static String mountTableFingerprint() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Why this folder should not be an inbox, a vault, an export or a state folder, in words; empty when it may. */
  public static Optional<String> unsuitable(Path folder) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Whether a file of this name is a probe of ours (left over by a crash, or of a check that runs now): to be ignored. */
  public static boolean isProbeName(String fileName) {
    throw new UnsupportedOperationException();
  }

  /** Deletes probes that a crash left in this one folder and says how many. For whoever holds the lock. */
  public static int sweepProbes(Path folder) throws IOException {
    throw new UnsupportedOperationException();
  }
}
