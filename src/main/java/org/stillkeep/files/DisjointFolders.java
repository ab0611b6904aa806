package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Proves that folders do not overlap, under whatever names they are reached. An inbox inside an export would import its own
 * output for ever; a vault inside an export would be tidied away. So any overlap of any two folders is refused, and the proof
 * says what was seen.
 *
 * <p>From the cheapest proof to the surest: names as configured, names with all links followed, device and inode of all
 * ancestors, the mount table, and a probe file that is written into one folder and looked for in the others. Only the last one
 * sees through FUSE mirrors, unions, and two shares of one server.
 *
 * <p>A folder that does not exist yet is judged by its nearest existing ancestor, and no probe can be put into it: check again
 * after creating it. Check again, too, whenever {@link #mountTableFingerprint} changes.
 */
public final class DisjointFolders {

  /**
   * A folder as configured.
   *
   * @param role what it is for: inbox, vault, export, state
   * @param configKey the key that names it, e.g. {@code export[0].path}
   */
  public record Folder(String role, String configKey, Path path) {}

  /** How two folders overlap. */
  public enum Relation {
    SAME,
    FIRST_CONTAINS_SECOND,
    SECOND_CONTAINS_FIRST,
    /** Neither contains the other, but some folder lies in both. */
    SHARE_A_FOLDER
  }

  /**
   * Two folders that overlap.
   *
   * @param first the one that came earlier in the list
   * @param proof in words, how that was seen
   */
  public record Overlap(Folder first, Folder second, Relation relation, String proof) {}

  private DisjointFolders() {}

  /**
   * Every pair that overlaps, whatever the roles; empty if all are disjoint. Equal folders in the list count as one. Writes a
   * probe into each existing folder, but only if nothing else speaks against them, and takes it away again. Takes two seconds
   * longer where a folder is on a network file system, and as long as a network that hangs.
   *
   * @throws IOException if a folder cannot be looked at, so that nothing is proved
   */
  public static List<Overlap> check(List<Folder> folders) throws IOException {
    return check(folders, folder -> true);
  }

  /**
   * As {@link #check(List)}, but puts a probe only where it may: not into the bare mount point of a disk that is away. Such a
   * folder is still looked into for the probes of the others.
   */
  public static List<Overlap> check(List<Folder> folders, Predicate<Folder> mayWrite) throws IOException {
    List<Located> located = locate(folders);
    MountTable mounts = MountTable.ofThisProcess();
    List<Overlap> found = seen(located, mounts);
    return found.isEmpty() ? new ProbeProof(mounts, new Disk(), new SecureRandom()).overlaps(located, mayWrite) : found;
  }

  /** As {@link #check}, without the probe: writes nothing, and misses what only a probe can see. */
  public static List<Overlap> checkWithoutWriting(List<Folder> folders) throws IOException {
    return seen(locate(folders), MountTable.ofThisProcess());
  }

  /** Changes when a file system is mounted or unmounted; empty where the platform has no table of them. */
  public static String mountTableFingerprint() throws IOException {
    byte[] table = MountTable.bytes();
    try {
      return table.length == 0 ? "" : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(table));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Why this folder should not be given to Stillkeep, in words that follow its name; empty when it may. */
  public static Optional<String> unsuitable(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path real = real(folder);
    Optional<String> reason = new UnsuitableFolders(real(home), real(temporary)).reason(real);
    return reason.isPresent() ? reason : new UnsuitableFolders(home, temporary).reason(folder.toAbsolutePath().normalize());
  }

  /** Whether a file of this name is a probe of ours (left by a crash, or of a check that runs now): to be ignored. */
  public static boolean isProbeName(String fileName) {
    return Probe.isName(fileName);
  }

  /** Deletes the probes that a crash left in this one folder and says how many. For whoever holds the lock. */
  public static int sweepProbes(Path folder) throws IOException {
    return DurableFiles.sweep(folder, DisjointFolders::isProbeName);
  }

  private static List<Located> locate(List<Folder> folders) throws IOException {
    List<Located> located = new ArrayList<>();
    for (Folder each : List.copyOf(new LinkedHashSet<>(folders))) {
      located.add(Located.of(each));
    }
    return located;
  }

  private static List<Overlap> seen(List<Located> folders, MountTable mounts) throws IOException {
    List<Overlap> found = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      for (int j = i + 1; j < folders.size(); j++) {
        Located first = folders.get(i);
        Located second = folders.get(j);
        between(first, second, mounts)
            .ifPresent(each -> found.add(new Overlap(first.folder(), second.folder(), each.relation(), each.proof())));
      }
    }
    return found;
  }

  private static Optional<Finding> between(Located first, Located second, MountTable mounts) throws IOException {
    if (first.real().getFileSystem() != second.real().getFileSystem()) {
      return Optional.empty();
    }
    Optional<Finding> found = NameProof.between(first, second);
    if (found.isEmpty()) {
      found = FileKeyProof.between(first, second);
    }
    return found.isPresent() ? found : new MountProof(mounts).between(first, second);
  }

  private static Path real(Path folder) throws IOException {
    return Located.of(new Folder("", "", folder)).real();
  }
}
