package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;

/**
 * Makes the plan of a pass: gathers wish, ledger and what is there, folder by folder, and puts the steps in order. Reads;
 * writes nothing. Folders in which the ledger agrees with the wish are looked at only in a full pass.
 */
final class Planner {

  private final Catalog catalog;
  private final LedgerTable ledger;
  private final ExportOptions options;
  private final boolean full;
  private final Predicate<LedgerFile> staysGone;
  private final Runnable stopIfRequested;
  private final Sidecars sidecars;
  private final Embedding embedding;
  private final FolderNames names;
  private final List<Step> steps = new ArrayList<>();
  private final List<Step> atTheEnd = new ArrayList<>();

  /**
   * The plan. Where deletions are respected, too many at once are taken for an accident: these are written again.
   *
   * @param full whether to look into folders in which all seems right
   * @param mayBeDeletions whether what is gone can have been deleted by its owner, and not lost with a pass that was cut off
   * @param stopIfRequested called between folders; throws to stop
   */
  static Plan plan(
      Catalog catalog,
      LedgerTable ledger,
      ExportOptions options,
      Embedding embedding,
      boolean full,
      boolean mayBeDeletions,
      Runnable stopIfRequested,
      Wish wish)
      throws IOException {
    boolean respects = options.deletions() == Deletions.RESPECT;
    Predicate<LedgerFile> knownOnes = row -> respects && row.edited();
    Predicate<LedgerFile> all = row -> respects;
    Plan plan = new Planner(catalog, ledger, options, embedding, full, mayBeDeletions ? all : knownOnes, stopIfRequested).plan(wish);
    boolean isAccident = TrashGuard.isTooMuch(plan.respectedMedia(), ledger::mediaCount);
    return isAccident ? new Planner(catalog, ledger, options, embedding, full, knownOnes, stopIfRequested).plan(wish) : plan;
  }

  private Planner(
      Catalog catalog,
      LedgerTable ledger,
      ExportOptions options,
      Embedding embedding,
      boolean full,
      Predicate<LedgerFile> staysGone,
      Runnable stopIfRequested)
      throws IOException {
    this.catalog = catalog;
    this.ledger = ledger;
    this.options = options;
    this.full = full;
    this.staysGone = staysGone;
    this.stopIfRequested = stopIfRequested;
    this.sidecars = Sidecars.of(options);
    this.embedding = embedding;
    this.names = new FolderNames(ledger.folders(), FolderListing.read(options.folder()));
  }

  private Plan plan(Wish wish) throws IOException {
    Leaving leaving = Leaving.of(wish, ledger);
    for (FolderWish folder : wish.folders()) {
      stopIfRequested.run();
      planFolder(folder, assets(folder, wish), leaving);
    }
    List<LedgerFile> rest = leaving.rest();
    long heldBack = isTooMuch(rest) ? mediaIn(rest) : 0;
    if (heldBack == 0) {
      rest.forEach(file -> steps.add(farewell(file)));
    }
    leaveFolders(wish, heldBack == 0 ? List.of() : rest);
    steps.addAll(atTheEnd);
    return new Plan(List.copyOf(steps), heldBack);
  }

  private void planFolder(FolderWish wish, List<WantedAsset> assets, Leaving leaving) throws IOException {
    List<LedgerFile> files = ledger.filesOf(wish.key());
    Optional<LedgerFolder> before = names.before(wish);
    if (before.isEmpty()) {
      planIn(new LedgerFolder(wish.key(), names.choose(wish), wish.title(), Optional.empty()), wish, files, assets, leaving);
    } else if (names.isRenamed(wish)) {
      planRename(before.get(), wish, files, assets, leaving);
    } else {
      planIn(before.get(), wish, files, assets, leaving);
    }
  }

