package org.stillkeep.library;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.UnreadableRow;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;

/**
 * Moves a whole library into another one: assets with all their metadata, albums and what is in them, favourites, what is
 * archived or hidden, and the trash. The source is only read. Objects and metadata come as they are, ciphertext for ciphertext;
 * only keys are wrapped anew, and album names and album metadata sealed under the new albums' keys.
 *
 * <p>What the target has already is recognised and not sent again, so a transfer that was stopped or killed at any point is
 * repeated, and goes on. An album is recognised by its origin; one that another client made gets {@code
 * moved:<store>:<number>} for one. What is bound for the trash lies in an album of its own until it is in it.
 *
 * <p>Assets and albums that others share stay where they are, and so do quick links; one's own assets that are in no other album
 * come to the uncategorised. For one run of one thread; neither library should be changed by others meanwhile.
 */
public final class Transfer {

  private static final int BATCH_FILES = 100;
  private static final long BATCH_BYTES = 256L * 1024 * 1024;

  /** When so many fail one after the other, it is a store that fails, and not this or that asset. */
  private static final int MOST_IN_A_ROW = 3;

  private final Library sourceLibrary;
  private final Library targetLibrary;
  private final LibraryInside source;
  private final LibraryInside target;
  private final TransferListener listener;
  private final BooleanSupplier stopRequested;
  private final Counterparts counterparts;
  private final int atOnce;

  /** Own assets of the source that need no further look: sent, there, or failed. */
  private final Set<Long> dealtWith = new HashSet<>();

  private final Set<Long> shared = new HashSet<>();
  private final Map<Long, TransferFailure> failures = new LinkedHashMap<>();
  private final Map<NewFile, StoredAsset> batch = new LinkedHashMap<>();
  private long batchBytes;
  private long sent;
  private final AtomicLong sentBytes = new AtomicLong();
  private long alreadyThere;
  private long trashedThere;
  private int awayInARow;
  private int refusedInARow;

  /** Guarded by the listener. */
  private long assetsTold;

  /** A transfer of one asset after the other. */
  public Transfer(
      Library sourceLibrary, Library targetLibrary, TransferListener listener, BooleanSupplier stopRequested) {
    this(sourceLibrary, targetLibrary, 1, listener, stopRequested);
  }

  /**
   * A transfer of several assets at once, which is worth while when one of the libraries is behind a network.
   *
   * @param atOnce how many; each of them needs the memory of an upload
   * @throws IllegalArgumentException when both are the same library
   */
  public Transfer(
      Library sourceLibrary, Library targetLibrary, int atOnce, TransferListener listener, BooleanSupplier stopRequested) {
    this.sourceLibrary = sourceLibrary;
    this.targetLibrary = targetLibrary;
    this.source = sourceLibrary.inside();
    this.target = targetLibrary.inside();
    this.listener = listener;
    this.stopRequested = stopRequested;
    this.counterparts = new Counterparts(source.catalog(), target.catalog(), source.store().storeId());
    this.atOnce = atOnce;
    if (source.store().storeId().equals(target.store().storeId())) {
      throw new IllegalArgumentException("a library cannot be moved into itself");
    }
  }

  /**
   * Does it all, and compares both libraries at the end.
   *
   * @throws java.util.concurrent.CancellationException when stopped
   * @throws IOException when one of the stores fails; a single asset that cannot be moved is a failure in the summary
   */
  public TransferSummary run() throws IOException {
    catchUp();
    plan();
    try (Movers movers = new Movers(source, target, atOnce, this::passed, stopRequested)) {
      moveAlbums(movers);
      moveWithoutAlbum(movers);
      moveTrash(movers);
    }
    targetLibrary.refresh(stopRequested);
    List<TransferDifference> differences =
        new TransferCheck(source.catalog(), target.catalog(), counterparts, failures.keySet()).run();
    return new TransferSummary(
        sent, sentBytes.get(), alreadyThere, trashedThere, shared.size(), List.copyOf(failures.values()), differences);
  }

  /** Until what both have is known, and named by its content. */
  private void catchUp() throws IOException {
    for (Library each : List.of(sourceLibrary, targetLibrary)) {
      each.refresh(stopRequested);
      each.hashUnhashed(Long.MAX_VALUE, stopRequested);
    }
    for (UnreadableRow row : source.catalog().unreadable().all()) {
      String which = row.fileId() == 0 ? "album " + row.albumId() : "asset " + row.fileId() + " in album " + row.albumId();
      failures.put(-failures.size() - 1L, new TransferFailure(0, "", which + " cannot be read: " + row.reason()));
    }
  }

