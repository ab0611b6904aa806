package org.stillkeep.files;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Folders that hold too much, or too little for long, to be given to Stillkeep as a whole. */
final class UnsuitableFolders {

  /** The system's own, with all that is in them; below the root or the drive, folded. */
  private static final List<Path> SYSTEM =
      paths(
          "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "sys", "system", "usr/bin", "usr/lib", "usr/lib64",
          "usr/sbin", "windows", "program files", "program files (x86)");

  /** Folders of folders: one inside them is fine. */
  private static final List<Path> SHARED =
      paths(
          "applications", "home", "library", "media", "opt", "private", "private/var", "root", "run", "run/media", "users", "usr",
          "usr/local", "var", "var/lib", "var/log", "volumes");

  private static final List<Path> TEMPORARY = paths("tmp", "var/tmp", "private/tmp", "private/var/tmp", "windows/temp");

  private final Path home;
  private final Path temporary;

  UnsuitableFolders(Path home, Path temporary) {
    this.home = home;
    this.temporary = temporary;
  }

  Optional<String> reason(Path real) {
    if (real.getNameCount() == 0) {
      return Optional.of("it is the root of a file system");
    }
    if (real.getFileSystem() == home.getFileSystem() && home.startsWith(real)) {
      return Optional.of(home.equals(real) ? "it is your home folder itself" : "it contains your home folder");
    }
    if (real.equals(home.resolve("Desktop"))) {
      return Optional.of("it is your desktop");
    }
    Path below = belowRoot(real);
    if (real.equals(temporary) || TEMPORARY.contains(below)) {
      return Optional.of("it is a folder for temporary files");
    }
    if (SHARED.contains(below) || SYSTEM.stream().anyMatch(below::startsWith)) {
      return Optional.of("it belongs to the system");
    }
    return Optional.empty();
  }

  private static Path belowRoot(Path real) {
    FileSystem fileSystem = SYSTEM.get(0).getFileSystem();
    List<String> names = Nesting.folded(Nesting.segments(real.getRoot().relativize(real)));
    return fileSystem.getPath(String.join("/", names));
  }

  private static List<Path> paths(String... names) {
    return List.of(names).stream().map(Path::of).toList();
  }
}
