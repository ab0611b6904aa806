package org.stillkeep.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.ContentHasher;
import org.stillkeep.media.Inscription;
import org.stillkeep.media.XmpSidecar;

/** Brings assets with their sidecars, and albums' JSON, to where a plan wants them. */
final class PutSteps {

  private final Catalog catalog;
  private final LedgerTable ledger;
  private final ExportOptions options;
  private final Wish wish;
  private final Embedding embedding;
  private final MediaFiles media;
  private final Sidecars sidecars;
  private final SidecarFiles sidecarFiles;
  private final ExportFiles files;
  private final Tally tally;
  private final Set<Long> tooLarge;

  /** @param tooLarge assets that the target's file system has no files for */
  PutSteps(
      Catalog catalog,
      LedgerTable ledger,
      ExportOptions options,
      Wish wish,
      Embedding embedding,
      MediaFiles media,
      SidecarFiles sidecarFiles,
      ExportFiles files,
      Tally tally,
      Set<Long> tooLarge) {
    this.catalog = catalog;
    this.ledger = ledger;
    this.options = options;
    this.wish = wish;
    this.embedding = embedding;
    this.media = media;
    this.sidecars = Sidecars.of(options);
    this.sidecarFiles = sidecarFiles;
    this.files = files;
    this.tally = tally;
    this.tooLarge = tooLarge;
  }

  /** Brings one asset into one folder. */
  void put(Step.PutAsset step) throws IOException {
    if (step.bytes() > 0 && tooLarge.contains(step.assetId())) {
      // Gigabytes would be written to learn the same again.
      throw new FileTooLargeException(step.bytes(), null);
    }
    Optional<StoredAsset> stored = active(step.assetId());
    if (stored.isEmpty()) {
      // It left the library since the plan was made; the next plan knows.
      return;
    }
    Asset asset = stored.get().asset();
    WantedAsset wanted = wanted(asset);
    putFile(step, asset, Role.MEDIA, step.still(), wanted);
    if (step.liveVideo().isPresent()) {
      putFile(step, asset, Role.LIVE_VIDEO, step.liveVideo().get(), wanted);
    }
    tally.itemDone();
  }

  private Optional<StoredAsset> active(long assetId) {
    return catalog.assets().byId(assetId).filter(each -> each.state() == AssetState.ACTIVE);
  }

  private WantedAsset wanted(Asset asset) {
    return WantedAsset.of(asset, wish.filing(asset.id()), options.zone(), embedding);
  }

  private void putFile(Step.PutAsset step, Asset asset, Role role, Step.Target target, WantedAsset wanted) throws IOException {
    LedgerFile row = media.put(wantedMedia(step, asset, role, target, wanted));
    for (SidecarFiles.Wanted sidecar : sidecarsOf(step, asset, role, row.path(), wanted)) {
      sidecarFiles.put(sidecar);
    }
  }

  private WantedMedia wantedMedia(Step.PutAsset step, Asset asset, Role role, Step.Target target, WantedAsset wanted) {
    return new WantedMedia(step.folderKey(), asset, role, step.from(), target, wanted.timeMillis(), inscriptionInside(asset));
  }

  private List<SidecarFiles.Wanted> sidecarsOf(Step.PutAsset step, Asset asset, Role media, String mediaPath, WantedAsset wanted) {
    String fileName = ExportPath.name(mediaPath);
    String title = title(asset, media, wanted).orElse(fileName);
    return sidecars.rolesOf(media).stream()
        .map(
            role ->
                new SidecarFiles.Wanted(
                    step.folderKey(),
                    asset.id(),
                    role,
                    step.from(),
                    sidecars.path(mediaPath, role),
                    bytes(role, asset, title, fileName),
                    wanted.stamp(role)))
        .toList();
  }

  /** What the sidecars call it; empty for the name that it turns out to have. */
  private static Optional<String> title(Asset asset, Role media, WantedAsset wanted) {
    String title = media == Role.MEDIA ? asset.details().title() : wanted.liveVideoTitle();
    boolean named = media == Role.MEDIA || !wanted.liveVideoUnnamed();
    return Optional.of(title).filter(text -> named && !text.isEmpty());
  }