  private void plan() {
    long[] planned = new long[2];
    for (AssetState state : List.of(AssetState.ACTIVE, AssetState.TRASHED)) {
      source
          .catalog()
          .assets()
          .forEach(
              state,
              asset -> {
                if (!asset.shared()) {
                  planned[0]++;
                  planned[1] += Math.max(0, asset.content().ciphertextBytes());
                }
              });
    }
    listener.planned(planned[0], planned[1]);
  }

  private void moveAlbums(Movers movers) throws IOException {
    for (StoredAlbum album : source.catalog().albums().all()) {
      if (!album.shared() && album.album().kind() != AlbumKind.UNCATEGORIZED) {
        moveMembers(movers, album, targetAlbum(album));
      }
    }
  }

  private Album targetAlbum(StoredAlbum album) throws IOException {
    synchronized (targetLibrary) {
      Optional<StoredAlbum> there = counterparts.of(album);
      if (there.isPresent()) {
        return there.get().album();
      }
      return album.album().kind() == AlbumKind.FAVORITES
          ? target.albums().findOrCreate(AlbumKind.FAVORITES, "", "", Optional.empty())
          : target.albums().copy(album, counterparts.origin(album));
    }
  }

  private void moveMembers(Movers movers, StoredAlbum album, Album there) throws IOException {
    forEachPage(
        album.id(),
        rows -> {
          List<Movers.Load> loads = new ArrayList<>();
          for (StoredFile row : rows) {
            Optional<StoredAsset> asset = movable(row);
            if (asset.isPresent() && !failures.containsKey(row.id()) && !isThere(asset.get())) {
              loads.add(new Movers.Load(row, asset.get(), there.id()));
            }
          }
          send(movers, loads);
          join(rows, there);
        });
  }

  /** What is in no album of one's own, whichever collection of the source holds it. */
  private void moveWithoutAlbum(Movers movers) throws IOException {
    for (StoredAlbum album : source.catalog().albums().allWithQuickLinks()) {
      if (album.shared() || album.quickLink() || album.album().kind() == AlbumKind.UNCATEGORIZED) {
        forEachPage(album.id(), rows -> moveIntoUncategorized(movers, rows));
      }
    }
  }

  private void moveIntoUncategorized(Movers movers, List<StoredFile> rows) throws IOException {
    List<Movers.Load> loads = new ArrayList<>();
    for (StoredFile row : rows) {
      Optional<StoredAsset> asset = movable(row).filter(each -> !dealtWith.contains(each.id()));
      if (asset.isPresent() && !isThere(asset.get())) {
        loads.add(new Movers.Load(row, asset.get(), uncategorized().id()));
      }
    }
    send(movers, loads);
  }

  private Album uncategorized() throws IOException {
    synchronized (targetLibrary) {
      return target.albums().uncategorized();
    }
  }

  private interface PageWork {
    void take(List<StoredFile> rows) throws IOException;
  }

  /** The rows of a collection, as the source has them. */
  private void forEachPage(long albumId, PageWork work) throws IOException {
    long read = 0;
    boolean hasMore = true;
    for (int pages = 0; hasMore; pages++) {
      Refresher.requireNotStopped(stopRequested);
      FilePage page = source.store().filesSince(albumId, read);
      read = Refresher.requireProgress(albumId, page, read, pages);
      work.take(page.files());
      hasMore = page.hasMore();
    }
  }

  /** The asset of a row, if it is one's own, outside the trash, and known by its content. */
  private Optional<StoredAsset> movable(StoredFile row) {
    if (row.deleted()) {
      return Optional.empty();
    }
    if (row.shared()) {
      shared.add(row.id());
      return Optional.empty();
    }
    return movable(row.id(), AssetState.ACTIVE);
  }

  private Optional<StoredAsset> movable(long id, AssetState state) {
    Optional<StoredAsset> asset =
        source.catalog().assets().byId(id).filter(each -> each.state() == state && !each.shared());
    asset.filter(each -> !each.hashed()).ifPresent(each -> fail(each, "its content cannot be read to its end"));
    return asset.filter(StoredAsset::hashed);
  }

  private boolean isThere(StoredAsset asset) {
    Optional<StoredAsset> there = counterparts.of(asset);
    if (there.isPresent() && dealtWith.add(asset.id())) {
      alreadyThere++;
      boolean staysInTrash = there.get().state() == AssetState.TRASHED && asset.state() == AssetState.ACTIVE;
      trashedThere += staysInTrash ? 1 : 0;
      tell();
    }
    return there.isPresent();
  }

