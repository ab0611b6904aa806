package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.stillkeep.inbox.ArchiveException.State;
import org.stillkeep.takeout.ArchiveName;
import org.stillkeep.takeout.ArchiveName.Format;

/** Opens archives of every kind. */
public final class Archives {

  private Archives() {}

  /**
   * Opens a ZIP, an unpacked folder, or a loose file, which is an archive with one entry. Symbolic links are not followed.
   *
   * @throws ArchiveException when it cannot be read as a whole; one broken entry is no reason
   */
  public static Archive open(Path path) throws IOException {
    if (FileFacts.attributesOf(path).isDirectory()) {
      return UnpackedArchive.ofFolder(path);
    }
    FileStart start = startOf(path);
    if (start == FileStart.GZIP) {
      throw new ArchiveException(State.NOT_READ_YET, path, "a TGZ: ask Google for ZIP, or unpack it and drop the folder");
    }
    if (start == FileStart.ZIP || isNamedLikeAnArchive(path)) {
      return openZip(path, start);
    }
    return UnpackedArchive.ofFile(path);
  }

  static FileStart startOf(Path path) throws IOException {
    try (SourceFile file = SourceFile.open(path, new LongAdder())) {
      return FileStart.of(file.readFully(0, (int) Math.min(FileStart.BYTES, file.sizeBytes())));
    }
  }

  private static boolean isNamedLikeAnArchive(Path path) {
    Format format = ArchiveName.parse(SettledArchive.fileNameOf(path)).format();
    return format == Format.ZIP || format == Format.TGZ;
  }

  private static Archive openZip(Path path, FileStart start) throws IOException {
    try {
      return ZipArchive.open(path);
    } catch (ArchiveException e) {
      boolean unexplained = e.state() == State.GROWING || (e.state() == State.DAMAGED && start == FileStart.ZEROS);
      ArchiveException explained = unexplained ? explain(path, start) : null;
      if (explained == null) {
        throw e;
      }
      explained.addSuppressed(e);
      throw explained;
    }
  }

  /** A better reason than "it has no end", if its beginning gives one; null if not. */
  private static ArchiveException explain(Path path, FileStart start) {
    return switch (start) {
      case EMPTY -> new ArchiveException(State.EMPTY, path, "it is empty");
      case ZEROS -> new ArchiveException(State.ZERO_FILLED, path, "it is all zeros so far");
      case WEB_PAGE -> new ArchiveException(State.WEB_PAGE, path, "it is a web page, not an archive");
      case SPLIT_ZIP -> new ArchiveException(State.SPLIT, path, "it is one piece of an archive that was split");
      case OTHER -> new ArchiveException(State.NOT_AN_ARCHIVE, path, "it is not an archive, whatever its name says");
      case ZIP, GZIP -> null;
    };
  }
}
