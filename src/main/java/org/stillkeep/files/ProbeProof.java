package org.stillkeep.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.DisjointFolders.Relation;

/**
 * By experiment: a file is put into each folder and looked for in all others, in their ancestors and below them. The only
 * proof that sees through FUSE mirrors, unions, overlays, and two shares of one server. Below means the mount points, links
 * and directories of the first two levels, within {@link #MOST_ENTRIES}; what lies deeper is caught by the permanent markers.
 */
final class ProbeProof {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeProof.class);

  /** How many entries of one folder are looked at: seconds, not minutes, on a slow share. */
  private static final int MOST_ENTRIES = 10_000;

  private static final int LEVELS = 2;

  /** SMB caches attributes for 1 s, NFS names that were missing for 3 s and more, which is why the second look lists. */
  private static final long NETWORK_PAUSE_MILLIS = 2_000;

  private final MountTable mounts;
  private final Disk disk;
  private final SecureRandom random;

  ProbeProof(MountTable mounts, Disk disk, SecureRandom random) {
    this.mounts = mounts;
    this.disk = disk;
    this.random = random;
  }

  /** As {@link #overlaps(List, Predicate)}, with a probe in each folder. */
  List<Overlap> overlaps(List<Located> folders) throws IOException {
    return overlaps(folders, folder -> true);
  }

  /** Leaves no probe behind, whatever happens, and puts none where it may not. */
  List<Overlap> overlaps(List<Located> folders, Predicate<Folder> mayWrite) throws IOException {
    List<Probe> probes = new ArrayList<>();
    try {
      for (Located each : folders) {
        if (each.exists() && mayWrite.test(each.folder())) {
          Probe.in(each, disk, random).ifPresent(probes::add);
        }
      }
      List<Overlap> found = look(folders, probes, false);
      if (found.isEmpty() && anyOnNetwork(folders)) {
        pause();
        found = look(folders, probes, true);
      }
      return found;
    } finally {
      probes.forEach(each -> each.remove(disk));
    }
  }

  private List<Overlap> look(List<Located> folders, List<Probe> probes, boolean byListing) {
    List<Overlap> found = new ArrayList<>();
    for (int i = 0; i < folders.size(); i++) {
      Set<Path> below = folders.get(i).exists() ? placesBelow(folders.get(i).existing()) : Set.of();
      for (int j = 0; j < folders.size(); j++) {
        Located seeker = folders.get(i);
        Located owner = folders.get(j);
        if (seeker.folder().equals(owner.folder()) || known(found, seeker, owner)) {
          continue;
        }
        Optional<Finding> finding =
            probes.stream()
                .filter(each -> each.folder().equals(owner))
                .findAny()
                .flatMap(probe -> find(probe, seeker, below, byListing));
        if (finding.isPresent()) {
          found.add(overlap(folders, i, j, finding.get()));
        }
      }
    }
    return found;
  }

  /** The finding tells how the seeker (i) lies to the owner (j); the overlap names the earlier folder first. */
  private static Overlap overlap(List<Located> folders, int i, int j, Finding finding) {
    Finding ordered = i < j ? finding : finding.turned();
    return new Overlap(
        folders.get(Math.min(i, j)).folder(), folders.get(Math.max(i, j)).folder(), ordered.relation(), ordered.proof());
  }

  private static boolean known(List<Overlap> found, Located one, Located other) {
    return found.stream().anyMatch(each -> each.first().equals(other.folder()) && each.second().equals(one.folder()));
  }

  private static Optional<Finding> find(Probe probe, Located seeker, Set<Path> below, boolean byListing) {
    if (seeker.exists() && shows(probe, seeker.existing(), byListing)) {
      return Optional.of(finding(Relation.SAME, probe, seeker.existing()));
    }
    Path above = seeker.exists() ? seeker.existing().getParent() : seeker.existing();
    for (; above != null; above = above.getParent()) {
      if (shows(probe, above, byListing)) {
        return Optional.of(finding(Relation.SECOND_CONTAINS_FIRST, probe, above));
      }
    }
    return below.stream()
        .filter(probe::showsIn)
        .findFirst()
        .map(place -> finding(Relation.FIRST_CONTAINS_SECOND, probe, place));
  }

  private static boolean shows(Probe probe, Path place, boolean byListing) {
    return byListing ? probe.isListedIn(place) : probe.showsIn(place);
  }

  private static Finding finding(Relation relation, Probe probe, Path place) {
    String what = probe.planted() ? "a probe file written into " : "the marker " + probe.file().getFileName() + " of ";
    return new Finding(relation, what + probe.folder().existing() + " shows up in " + place);
  }

  private Set<Path> placesBelow(Path folder) {
    Set<Path> places = new LinkedHashSet<>();
    addLevels(folder, places);
    for (Path point : mounts.pointsBelow(folder)) {
      places.add(point);
      addLevels(point, places);
    }
    return places;
  }

  /** Level by level, so that a huge folder does not hide its neighbours. Links are followed. */
  private static void addLevels(Path folder, Set<Path> places) {
    int examined = 0;
    List<Path> level = List.of(folder);
    for (int depth = 0; depth < LEVELS; depth++) {
      List<Path> next = new ArrayList<>();
      for (Path directory : level) {
        examined += addDirectories(directory, MOST_ENTRIES - examined, next);
      }
      places.addAll(next);
      level = next;
    }
  }

  private static int addDirectories(Path parent, int atMost, List<Path> directories) {
    int examined = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path each : entries) {
        if (examined++ >= atMost) {
          break;
        }
        if (Files.isDirectory(each)) {
          directories.add(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("cannot look below {}: {}", parent, e.toString());
    }
    return Math.min(examined, atMost);
  }

  private static boolean anyOnNetwork(List<Located> folders) throws IOException {
    for (Located each : folders) {
      if (isOnNetwork(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnNetwork(Located folder) throws IOException {
    if (!Files.exists(folder.existing())) {
      return false; // A drive that is not there.
    }
    try {
      String type = Files.getFileStore(folder.existing()).type().toLowerCase(Locale.ROOT);
      // FUSE caches like a network does; "fuseblk" is a local disk.
      return NetworkDisks.isNetwork(type) || type.startsWith("fuse.") || folder.real().toString().startsWith("\\\\");
    } catch (NoSuchFileException e) {
      LOG.debug("{} has just vanished; what has become of it, the next look tells", folder.existing());
      return false;
    } catch (IOException e) {
      // As in a chroot, which hides the mounts: two seconds are the price.
      LOG.debug("no telling where {} lies", folder.existing(), e);
      return true;
    }
  }

  private void pause() throws IOException {
    try {
      disk.pause(NETWORK_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two looks for a probe");
    }
  }
}
