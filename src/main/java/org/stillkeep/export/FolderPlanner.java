package org.stillkeep.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.PortableNames;

/**
 * Plans one folder: lays side by side the assets that should be in it, what the ledger says we wrote, and what is there.
 * Pure: all three come in as values.
 */
final class FolderPlanner {

  private final String folderKey;
  private final String folderPath;
  private final Sidecars sidecars;
  private final Embedding embedding;
  private final Map<Long, AssetRows> rows;
  private final FolderListing listing;
  private final Predicate<LedgerFile> staysGone;
  private final Leaving leaving;
  private final NameChooser names;

  /** Files that the ledger does not know, by size: one of them may be the file that is wanted. */
  private final Map<Long, List<String>> unknownBySize = new HashMap<>();

  /** The same by folded name: a copy with metadata in it has a size that nobody knows before it is made. */
  private final NavigableMap<String, String> unknownByName = new TreeMap<>();

  /** Names of photos that are gone, by asset: they come back under them. */
  private final Map<Long, String> namesBefore = new HashMap<>();

  /** Names of stills that a crash most likely kept from being recorded, by asset: there they will be adopted. */
  private final Map<Long, String> unrecordedStills = new HashMap<>();

  /** The same of moving halves: their names do not stand in the way of their stills, which never got theirs. */
  private final Map<Long, String> unrecordedHalves = new HashMap<>();

  private final List<Step> steps = new ArrayList<>();

  /**
   * @param rows of this folder; their paths as they will be when the steps are carried out
   * @param staysGone whether a file that is gone shall stay so
   * @param leaving copies in other folders that nobody wants any longer; those used here are taken out of it
   * @param isTaken whether a name is taken that neither rows nor listing have
   */
  FolderPlanner(
      String folderKey,
      String folderPath,
      Sidecars sidecars,
      Embedding embedding,
      Map<Long, AssetRows> rows,
      FolderListing listing,
      Predicate<LedgerFile> staysGone,
      Leaving leaving,
      Predicate<String> isTaken) {
    this.folderKey = folderKey;
    this.folderPath = folderPath;
    this.sidecars = sidecars;
    this.embedding = embedding;
    this.rows = rows;
    this.listing = listing;
    this.staysGone = staysGone;
    this.leaving = leaving;
    forgetWhatIsGone();
    Set<String> known = new HashSet<>();
    for (AssetRows each : rows.values()) {
      each.all().stream().filter(this::isHere).map(this::nameHere).forEach(known::add);
    }
    collectUnknown(known);
    known.addAll(listing.entries().keySet());
    this.names = new NameChooser(sidecars, known, isTaken);
  }

  /** The steps for this folder, in order. */
  List<Step> plan(List<WantedAsset> assets) {
    withdrawWhatIsNotWanted();
    for (WantedAsset asset : assets) {
      AssetRows its = rows.getOrDefault(asset.id(), new AssetRows());
      if (!its.isSettled(asset, folderPath, sidecars, embedding)) {
        steps.add(put(asset, its));
      }
    }
    return steps;
  }

  /** Sidecars of a form that was turned off. */
  private void withdrawWhatIsNotWanted() {
    rows.values().stream()
        .flatMap(each -> each.all().stream())
        .filter(row -> !sidecars.isWanted(row.role()))
        .map(Step.Withdraw::new)
        .forEach(steps::add);
  }

  /** Rows without a file go; files that do not look as we left them are looked into. */
  private void forgetWhatIsGone() {
    for (AssetRows each : rows.values()) {
      for (LedgerFile row : each.all()) {
        if (!isHere(row)) {
          continue;
        }
        FileFacts facts = listing.entries().get(nameHere(row));
        boolean neverFinished = row.role().isMedia() && !row.isThere();
        boolean wasThere = row.isThere() && row.intended().isEmpty();
        if (facts == null && wasThere && staysGone.test(row)) {
          respect(row, each);
        } else if (facts == null || neverFinished) {
          steps.add(new Step.Forget(row));
          each.drop(row);
          rememberName(row);
          rememberUnrecorded(row, facts);
        } else if (row.isThere() && row.intended().isEmpty() && (row.edited() || !facts.looksLike(row))) {
          steps.add(new Step.Recheck(row));
        }
      }
    }
  }

  private void respect(LedgerFile gone, AssetRows its) {
    if (!gone.edited()) {
      steps.add(new Step.Respect(gone));
      its.replace(gone.leftToOwner());
    }
  }

  private void rememberName(LedgerFile row) {
    if (row.role() == Role.MEDIA) {
      namesBefore.put(row.assetId(), nameHere(row));
    }
  }

