package org.stillkeep.export;

import java.io.IOException;
import java.util.Optional;
import org.stillkeep.catalog.SettingsTable;
import org.stillkeep.export.ExportState.Kind;

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
    return new ExpectedFolder(options, rememberedId()).check();
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
    settings.put(idSetting(options), marker.exportId());
  }

  /** The id this export had when it was set up. */
  Optional<String> rememberedId() {
    return settings.get(idSetting(options));
  }

  /** The setting that remembers the id of an export. */
  static String idSetting(ExportOptions options) {
    return "export." + options.name() + ".id";
  }
}
