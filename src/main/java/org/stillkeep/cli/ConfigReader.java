package org.stillkeep.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.stillkeep.ente.EnteServer;
import org.stillkeep.export.Deleted;
import org.stillkeep.export.Deletions;
import org.stillkeep.export.Layout;
import org.stillkeep.export.MultiAlbum;
import org.stillkeep.export.SidecarForm;
import org.stillkeep.export.SidecarPlace;
import org.stillkeep.export.YearFolders;
import org.stillkeep.importer.AfterImport;
import org.stillkeep.importer.Trust;
import org.stillkeep.platform.DiskShare;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads the configuration file. Every mistake names file, line and key; nothing is guessed. */
final class ConfigReader {

  private static final int DAY_SECONDS = 86_400;
  private static final String DEFAULT_SERVER = "https://api.ente.com";
  private static final int MOST_UPLOADS = 16;
  private static final int MOST_REREAD_DAYS = 3650;
  /** An Ente server is asked no more often, lest it be a burden to those who share it. */
  private static final int LEAST_REFRESH_SECONDS = 30;

  private final Places places;

  ConfigReader(Places places) {
    this.places = places;
  }

  /** Reads and checks one file. */
  Config read(Path file) throws ConfigException {
    return read(file, text(file));
  }

  /** Checks a text that is, or is to be, in this file. */
  Config read(Path file, String text) throws ConfigException {
    TomlParseResult parsed = parse(file, text);
    TomlSection top = new TomlSection(file, "", parsed);
    TomlSection library = top.section("library");
    Path base = file.toAbsolutePath().getParent();
    String state = top.text("state", "");
    Config config =
        new Config(
            file,
            paths(top, "inbox", List.of("~/Stillkeep/Inbox"), base),
            top.choice("after_import", AfterImport.KEEP),
            top.choice("trust", Trust.DIRECTORY),
            state.isEmpty() ? places.stateFolder() : path(top, "state", state, base),
            Duration.ofSeconds(top.number("scan_seconds", 60, 1, DAY_SECONDS)),
            Duration.ofSeconds(top.number("quiet_seconds", 10, 0, DAY_SECONDS)),
            zone(top),
            top.flag("libsodium", true),
            library(library, base),
            exports(top, base),
            new PageSection(top.section("page"), (section, key, written) -> path(section, key, written, base)).read(),
            polite(top.section("polite")),
            tray(top.section("tray")),
            notices(top));
    library.refuseUnknownKeys();
    top.refuseUnknownKeys();
    return config;
  }

  private static TomlParseResult parse(Path file, String text) throws ConfigException {
    TomlParseResult parsed = Toml.parse(text);
    if (parsed.hasErrors()) {
      TomlParseError first = parsed.errors().get(0);
      throw new ConfigException(
          file, first.position().line(), "", "not TOML: " + first.getMessage(), "compare it with config.example.toml");
    }
    return parsed;
  }