  private void send(Movers movers, List<Movers.Load> loads) throws IOException {
    movers.move(
        loads,
        new Movers.Taker() {
          @Override
          public void moved(Movers.Load load, NewFile file) throws IOException {
            awayInARow = 0;
            dealtWith.add(load.asset().id());
            batch.put(file, load.asset());
            batchBytes += file.content().ciphertextBytes();
            if (batch.size() == BATCH_FILES || batchBytes >= BATCH_BYTES) {
              register();
            }
          }

          @Override
          public void failed(Movers.Load load, IOException failure) throws IOException {
            if (failure instanceof StoreException refusal) {
              fail(load.asset(), whyThisOne(refusal));
            } else if (failure instanceof DamagedAssetException) {
              fail(load.asset(), failure.getMessage());
            } else {
              throw failure;
            }
          }
        });
    register();
  }

  /**
   * Why one asset cannot be moved.
   *
   * @throws StoreException what was given, when it concerns all of them
   */
  private String whyThisOne(StoreException refusal) throws StoreException {
    boolean isOfThisOne =
        switch (refusal.reason()) {
          case TOO_LARGE -> true;
          case UNAVAILABLE -> ++awayInARow < MOST_IN_A_ROW;
          default -> false;
        };
    if (!isOfThisOne) {
      throw refusal;
    }
    boolean isTooLarge = refusal.reason() == StoreException.Reason.TOO_LARGE;
    return isTooLarge ? "the other library takes nothing so large" : refusal.getMessage();
  }

  private void register() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    List<StoredAsset> assets = List.copyOf(batch.values());
    List<Registrations.Registered> answers;
    synchronized (targetLibrary) {
      answers = target.registrations().register(List.copyOf(batch.keySet()));
    }
    batch.clear();
    batchBytes = 0;
    for (int i = 0; i < answers.size(); i++) {
      take(assets.get(i), answers.get(i));
    }
    tell();
  }

  private void take(StoredAsset asset, Registrations.Registered answer) throws StoreException {
    if (answer.refusal().isEmpty()) {
      refusedInARow = 0;
      sent++;
    } else if (++refusedInARow < MOST_IN_A_ROW) {
      fail(asset, answer.refusal().get().getMessage());
    } else {
      throw answer.refusal().get();
    }
  }

  /** Puts what is there into an album; what was in the target before, and hidden there, stays out of sight. */
  private void join(List<StoredFile> rows, Album album) throws IOException {
    List<Long> moved = new ArrayList<>();
    List<Long> found = new ArrayList<>();
    for (StoredFile row : rows) {
      Optional<StoredAsset> asset = movable(row);
      Optional<StoredAsset> there =
          asset.flatMap(counterparts::of).filter(each -> each.state() == AssetState.ACTIVE);
      there.ifPresent(each -> (Counterparts.isSame(each, asset.orElseThrow()) ? moved : found).add(each.id()));
    }
    synchronized (targetLibrary) {
      target.albums().put(album, moved);
      target.albums().add(album, found);
    }
  }

  private void moveTrash(Movers movers) throws IOException {
    WayToTrash way = new WayToTrash(source.catalog(), targetLibrary, counterparts);
    List<Movers.Load> loads = new ArrayList<>();
    for (TrashedFile each : source.store().trashSince(0)) {
      Optional<StoredAsset> asset =
          each.restored() || each.deleted() ? Optional.empty() : movable(each.file().id(), AssetState.TRASHED);
      if (asset.isPresent() && !dealtWith.contains(asset.get().id()) && !isThere(asset.get())) {
        loads.add(new Movers.Load(each.file(), asset.get(), way.album().id()));
      }
    }
    send(movers, loads);
    way.clear();
  }

  private void fail(StoredAsset asset, String reason) {
    dealtWith.add(asset.id());
    failures.put(asset.id(), new TransferFailure(asset.id(), asset.asset().details().title(), reason));
    tell();
  }

  private void passed(long bytes) {
    sentBytes.addAndGet(bytes);
    synchronized (listener) {
      listener.moved(assetsTold, sentBytes.get());
    }
  }

  private void tell() {
    synchronized (listener) {
      assetsTold = sent + alreadyThere + failures.size();
      listener.moved(assetsTold, sentBytes.get());
    }
  }
}