  private void rememberUnrecorded(LedgerFile row, FileFacts facts) {
    if (row.role().isMedia() && facts != null && facts.sizeBytes() == row.sizeBytes()) {
      (row.role() == Role.MEDIA ? unrecordedStills : unrecordedHalves).put(row.assetId(), nameHere(row));
    }
  }

  private void collectUnknown(Set<String> known) {
    listing
        .entries()
        .forEach(
            (name, facts) -> {
              boolean candidate = facts.regular() && name.indexOf('/') < 0 && !DurableFiles.isTemporaryName(name);
              if (candidate && !known.contains(name)) {
                unknownBySize.computeIfAbsent(facts.sizeBytes(), size -> new ArrayList<>()).add(folderPath + "/" + name);
                unknownByName.put(PortableNames.fold(name), folderPath + "/" + name);
              }
            });
  }

  private Step.PutAsset put(WantedAsset asset, AssetRows its) {
    Optional<LedgerFile> kept = its.file(Role.MEDIA).filter(this::isHere);
    Optional<String> from = kept.isPresent() ? leaving.takeBereaved(asset) : leaving.take(asset);
    boolean isNew = kept.isEmpty() && from.isEmpty() && its.file(Role.MEDIA).isEmpty();
    boolean toWrite = isNew || (kept.isPresent() && !its.hasRightContent(asset, embedding));
    NameChooser.Names chosen = kept.isPresent() ? namesOfKept(nameHere(kept.get()), asset, its) : choose(asset, its);
    Step.Target still = target(chosen.still(), asset.title(), asset.sizeBytes(), asset, kept.isPresent());
    Optional<Step.Target> liveVideo =
        asset.isLive()
            ? Optional.of(target(chosen.liveVideo(), asset.liveVideoTitle(), asset.liveVideoBytes(), asset, false))
            : Optional.empty();
    return new Step.PutAsset(folderKey, asset.id(), from, still, liveVideo, toWrite ? asset.totalBytes() : 0);
  }

  private NameChooser.Names choose(WantedAsset asset, AssetRows its) {
    // Its own sidecars may still lie there; they do not stand in its way.
    its.all().stream().filter(this::isHere).map(this::nameHere).forEach(names::release);
    String unrecorded = unrecordedStills.get(asset.id());
    if (unrecorded == null && unrecordedHalves.containsKey(asset.id())) {
      names.release(unrecordedHalves.get(asset.id()));
    }
    NameChooser.Names chosen = names.choose(asset, Optional.ofNullable(namesBefore.get(asset.id())));
    // The halves stay a pair: the moving one goes beside the still that will be adopted.
    return asset.isLive() && unrecorded != null
        ? new NameChooser.Names(chosen.still(), names.liveVideoBeside(unrecorded, asset), asset.liveVideoUnnamed())
        : chosen;
  }

  private NameChooser.Names namesOfKept(String still, WantedAsset asset, AssetRows its) {
    if (!asset.isLive()) {
      return new NameChooser.Names(still, "", false);
    }
    Optional<String> video = its.file(Role.LIVE_VIDEO).filter(this::isHere).map(this::nameHere);
    return new NameChooser.Names(still, video.orElseGet(() -> names.liveVideoBeside(still, asset)), asset.liveVideoUnnamed());
  }

  private Step.Target target(String name, String title, long sizeBytes, WantedAsset asset, boolean kept) {
    Set<String> candidates = new LinkedHashSet<>();
    if (!kept) {
      candidates.addAll(unknownBySize.getOrDefault(sizeBytes, List.of()));
      candidates.addAll(embedding.wanted() ? unknownNamedLike(title) : List.of());
      candidates.addAll(asset.isMeasured() ? List.of() : unknownBesideStill(asset.title()));
    }
    return new Step.Target(folderPath + "/" + name, List.copyOf(candidates));
  }

  /** Files that have this name, with or without a number. */
  private List<String> unknownNamedLike(String title) {
    String name = PortableNames.fold(PortableNames.fileName(title, Set.of()));
    String stem = stem(name);
    return unknownByName.subMap(stem, stem + Character.MAX_VALUE).entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(name.substring(stem.length())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Files of any kind that bear the name of a still: either may be its half whose size nobody knows. */
  private List<String> unknownBesideStill(String title) {
    String stem = stem(PortableNames.fold(PortableNames.fileName(title, Set.of())));
    return List.copyOf(unknownByName.subMap(stem, stem + Character.MAX_VALUE).values());
  }

  private static String stem(String name) {
    return name.lastIndexOf('.') <= 0 ? name : name.substring(0, name.lastIndexOf('.'));
  }

  private boolean isHere(LedgerFile row) {
    return row.path().startsWith(folderPath + "/");
  }

  private String nameHere(LedgerFile row) {
    return row.path().substring(folderPath.length() + 1);
  }
}
