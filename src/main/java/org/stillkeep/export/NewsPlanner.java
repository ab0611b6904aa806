package org.stillkeep.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;

/**
 * Makes the plan of a pass from what has changed since the folder was in step: the same steps as {@link Planner} finds, at a cost
 * that goes with the changes. Reads; writes nothing. Looks at no file but those of assets that have something to be done, and for
 * whether a new name is taken; where anything is not as the ledger has it, it leaves the plan to the one who looks at all.
 */
final class NewsPlanner {

  private final Catalog catalog;
  private final LedgerTable ledger;
  private final ExportOptions options;
  private final Embedding embedding;
  private final Sidecars sidecars;
  private final Wish wish;

  /** What the ledger has of the changed assets. */
  private final List<LedgerFile> rows = new ArrayList<>();

  private final Leaving leaving = new Leaving();
  private final Map<String, Set<Long>> leavingAssets = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();
  private Optional<FolderNames> names = Optional.empty();

  /** Whether something is not as the ledger has it. */
  private boolean odd;

  /** @param wish for the changed assets alone */
  NewsPlanner(Catalog catalog, LedgerTable ledger, ExportOptions options, Embedding embedding, News news, Wish wish) {
    this.catalog = catalog;
    this.ledger = ledger;
    this.options = options;
    this.embedding = embedding;
    this.sidecars = Sidecars.of(options);
    this.wish = wish;
    news.assetIds().forEach(id -> rows.addAll(ledger.filesOfAsset(id)));
  }

  /** Keys of all folders in which anything of the plan may be. */
  Set<String> folderKeys() {
    Set<String> keys = new TreeSet<>();
    rows.forEach(row -> keys.add(row.folderKey()));
    wish.folders().forEach(folder -> keys.add(folder.key()));
    return keys;
  }

  /** The plan; empty when the whole folder has to be looked at for it. */
  Optional<Plan> plan(Runnable stopIfRequested) throws IOException {
    odd |= rows.stream().anyMatch(row -> !row.isThere() || row.intended().isPresent() || row.edited());
    findLeaving();
    for (FolderWish folder : wish.folders()) {
      stopIfRequested.run();
      planFolder(folder);
      if (odd) {
        return Optional.empty();
      }
    }
    List<LedgerFolder> left = leftFolders();
    List<LedgerFile> rest = leaving.rest();
    boolean isTooMuch =
        options.deleted() == Deleted.TRASH
            && !options.allowMassDelete()
            && TrashGuard.isTooMuch(Planner.mediaIn(rest), ledger::mediaCount);
    if (!isTooMuch) {
      rest.forEach(file -> steps.add(options.deleted() == Deleted.TRASH ? new Step.Trash(file) : new Step.Forget(file)));
      left.forEach(folder -> steps.add(new Step.LeaveFolder(folder.path(), Optional.of(folder.key()))));
    }
    return odd ? Optional.empty() : Optional.of(new Plan(List.copyOf(steps), isTooMuch ? Planner.mediaIn(rest) : 0));
  }

  private void findLeaving() {
    Map<String, Set<Long>> wished = new HashMap<>();
    wish.folders().forEach(folder -> wished.put(folder.key(), Set.copyOf(folder.assetIds())));
    for (LedgerFile row : rows) {
      if (!wished.getOrDefault(row.folderKey(), Set.of()).contains(row.assetId())) {
        leaving.add(row);
        leavingAssets.computeIfAbsent(row.folderKey(), key -> new TreeSet<>()).add(row.assetId());
      }
    }
  }

  /** Folders that have lost all their assets. Their own JSON leaves with them. */
  private List<LedgerFolder> leftFolders() {
    List<LedgerFolder> left = new ArrayList<>();
    for (Map.Entry<String, Set<Long>> folder : leavingAssets.entrySet()) {
      boolean wanted = wish.folders().stream().anyMatch(each -> each.key().equals(folder.getKey()));
      Optional<LedgerFolder> known = ledger.folder(folder.getKey());
      if (!wanted && folder.getValue().containsAll(ledger.someAssetsIn(folder.getKey(), folder.getValue().size() + 1))) {
        odd |= known.isEmpty();
        ledger.file(folder.getKey(), 0, Role.ALBUM_JSON).ifPresent(leaving::add);
        known.ifPresent(left::add);
      }
    }
    return left;
  }