  /** A folder that is wholly ours is renamed; from any other our files move out, and the rest of it stays. */
  private void planRename(
      LedgerFolder before, FolderWish wish, List<LedgerFile> files, List<WantedAsset> assets, Leaving leaving)
      throws IOException {
    String newPath = names.choose(wish);
    Path target = ExportPath.under(options.folder(), newPath);
    FolderListing listing = list(before.path());
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) || !isWhollyOurs(listing, before.path(), files)) {
      planIn(new LedgerFolder(wish.key(), newPath, wish.title(), Optional.empty()), wish, files, assets, leaving);
      atTheEnd.add(new Step.LeaveFolder(before.path(), Optional.empty()));
      return;
    }
    steps.add(new Step.RenameFolder(before, newPath, wish.title()));
    leaving.renamed(before, newPath);
    List<LedgerFile> renamed =
        files.stream()
            .map(file -> file.movedTo(file.folderKey(), newPath + file.path().substring(before.path().length())))
            .toList();
    planFiles(newPath, wish, renamed, listing, assets, leaving);
  }

  private static boolean isWhollyOurs(FolderListing listing, String folderPath, List<LedgerFile> files) {
    Set<String> ours = new HashSet<>();
    for (LedgerFile file : files) {
      if (!file.path().startsWith(folderPath + "/")) {
        return false;
      }
      ours.add(file.path().substring(folderPath.length() + 1));
    }
    ours.add(FolderListing.METADATA);
    return !listing.entries().isEmpty() && ours.containsAll(listing.entries().keySet());
  }

  private void planIn(
      LedgerFolder folder, FolderWish wish, List<LedgerFile> files, List<WantedAsset> assets, Leaving leaving)
      throws IOException {
    if (!full && isSettled(folder.path(), wish, files, assets)) {
      return;
    }
    int begin = steps.size();
    planFiles(folder.path(), wish, files, list(folder.path()), assets, leaving);
    boolean writes = steps.subList(begin, steps.size()).stream().anyMatch(Planner::needsFolder);
    if (writes || names.before(wish).isEmpty()) {
      steps.add(begin, new Step.CreateFolder(folder));
    }
  }

  private static boolean needsFolder(Step step) {
    return step instanceof Step.PutAsset || step instanceof Step.PutAlbumJson;
  }

  private boolean isSettled(String folderPath, FolderWish wish, List<LedgerFile> files, List<WantedAsset> assets) {
    Map<Long, AssetRows> rows = AssetRows.byAsset(files);
    AssetRows none = new AssetRows();
    return isAlbumJsonSettled(folderPath, wish, files)
        && files.stream().allMatch(file -> sidecars.isWanted(file.role()))
        && assets.stream().allMatch(asset -> rows.getOrDefault(asset.id(), none).isSettled(asset, folderPath, sidecars, embedding));
  }

  private boolean isAlbumJsonSettled(String folderPath, FolderWish wish, List<LedgerFile> files) {
    if (!hasAlbumJson(wish)) {
      return true;
    }
    String stamp = wish.album().get().stamp();
    return files.stream()
        .filter(file -> file.role() == Role.ALBUM_JSON && file.path().equals(AlbumJson.path(folderPath)))
        .anyMatch(file -> file.edited() || (file.isThere() && file.intended().isEmpty() && file.stamp().equals(stamp)));
  }

  private boolean hasAlbumJson(FolderWish wish) {
    return wish.album().isPresent() && sidecars.isWanted(Role.ALBUM_JSON);
  }

  private void planFiles(
      String folderPath,
      FolderWish wish,
      List<LedgerFile> files,
      FolderListing listing,
      List<WantedAsset> assets,
      Leaving leaving) {
    Map<Long, AssetRows> rows = AssetRows.byAsset(files);
    steps.addAll(new FolderPlanner(wish.key(), folderPath, sidecars, embedding, rows, listing, staysGone, leaving, name -> false).plan(assets));
    boolean jsonIsThere = rows.getOrDefault(0L, new AssetRows()).file(Role.ALBUM_JSON).isPresent();
    if (!isAlbumJsonSettled(folderPath, wish, files) || (hasAlbumJson(wish) && !jsonIsThere)) {
      steps.add(new Step.PutAlbumJson(wish.key(), folderPath, wish.album().orElseThrow()));
    }
  }

  private List<WantedAsset> assets(FolderWish folder, Wish wish) {
    List<WantedAsset> assets = new ArrayList<>();
    for (long id : folder.assetIds()) {
      catalog
          .assets()
          .byId(id)
          .ifPresent(stored -> assets.add(WantedAsset.of(stored.asset(), wish.filing(id), options.zone(), embedding)));
    }
    return assets;
  }

  private Step farewell(LedgerFile file) {
    return options.deleted() == Deleted.TRASH ? new Step.Trash(file) : new Step.Forget(file);
  }

  private boolean isTooMuch(List<LedgerFile> rest) {
    return options.deleted() == Deleted.TRASH
        && !options.allowMassDelete()
        && TrashGuard.isTooMuch(mediaIn(rest), ledger::mediaCount);
  }

  static long mediaIn(List<LedgerFile> files) {
    return files.stream().filter(file -> file.role().isMedia()).count();
  }

  private void leaveFolders(Wish wish, List<LedgerFile> staying) {
    Set<String> needed = new HashSet<>();
    wish.folders().forEach(folder -> needed.add(folder.key()));
    staying.forEach(file -> needed.add(file.folderKey()));
    for (LedgerFolder folder : ledger.folders()) {
      if (!needed.contains(folder.key())) {
        atTheEnd.add(new Step.LeaveFolder(folder.path(), Optional.of(folder.key())));
      }
    }
  }

  private FolderListing list(String path) throws IOException {
    return FolderListing.read(ExportPath.under(options.folder(), path));
  }
}