  private static String text(Path file) throws ConfigException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          file, 0, "", "no such file", "`stillkeep run` makes one, or copy config.example.toml there");
    } catch (CharacterCodingException e) {
      throw new ConfigException(file, 0, "", "not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      throw new ConfigException(file, 0, "", "cannot be read: " + e.getMessage(), "check its permissions");
    }
  }

  private LibraryConfig library(TomlSection section, Path base) throws ConfigException {
    LibraryConfig library =
        new LibraryConfig(
            section.choice("kind", LibraryConfig.Kind.VAULT),
            path(section, "path", section.text("path", "~/Stillkeep/Vault"), base),
            new AccountConfig(
                section.text("server", DEFAULT_SERVER),
                section.flag("plain_http", false),
                section.text("email", ""),
                section.number("uploads", 4, 1, MOST_UPLOADS),
                1024L * section.number("upload_kib_per_second", 0, 0, Integer.MAX_VALUE),
                Duration.ofSeconds(section.number("refresh_seconds", 300, LEAST_REFRESH_SECONDS, DAY_SECONDS))),
            section.flag("keep_unlocked", true),
            section.flag("import_trashed", false),
            section.flag("import_locked", false),
            reread(section, "reread_days", 30),
            reread(section, "reread_server_days", 0));
    if (library.kind() == LibraryConfig.Kind.ENTE && library.account().email().isEmpty()) {
      throw section.mistake("email", "is missing, and names the account", "write email = \"you@example.org\" below [library]");
    }
    requireServer(section, library.account());
    return library;
  }

  private static LibraryConfig.Reread reread(TomlSection section, String key, int otherwise) throws ConfigException {
    return new LibraryConfig.Reread(
        section.number(key, otherwise, 0, MOST_REREAD_DAYS),
        1024L * section.number("reread_kib_per_second", 16_384, 1, Integer.MAX_VALUE));
  }

  private static void requireServer(TomlSection section, AccountConfig account) throws ConfigException {
    try {
      EnteServer.parse(account.server(), account.plainHttp());
    } catch (IllegalArgumentException e) {
      throw section.mistake(
          "server",
          "\"" + account.server() + "\": " + e.getMessage(),
          "write it like \"" + DEFAULT_SERVER + "\"; for a server at home without TLS set plain_http = true");
    }
  }

  private List<ExportConfig> exports(TomlSection top, Path base) throws ConfigException {
    List<ExportConfig> exports = new ArrayList<>();
    for (TomlSection section : top.sections("export")) {
      exports.add(
          new ExportConfig(
              path(section, "path", section.text("path", "~/Stillkeep/Export"), base),
              section.choice("layout", Layout.ALBUMS),
              section.texts("albums", List.of("*")),
              section.texts("exclude", List.of()),
              section.flag("hidden", true),
              section.flag("shared", true),
              section.choice("year_folders", YearFolders.UNFILED),
              section.choices("sidecars", SidecarForm.JSON),
              section.choice("json_place", SidecarPlace.METADATA_FOLDER),
              section.flag("embed", false),
              section.choice("multi_album", MultiAlbum.COPY),
              section.choice("deleted", Deleted.TRASH),
              section.choice("deletions", Deletions.RESTORE)));
      section.refuseUnknownKeys();
    }
    return exports;
  }

  private static PoliteConfig polite(TomlSection section) throws ConfigException {
    PoliteConfig polite =
        new PoliteConfig(
            section.number("nice", 10, 0, PoliteConfig.MOST_NICE),
            section.choice("disk", DiskShare.LOW),
            1024L * section.number("kib_per_second", 0, 0, Integer.MAX_VALUE),
            section.choice("on_battery", PoliteConfig.OnBattery.PAUSE));
    section.refuseUnknownKeys();
    return polite;
  }

  private static boolean tray(TomlSection section) throws ConfigException {
    boolean enabled = section.flag("enabled", true);
    section.refuseUnknownKeys();
    return enabled;
  }

  private static NoticesConfig notices(TomlSection top) throws ConfigException {
    TomlSection section = top.section("notices");
    NoticesConfig notices =
        new NoticesConfig(
            top.texts("notify_command", List.of()),
            section.flag("desktop", true),
            section.flag("set_finished", true),
            section.flag("missing_part", true),
            section.flag("needs_you", true),
            section.flag("export_away", true));
    section.refuseUnknownKeys();
    return notices;
  }

  private List<Path> paths(TomlSection section, String key, List<String> otherwise, Path base) throws ConfigException {
    List<Path> paths = new ArrayList<>();
    for (String written : section.texts(key, otherwise)) {
      paths.add(path(section, key, written, base));
    }
    if (paths.isEmpty()) {
      throw section.mistake(key, "names no folder", "name at least one, e.g. inbox = [\"~/Stillkeep/Inbox\"]");
    }
    return paths;
  }

  private Path path(TomlSection section, String key, String written, Path base) throws ConfigException {
    if (written.isBlank()) {
      throw section.mistake(key, "is empty", "name a folder");
    }
    try {
      return places.resolve(written, base);
    } catch (InvalidPathException e) {
      throw section.mistake(key, "\"" + written + "\" is not a path on this computer", "check it for odd characters");
    }
  }

  private static ZoneId zone(TomlSection section) throws ConfigException {
    String written = section.text("time_zone", "");
    try {
      return written.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(written);
    } catch (DateTimeException e) {
      throw section.mistake("time_zone", "\"" + written + "\" is no time zone", "write it like \"Europe/Rome\" or \"+02:00\"");
    }
  }
}
