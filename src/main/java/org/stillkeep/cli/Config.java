package org.stillkeep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.importer.AfterImport;
import org.stillkeep.importer.Trust;

/**
 * The configuration, read and checked; every path absolute.
 *
 * @param file where it was read from
 * @param inboxes folders into which archives are dropped
 * @param afterImport what becomes of an archive once all of it is safely in the library
 * @param trust what tells that an entry of a new archive is in the library already
 * @param state folder of catalog, lock, socket, key file and logs
 * @param scanInterval longest time between two listings of the inboxes
 * @param quietTime how long an archive must not have changed before it is read
 * @param zone for capture times of which only the moment is known
 * @param libsodium whether the system's libsodium may be used
 * @param library the library
 * @param exports the export folders
 * @param page the status page
 * @param polite how the agent keeps out of the way of others
 * @param tray whether an icon is shown where the desktop has a place for it
 * @param notices what somebody is told of without asking
 */
record Config(
    Path file,
    List<Path> inboxes,
    AfterImport afterImport,
    Trust trust,
    Path state,
    Duration scanInterval,
    Duration quietTime,
    ZoneId zone,
    boolean libsodium,
    LibraryConfig library,
    List<ExportConfig> exports,
    PageConfig page,
    PoliteConfig polite,
    boolean tray,
    NoticesConfig notices) {

  Config {
    inboxes = List.copyOf(inboxes);
    exports = List.copyOf(exports);
  }

  /** Every folder that must not overlap another, with the key that names it. */
  List<DisjointFolders.Folder> folders() {
    List<DisjointFolders.Folder> folders = new ArrayList<>();
    for (int i = 0; i < inboxes.size(); i++) {
      folders.add(new DisjointFolders.Folder("inbox", "inbox[" + i + "]", inboxes.get(i)));
    }
    if (library.kind() == LibraryConfig.Kind.VAULT) {
      folders.add(new DisjointFolders.Folder("vault", "library.path", vault()));
    }
    for (int i = 0; i < exports.size(); i++) {
      folders.add(new DisjointFolders.Folder("export", "export[" + i + "].path", exports.get(i).path()));
    }
    folders.add(new DisjointFolders.Folder("state", "state", state));
    return folders;
  }

  /** This configuration without these inboxes and export folders. */
  Config without(Set<Path> left) {
    List<Path> otherInboxes = inboxes.stream().filter(inbox -> !left.contains(inbox)).toList();
    return with(otherInboxes, library, exports.stream().filter(export -> !left.contains(export.path())).toList());
  }

  /** This configuration with another library. */
  Config with(LibraryConfig other) {
    return with(inboxes, other, exports);
  }

  /** This configuration with the library in that one of the two places that it names. */
  Config at(LibraryConfig.Kind kind) {
    return with(library.at(kind, library.account()));
  }

  private Config with(List<Path> otherInboxes, LibraryConfig otherLibrary, List<ExportConfig> otherExports) {
    return new Config(
        file,
        otherInboxes,
        afterImport,
        trust,
        state,
        scanInterval,
        quietTime,
        zone,
        libsodium,
        otherLibrary,
        otherExports,
        page,
        polite,
        tray,
        notices);
  }

  /** The vault's folder. */
  Path vault() {
    return library.vault();
  }

  /** The catalog's file: each kind of library has its own, so that whoever changes between them loses nothing. */
  Path catalogFile() {
    return state.resolve(library.kind() == LibraryConfig.Kind.VAULT ? "catalog.sqlite" : "ente-catalog.sqlite");
  }
}
