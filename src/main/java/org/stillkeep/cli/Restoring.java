package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.export.Exporter;
import org.stillkeep.export.ExportException;
import org.stillkeep.importer.AfterImport;
import org.stillkeep.importer.ImportListener;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.DamagedAssetException;
import org.stillkeep.library.Half;
import org.stillkeep.library.SealedContent;
import org.stillkeep.store.StoreException;

/**
 * Puts lost content back from where it still lies: first the export folders, then the archives in the inboxes and those that were
 * moved aside when they had been imported. A source is believed only by the hash of what is read from it.
 */
final class Restoring {

  private static final Logger log = LoggerFactory.getLogger(Restoring.class);

  private final OpenLibrary open;
  private final Config config;
  private final BooleanSupplier stopRequested;

  Restoring(OpenLibrary open, Config config, BooleanSupplier stopRequested) {
    this.open = open;
    this.config = config;
    this.stopRequested = stopRequested;
  }

  /** Tries everything for all content that is known to be lost. */
  void run() throws IOException {
    if (open.store().store().restoresObjects()) {
      for (StoredAsset lost : lost()) {
        fromExports(lost);
      }
    }
    List<Long> left = lost().stream().map(StoredAsset::id).toList();
    if (!left.isEmpty()) {
      fromArchives(Set.copyOf(open.catalog().outcomes().setsOf(left)));
    }
  }

  /** Whether the asset has its content again, or has been replaced by one that has. */
  boolean isMended(long assetId) {
    return lost().stream().noneMatch(asset -> asset.id() == assetId)
        || open.catalog().assets().byId(assetId).filter(this::isReplaced).isPresent();
  }

  private boolean isReplaced(StoredAsset lost) {
    return open.library().find(lost.asset().hash()).filter(twin -> !open.catalog().checks().isDamaged(twin.id())).isPresent();
  }

  private List<StoredAsset> lost() {
    return open.catalog().checks().damaged();
  }

  private void fromExports(StoredAsset lost) throws IOException {
    for (Exporter exporter : open.exporters(false)) {
      try {
        if (fromExport(lost, exporter)) {
          return;
        }
      } catch (ExportException e) {
        log.info("nothing can be taken from {}: {}", exporter.options().folder(), e.getMessage());
      }
    }
  }

  private boolean fromExport(StoredAsset lost, Exporter exporter) throws IOException {
    Asset asset = lost.asset();
    boolean isLive = asset.kind() == AssetKind.LIVE_PHOTO;
    Optional<Path> still = exporter.copyOf(asset, Half.STILL_OR_WHOLE);
    Optional<Path> video = isLive ? exporter.copyOf(asset, Half.LIVE_VIDEO) : Optional.empty();
    if (still.isEmpty() || (isLive && video.isEmpty())) {
      return false;
    }
    try {
      SealedContent found =
          open.library()
              .seal(part(still.get()), video.isPresent() ? Optional.of(part(video.get())) : Optional.empty(), ByteObserver.NONE, stopRequested);
      return restore(lost, found, still.get());
    } catch (DamagedAssetException e) {
      throw e;
    } catch (IOException e) {
      if (e instanceof StoreException store && store.reason() != StoreException.Reason.UNAVAILABLE) {
        throw e; // a full or read-only vault takes none of the others either
      }
      log.info("{} cannot be restored from {}", asset.details().title(), still.get(), e);
      return false;
    }
  }

  private boolean restore(StoredAsset lost, SealedContent found, Path from) throws IOException {
    boolean restored = open.library().health().restore(lost, found, stopRequested);
    if (restored) {
      log.info("{} has its content again, from {}", lost.asset().details().title(), from);
    } else {
      open.library().discard(found);
    }
    return restored;
  }

  private static ContentPart part(Path file) throws IOException {
    return new ContentPart(
        file.getFileName().toString(), Files.size(file), ContentPart.UNKNOWN_CRC, () -> Files.newInputStream(file));
  }

  /** An import reads what is lost, and nothing else that is known. Archives stay where they are. */
  private void fromArchives(Set<String> sets) throws IOException {
    Importer importer = open.importer(AfterImport.KEEP);
    for (ArchiveSet set : ArchiveSet.group(archives())) {
      if (sets.contains(set.id())) {
        importer.run(importer.plan(set, stopRequested), ImportListener.NONE, stopRequested);
      }
    }
  }

  private List<SettledArchive> archives() throws IOException {
    List<Path> folders = new ArrayList<>(config.inboxes());
    for (Path inbox : config.inboxes()) {
      folders.addAll(movedFolders(inbox));
    }
    InboxScanner scanner = new InboxScanner(folders, new SettleOptions(Duration.ZERO), System::nanoTime);
    // Settled is what two looks find alike.
    scanner.scan(stopRequested);
    return scanner.scan(stopRequested).settled();
  }

  private static List<Path> movedFolders(Path inbox) throws IOException {
    List<Path> moved = new ArrayList<>();
    addIfThere(inbox, moved);
    if (Files.isDirectory(inbox)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(inbox, Files::isDirectory)) {
        folders.forEach(folder -> addIfThere(folder, moved));
      }
    }
    return moved;
  }

  private static void addIfThere(Path folder, List<Path> moved) {
    Path each = folder.resolve(AfterImport.MOVED_FOLDER);
    if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
      moved.add(each);
    }
  }
}