  private Optional<Inscription> inscriptionInside(Asset asset) {
    return embedding.wanted() ? Optional.of(inscription(asset)) : Optional.empty();
  }

  private Inscription inscription(Asset asset) {
    return Inscription.of(asset.details(), wish.filing(asset.id()).favorite(), options.zone());
  }

  private byte[] bytes(Role sidecar, Asset asset, String title, String fileName) {
    return Sidecars.isXmp(sidecar)
        ? XmpSidecar.of(inscription(asset), title, fileName)
        : SidecarJson.ofAsset(asset.details(), title, wish.filing(asset.id()));
  }

  /** Writes the JSON of an album's folder. */
  void put(Step.PutAlbumJson step) throws IOException {
    sidecarFiles.put(wanted(step));
  }

  private static SidecarFiles.Wanted wanted(Step.PutAlbumJson step) {
    return new SidecarFiles.Wanted(
        step.folderKey(),
        0,
        Role.ALBUM_JSON,
        Optional.empty(),
        AlbumJson.path(step.folderPath()),
        AlbumJson.of(step.album()),
        step.album().stamp());
  }

  /**
   * What a step has to write, if all of that is new, so that nothing has to be looked at and decided on the way: then it can be
   * written by anybody.
   */
  Optional<NewFiles> newFiles(Step step) throws IOException {
    if (step instanceof Step.PutAsset put) {
      return isPlain(put) ? newFiles(put) : Optional.empty();
    }
    if (step instanceof Step.PutAlbumJson put) {
      boolean isNew = ledger.file(put.folderKey(), 0, Role.ALBUM_JSON).isEmpty() && files.facts(put.path()).isEmpty();
      return isNew ? Optional.of(new NewFiles(step, List.of(newText(wanted(put))))) : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean isPlain(Step.PutAsset step) {
    boolean isAdoption = !step.still().candidates().isEmpty() || step.liveVideo().filter(it -> !it.candidates().isEmpty()).isPresent();
    return step.bytes() > 0 && step.from().isEmpty() && !isAdoption && !tooLarge.contains(step.assetId());
  }

  private Optional<NewFiles> newFiles(Step.PutAsset step) throws IOException {
    Optional<StoredAsset> stored = active(step.assetId());
    List<LedgerFile> its = ledger.filesOfAsset(step.assetId());
    if (stored.isEmpty() || its.stream().anyMatch(file -> file.folderKey().equals(step.folderKey()))) {
      return Optional.empty();
    }
    Asset asset = stored.get().asset();
    WantedAsset wanted = wanted(asset);
    List<NewFile> found = new ArrayList<>();
    boolean plain = addNew(step, asset, Role.MEDIA, step.still(), wanted, !its.isEmpty(), found);
    if (plain && step.liveVideo().isPresent()) {
      plain = addNew(step, asset, Role.LIVE_VIDEO, step.liveVideo().get(), wanted, !its.isEmpty(), found);
    }
    return plain ? Optional.of(new NewFiles(step, found)) : Optional.empty();
  }

  private boolean addNew(
      Step.PutAsset step, Asset asset, Role role, Step.Target target, WantedAsset wanted, boolean isElsewhere, List<NewFile> found)
      throws IOException {
    Optional<NewFile> file = media.newFile(wantedMedia(step, asset, role, target, wanted), isElsewhere);
    file.ifPresent(
        content -> {
          found.add(content);
          sidecarsOf(step, asset, role, content.intent().path(), wanted).forEach(sidecar -> found.add(newText(sidecar)));
        });
    return file.isPresent();
  }

  private static NewFile newText(SidecarFiles.Wanted wanted) {
    LedgerFile intent =
        LedgerFile.intent(
            wanted.folderKey(),
            wanted.assetId(),
            wanted.role(),
            wanted.path(),
            ContentHasher.hash(wanted.bytes()),
            wanted.bytes().length);
    return new NewFile.Text(intent, wanted.bytes(), wanted.stamp());
  }
}
