package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stillkeep.catalog.SettingsTable;
import org.stillkeep.export.ExportState.Kind;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DurableFiles;

/** Tells by the marker whether the folder at the configured path is this export, and sets it up when a person asks for it. */
final class Connection {

  private final ExportOptions options;
  private final SettingsTable settings;

  Connection(ExportOptions options, SettingsTable settings) {
    this.options = options;
    this.settings = settings;
  }

  /** Reads; writes nothing, and never creates the folder. */
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
      if (rememberedId().isPresent()) {
        return absent("the folder has no marker " + Marker.FILE_NAME);
      }
      return isEmpty(root) ? state(Kind.NEW, "the folder is empty") : state(Kind.FOREIGN, "the folder has files, but no marker");
    } catch (IOException e) {
      return state(Kind.NOT_CONNECTED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The marker of the connected export.
   *
   * @throws ExportException in any other state
   */
  Marker require() throws IOException {
    ExportState state = check();
    if (!state.isConnected()) {
      throw refusal(state);
    }
    Marker marker = Marker.read(options.folder()).orElseThrow(() -> refusal(check()));
    if (rememberedId().isEmpty()) {
      remember(marker);
    }
    return marker;
  }

  /** The exception that says so. */
  ExportException refusal(ExportState state) {
    ExportException.Reason reason =
        state.kind() == Kind.FOREIGN ? ExportException.Reason.FOREIGN : ExportException.Reason.NOT_CONNECTED;
    return new ExportException(reason, options.folder(), options.folder() + ": " + state.reason(), null);
  }

  void remember(Marker marker) {
    settings.put(idSetting(), marker.exportId());
  }

  /** The id this export had when it was set up. */
  Optional<String> rememberedId() {
    return settings.get(idSetting());
  }

  private String idSetting() {
    return "export." + options.name() + ".id";
  }

  private ExportState judge(Marker marker) {
    Optional<String> expected = rememberedId();
    if (expected.isPresent() && !expected.get().equals(marker.exportId())) {
      return foreign(marker, "another export lies there (" + marker.exportId() + ", expected was " + expected.get() + ")");
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
    return state(rememberedId().isPresent() ? Kind.NOT_CONNECTED : Kind.NEW, reason);
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
