package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stillkeep.export.ExportState.Kind;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DurableFiles;

/**
 * What should lie at the path of an export, to be held against what does.
 *
 * @param exportId the id that the export got when it was set up; empty when it never was
 */
record ExpectedFolder(ExportOptions options, Optional<String> exportId) {

  /** Looks. Writes nothing, and never creates the folder. */
  ExportState check() {
    Path root = options.folder();
    try {
      if (!Files.isDirectory(root)) {
        return absent("the folder is not there");
      }
      Optional<Marker> marker = Marker.read(root);
      if (marker.isPresent()) {
        return judge(marker.get());
      }
      if (exportId.isPresent()) {
        return absent("the folder has no marker " + Marker.FILE_NAME);
      }
      return isEmpty(root) ? state(Kind.NEW, "the folder is empty") : state(Kind.FOREIGN, "the folder has files, but no marker");
    } catch (IOException e) {
      return state(Kind.NOT_CONNECTED, FailureWords.of(e));
    }
  }

  private ExportState judge(Marker marker) {
    if (exportId.isPresent() && !exportId.get().equals(marker.exportId())) {
      return foreign(marker, "another export lies there (" + marker.exportId() + ", expected was " + exportId.get() + ")");
    }
    if (!marker.libraryId().equals(options.libraryId())) {
      return foreign(marker, "it is the export of another library (" + marker.libraryId() + ")");
    }
    if (!marker.owner().equals(options.owner())) {
      return foreign(marker, "another machine keeps it up to date (" + marker.owner() + ")");
    }
    return new ExportState(Kind.CONNECTED, options.folder(), "", Optional.of(marker.owner()));
  }

  private ExportState absent(String reason) {
    return state(exportId.isPresent() ? Kind.NOT_CONNECTED : Kind.NEW, reason);
  }

  private ExportState state(Kind kind, String reason) {
    return new ExportState(kind, options.folder(), reason, Optional.empty());
  }

  private ExportState foreign(Marker marker, String reason) {
    return new ExportState(Kind.FOREIGN, options.folder(), reason, Optional.of(marker.owner()));
  }

  private static boolean isEmpty(Path root) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(root)) {
      for (Path each : names) {
        if (!isNothing(each.getFileName().toString())) {
          return false;
        }
      }
      return true;
    }
  }

  /** A crash between a folder's first proof and its marker leaves a probe or half a marker of ours: still a new folder. */
  private static boolean isNothing(String name) {
    return Litter.isLitter(name) || DurableFiles.isTemporaryName(name) || DisjointFolders.isProbeName(name);
  }
}