  private void planFolder(FolderWish folder) throws IOException {
    Optional<LedgerFolder> known = ledger.folder(folder.key());
    Map<Long, AssetRows> ofFolder = AssetRows.byAsset(rows.stream().filter(row -> row.folderKey().equals(folder.key())).toList());
    String path = known.isPresent() ? known.get().path() : newPath(folder);
    List<WantedAsset> toDo = new ArrayList<>();
    for (WantedAsset asset : assets(folder)) {
      if (!ofFolder.getOrDefault(asset.id(), new AssetRows()).isSettled(asset, path, sidecars, embedding)) {
        toDo.add(asset);
      }
    }
    if (odd || toDo.isEmpty()) {
      return;
    }
    Map<Long, AssetRows> its = new HashMap<>();
    toDo.forEach(asset -> Optional.ofNullable(ofFolder.get(asset.id())).ifPresent(found -> its.put(asset.id(), found)));
    toDo.forEach(asset -> requireWhole(asset, its.get(asset.id()), path));
    FolderListing listing = listing(its, path);
    steps.add(new Step.CreateFolder(known.orElseGet(() -> new LedgerFolder(folder.key(), path, folder.title(), Optional.empty()))));
    steps.addAll(
        new FolderPlanner(
                folder.key(), path, sidecars, embedding, its, listing, row -> false, leaving, name -> isTaken(path + "/" + name))
            .plan(toDo));
    if (known.isEmpty() && folder.album().isPresent() && sidecars.isWanted(Role.ALBUM_JSON)) {
      steps.add(new Step.PutAlbumJson(folder.key(), path, folder.album().get()));
    }
  }

  private String newPath(FolderWish folder) throws IOException {
    if (names.isEmpty()) {
      names = Optional.of(new FolderNames(ledger.folders(), FolderListing.read(options.folder())));
    }
    String path = names.get().choose(folder);
    odd |= exists(path);
    return path;
  }

  private List<WantedAsset> assets(FolderWish folder) {
    return folder.assetIds().stream()
        .flatMap(id -> catalog.assets().byId(id).stream())
        .map(stored -> WantedAsset.of(stored.asset(), wish.filing(stored.id()), options.zone(), embedding))
        .toList();
  }

  /** Either nothing of an asset is in the folder, or its photo is, with both halves. */
  private void requireWhole(WantedAsset asset, AssetRows its, String folderPath) {
    if (its != null) {
      odd |= its.file(Role.MEDIA).isEmpty() || (asset.isLive() && its.file(Role.LIVE_VIDEO).isEmpty());
      odd |= its.all().stream().anyMatch(row -> !row.path().startsWith(folderPath + "/"));
    }
  }

  /** Only of what the ledger has there. */
  private FolderListing listing(Map<Long, AssetRows> its, String folderPath) throws IOException {
    Map<String, FileFacts> entries = new TreeMap<>();
    for (AssetRows each : its.values()) {
      for (LedgerFile row : each.all()) {
        if (!odd && exists(row.path())) {
          FileFacts facts = FileFacts.read(ExportPath.under(options.folder(), row.path()));
          odd |= !facts.looksLike(row);
          entries.put(row.path().substring(folderPath.length() + 1), facts);
        } else {
          odd = true;
        }
      }
    }
    return new FolderListing(entries);
  }

  private boolean isTaken(String path) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(ExportPath.name(path));
    if (ledger.hasNameLike(path)) {
      return true;
    }
    // A file that nobody knows may be the very one that is wanted; of other letters the ledger does not tell the case.
    odd |= !ascii || exists(path);
    return false;
  }

  private boolean exists(String path) {
    return Files.exists(ExportPath.under(options.folder(), path), LinkOption.NOFOLLOW_LINKS);
  }
}
