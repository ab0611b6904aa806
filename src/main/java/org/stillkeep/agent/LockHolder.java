package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Linux tells of a process that holds a lock, by proc(5). One that was ended goes only when each of its threads has come back
 * from the system; a thread that waits for a disk that hangs does not, and until then the process keeps its locks (F17).
 */
final class LockHolder {

  private static final Logger log = LoggerFactory.getLogger(LockHolder.class);

  private static final Path PROC = Path.of("/proc");
  private static final Pattern NAME = Pattern.compile("process (\\d+)");
  private static final String ENDED = "Z";
  private static final String WAITS_FOR_A_DISK = "D";

  /** Of a line of mountinfo: where it is mounted, and as which type. */
  private static final Pattern MOUNT = Pattern.compile("\\S+ \\S+ \\S+ \\S+ (\\S+) .*? - (\\S+) .*");

  /** Not what desktops mount for themselves by FUSE, which holds nobody's photos. */
  private static final Pattern REMOTE = Pattern.compile("fuse(blk|\\.(?!portal$|gvfsd-fuse$).*)?|nfs4?|cifs|smb.*|9p|ceph|afs");

  private LockHolder() {}

  /**
   * The holder and what it waits for, where that can be told. No disk is asked.
   *
   * @param noted what the holder has written into the file of the lock
   */
  static String inWords(String noted) {
    return inWords(noted, PROC);
  }

  /** @param proc where proc(5) is */
  static String inWords(String noted, Path proc) {
    Matcher name = NAME.matcher(noted);
    if (!name.matches()) {
      return noted;
    }
    Path process = proc.resolve(name.group(1));
    if (!state(process).equals(ENDED)) {
      return noted;
    }
    Optional<Path> waiting = children(process.resolve("task")).stream().filter(task -> state(task).equals(WAITS_FOR_A_DISK)).findFirst();
    return waiting.map(task -> noted + ", which was ended and still waits for " + disk(task)).orElse(noted);
  }

  /** One letter; empty text when there is no such process or thread. */
  private static String state(Path task) {
    String stat = read(task.resolve("stat"));
    // The name before it stands in brackets, and may hold brackets.
    int name = stat.lastIndexOf(") ");
    return name < 0 ? "" : stat.substring(name + 2, name + 3);
  }

  private static String disk(Path task) {
    List<Path> mounts = read(task.resolve("mountinfo")).lines().flatMap(LockHolder::remoteMount).toList();
    return children(task.resolve("fd")).stream()
        .flatMap(LockHolder::openFile)
        .flatMap(file -> mounts.stream().filter(file::startsWith).max(Comparator.comparing(Path::getNameCount)).stream())
        .findFirst()
        .map(mount -> "the disk at " + mount)
        .orElseGet(() -> oneOf(mounts));
  }

  /** Who hangs in opening a file has none open that would tell, and whoever asks these disks may hang as well. */
  private static String oneOf(List<Path> mounts) {
    return switch (mounts.size()) {
      case 0 -> "a disk that does not answer";
      case 1 -> "the disk at " + mounts.get(0);
      default -> "one of the disks at " + mounts.stream().map(Path::toString).collect(Collectors.joining(", "));
    };
  }

  private static Stream<Path> remoteMount(String line) {
    Matcher mount = MOUNT.matcher(line);
    boolean remote = mount.matches() && REMOTE.matcher(mount.group(2)).matches();
    return remote ? Stream.of(Path.of(mount.group(1).replace("\\040", " "))) : Stream.empty();
  }

  /** What a link in {@code fd} names. Following it further might hang as that thread does. */
  private static Stream<Path> openFile(Path link) {
    try {
      return Stream.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      log.debug("{} is closed by now", link, e);
      return Stream.empty();
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (IOException e) {
      log.debug("{} is not shown", folder, e);
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      log.debug("{} is not shown", file, e);
      return "";
    }
  }
}
