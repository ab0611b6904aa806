package org.stillkeep.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once beside the catalog. Its driver would unpack it into the folder for temporary files at
 * each start, which takes a third of a second, fails where nothing there may be executed, and leaves the file when the process
 * is killed.
 */
final class NativeLibrary {

  /** Read by the driver; a package that brings the library unpacked sets it. */
  private static final String FOLDER = "org.sqlite.lib.path";

  /** As other half-written files of ours in the state folder, so that they are swept with them. */
  private static final String TEMPORARY = ".stillkeep-tmp-";

  private NativeLibrary() {}

  /**
   * Lets the driver load the library from this folder. Does nothing when it has been told a place already, or brings no
   * library for this platform. Where the folder may not hold what is executed, the driver finds that out and helps itself.
   *
   * @throws IOException when it cannot be unpacked there
   */
  static synchronized void unpackInto(Path folder) throws IOException {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    Optional<byte[]> library = content(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    if (library.isPresent()) {
      unpack(library.get(), folder.resolve(name));
      System.setProperty(FOLDER, folder.toString());
    }
  }

  private static Optional<byte[]> content(String resource) throws IOException {
    try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  /** Compared as a whole: it is that of another version after an upgrade, and may be damaged. */
  private static void unpack(byte[] library, Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == library.length && Arrays.equals(Files.readAllBytes(file), library)) {
      return;
    }
    Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      PrivateFile.create(temporary);
      Files.write(temporary, library, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
      // Never written in place: another process may run it.
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
