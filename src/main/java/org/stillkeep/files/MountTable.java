package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mounts that this process sees, from Linux' {@code /proc/self/mountinfo} (proc(5)): which directory of which device is
 * where. Empty on other platforms.
 */
final class MountTable {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  /** No mount has this id; the first mounts hang on it. */
  private static final int NOWHERE = -1;

  /** One line of the table: this directory of this device is seen at this point. */
  private record Mount(int id, int parentId, Place source, Path point) {}

  /** A directory by its device (major:minor) and its path there. */
  record Place(String device, Path path) {
    @Override
    public String toString() {
      return path + " of device " + device;
    }
  }

  private final List<Mount> mounts;

  private MountTable(List<Mount> mounts) {
    this.mounts = mounts;
  }

  static MountTable ofThisProcess() throws IOException {
    return of(bytes());
  }

  /** The table as it stands; empty where there is none. */
  static byte[] bytes() throws IOException {
    return Files.isReadable(MOUNTINFO) ? Files.readAllBytes(MOUNTINFO) : new byte[0];
  }

  static MountTable of(byte[] mountinfo) {
    List<Mount> mounts = new ArrayList<>();
    new String(mountinfo, ISO_8859_1).lines().map(MountTable::parse).forEach(mounts::add);
    return new MountTable(mounts);
  }

  /** Which directory of which device this real path is; it need not exist. */
  Optional<Place> placeOf(Path real) {
    return covering(real)
        .map(mount -> new Place(mount.source.device, mount.source.path.resolve(mount.point.relativize(real)).normalize()));
  }

  /** The mount points strictly below a real path that can be reached: none that lies under a later mount. */
  List<Path> pointsBelow(Path real) {
    return mounts.stream()
        .filter(each -> isOnThisFileSystem(real) && each.point.startsWith(real) && !each.point.equals(real))
        .filter(each -> covering(each.point).equals(Optional.of(each)))
        .map(Mount::point)
        .toList();
  }

  /** Walks down as the kernel does: of several mounts on the way the first met, of two at one point the later. */
  private Optional<Mount> covering(Path real) {
    Optional<Mount> current = Optional.empty();
    while (isOnThisFileSystem(real)) {
      int parentId = current.map(Mount::id).orElse(NOWHERE);
      Optional<Mount> next =
          mounts.stream()
              .filter(each -> parentOf(each) == parentId && real.startsWith(each.point))
              .reduce((one, later) -> depth(later) <= depth(one) ? later : one);
      if (next.isEmpty()) {
        return current;
      }
      current = next;
    }
    return current;
  }

  /** The parent of a first mount is outside of what this process sees. */
  private int parentOf(Mount mount) {
    boolean known = mount.parentId != mount.id && mounts.stream().anyMatch(each -> each.id == mount.parentId);
    return known ? mount.parentId : NOWHERE;
  }

  private static int depth(Mount mount) {
    return mount.point.getNameCount();
  }

  private static boolean isOnThisFileSystem(Path path) {
    return path.getFileSystem() == MOUNTINFO.getFileSystem();
  }

  /** {@code 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw}. */
  private static Mount parse(String line) {
    String[] fields = line.split(" ", 6);
    return new Mount(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        new Place(fields[2], Path.of("/").resolve(unescaped(fields[3]))),
        Path.of(unescaped(fields[4])));
  }

  /** Blank, tab, line feed and backslash stand as three octal digits. */
  private static String unescaped(String field) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(field.length());
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        bytes.write(Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        bytes.write(field.charAt(i));
      }
    }
    return bytes.toString(UTF_8);
  }
}
