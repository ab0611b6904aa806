package org.stillkeep.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.importer.ImportSummary.ArchiveFate;
import org.stillkeep.inbox.ArchiveKind;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.Identified;
import org.stillkeep.library.Half;
import org.stillkeep.library.Library;

/**
 * Moves or deletes archives, as {@code after_import} asks. Only when nothing in an archive failed or waits, after all that
 * came from it has been decrypted and hashed again, and while the file is still the very archive that was imported. A doubt
 * keeps the archive.
 */
final class ArchiveFates {

  /** Entries whose content would be lost with the archive, as far as we know. */
  private static final Set<Outcome> ONLY_IN_ARCHIVE =
      EnumSet.of(Outcome.SIDECAR_WAITING, Outcome.TRASHED_SKIPPED, Outcome.LOCKED_SKIPPED, Outcome.IGNORED);

  /** The one file of Google's own that lies in every Takeout, and worthless folders: the only ignored entries not missed. */
  private static final Set<String> WORTHLESS = Set.of("overview of the Takeout, not a photo", "no file", "left behind by an operating system");

  /** A folder or a loose file may be the owner's only copy of more than Google gave him. */
  private static final Set<String> DELETED_KINDS = Set.of(ArchiveKind.ZIP.name(), ArchiveKind.TGZ.name());

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Library library;
  private final Catalog catalog;
  private final ImportOptions options;
  private final Map<Long, Path> present;
  private final BooleanSupplier stopRequested;

  /** @param present where the archives lie, by their numbers in the catalog */
  ArchiveFates(
      Library library,
      Catalog catalog,
      ImportOptions options,
      Map<Long, Path> present,
      BooleanSupplier stopRequested) {
    this.library = library;
    this.catalog = catalog;
    this.options = options;
    this.present = present;
    this.stopRequested = stopRequested;
  }

  /** Whether some archive that is there may be moved or deleted, as far as can be told without reading anything back. */
  boolean isAnyDue() throws IOException {
    boolean due = false;
    if (options.afterImport() != AfterImport.KEEP) {
      for (Map.Entry<Long, Path> each : present.entrySet()) {
        due |= doubt(catalog.archives().byId(each.getKey()).orElseThrow(), each.getValue()).isEmpty();
      }
    }
    return due;
  }

  /** Decides on and carries out the fate of each archive that is there. */
  List<ArchiveFate> decide() throws IOException {
    List<ArchiveFate> fates = new ArrayList<>();
    if (options.afterImport() != AfterImport.KEEP) {
      for (Map.Entry<Long, Path> each : present.entrySet()) {
        fates.add(decide(catalog.archives().byId(each.getKey()).orElseThrow(), each.getValue()));
      }
    }
    return fates;
  }

  private ArchiveFate decide(StoredArchive archive, Path path) throws IOException {
    Optional<String> doubt = doubt(archive, path);
    // From a server, moving is not worth the way back of all that was sent: it can be undone.
    boolean toRead = options.afterImport() == AfterImport.DELETE || !library.isRemote();
    if (doubt.isEmpty() && toRead && !archive.readBack()) {
      doubt = readBack(archive);
      if (doubt.isEmpty()) {
        catalog.archives().markReadBack(archive.id());
      }
    }
    if (doubt.isEmpty()) {
      doubt = changed(archive, path);
    }
    if (doubt.isPresent()) {
      return new ArchiveFate(path, AfterImport.KEEP, doubt.get());
    }
    try {
      ArchiveFate fate = options.afterImport() == AfterImport.MOVE ? move(path) : delete(path);
      if (fate.fate() != AfterImport.KEEP) {
        // Should it be dropped in again, the library may have been damaged since.
        catalog.archives().forgetReadBack(archive.id());
      }
      return fate;
    } catch (IOException e) {
      return new ArchiveFate(path, AfterImport.KEEP, String.valueOf(e.getMessage()));
    }
  }

  /** Asked last, of the file itself: reading back may have taken hours. */
  private Optional<String> changed(StoredArchive archive, Path path) {
    try {
      Identified now = Archives.identify(path, stopRequested);
      if (now.archives().size() > 1 || !now.refused().isEmpty()) {
        return Optional.of("it holds archives of its own");
      }
      boolean same = now.archives().get(0).fingerprint().hex().equals(archive.fingerprint());
      return same ? Optional.empty() : Optional.of("another archive lies in its place");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> doubt(StoredArchive archive, Path path) throws IOException {
    Map<Outcome, Long> sums = catalog.outcomes().sumsOfArchive(archive.id());
    long open = sums.getOrDefault(Outcome.PENDING, 0L);
    long failed = sums.keySet().stream().filter(Outcome::isFailure).mapToLong(sums::get).sum();
    if (open + failed > 0) {
      return Optional.of((open + failed) + " of its entries are not imported");
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it is no longer there, or lies in another archive");
    }
    if (hardLinks(path) > 1) {
      return Optional.of("the file has another name as well (hard link)");
    }
    return options.afterImport() == AfterImport.DELETE ? onlyHere(archive, sums) : Optional.empty();
  }

  /** Moving can be undone; deleting takes along what was never imported. */
  private Optional<String> onlyHere(StoredArchive archive, Map<Outcome, Long> sums) {
    if (!DELETED_KINDS.contains(archive.kind())) {
      return Optional.of("only ZIP and TGZ files are deleted");
    }
    for (Outcome outcome : ONLY_IN_ARCHIVE) {
      boolean worthless =
          outcome == Outcome.IGNORED && WORTHLESS.containsAll(catalog.outcomes().reasons(archive.id(), Outcome.IGNORED));
      if (sums.getOrDefault(outcome, 0L) > 0 && !worthless) {
        return Optional.of("it holds " + sums.get(outcome) + " entries that are nowhere else (" + outcome + ")");
      }
    }
    return Optional.empty();
  }

  private Optional<String> readBack(StoredArchive archive) {
    for (long assetId : catalog.outcomes().assetsOf(archive.id())) {
      Optional<Asset> asset = catalog.assets().byId(assetId).map(StoredAsset::asset);
      if (asset.isEmpty()) {
        return Optional.of("asset " + assetId + " is no longer in the library");
      }
      try {
        readToEnd(asset.get(), Half.STILL_OR_WHOLE);
        if (asset.get().kind() == AssetKind.LIVE_PHOTO) {
          readToEnd(asset.get(), Half.LIVE_VIDEO);
        }
      } catch (IOException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private void readToEnd(Asset asset, Half half) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = library.openContent(asset, half)) {
      while (in.read(buffer) >= 0) {
        Stop.check(stopRequested);
      }
    }
  }

  /** Only within one file system, where moving is renaming: a copy would have to be verified like an import. */
  private ArchiveFate move(Path path) throws IOException {
    Path folder = options.movedFolder().orElseGet(() -> path.resolveSibling(AfterImport.MOVED_FOLDER));
    Files.createDirectories(folder);
    Path target = folder.resolve(path.getFileName().toString());
    for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
      target = folder.resolve(n + " " + path.getFileName());
    }
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      return new ArchiveFate(path, AfterImport.KEEP, folder + " is on another disk");
    }
    return new ArchiveFate(path, AfterImport.MOVE, target.toString());
  }

  private static ArchiveFate delete(Path path) throws IOException {
    Files.delete(path);
    return new ArchiveFate(path, AfterImport.DELETE, "");
  }

  private static int hardLinks(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix") || Files.isDirectory(path)) {
      return 1;
    }
    return (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
  }
}
