package org.stillkeep.importer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.AssetOutline;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.TakeoutItem;

/**
 * Tells in little time of most groups that came earlier that nothing is to be done for them: all their entries are one asset, which
 * has the sidecar that they tell, by the CRC-32 of its text, and is in their albums. Where it is not sure, {@link SetPlanner} looks
 * closely.
 */
final class UnchangedGroups {

  /** Where outlines of assets come from. */
  interface Outlines {
    /** The outline of an asset as it is now; empty when that is not known, or there is no such asset. */
    Optional<AssetOutline> of(long assetId);
  }

  private final Catalog catalog;
  private final Trust trust;
  private final SetJournal journal;
  private final TakeoutAlbums albums;
  private final Outlines outlines;

  /** Assets that have lost their content, and all others with the same. */
  private final Set<Long> touchedByDamage;

  UnchangedGroups(
      Catalog catalog, Trust trust, SetJournal journal, TakeoutAlbums albums, List<StoredAsset> damaged, Outlines outlines) {
    this.catalog = catalog;
    this.trust = trust;
    this.journal = journal;
    this.albums = albums;
    this.outlines = outlines;
    this.touchedByDamage =
        damaged.stream()
            .flatMap(each -> catalog.assets().byHash(each.asset().hash()).stream())
            .map(StoredAsset::id)
            .collect(Collectors.toSet());
  }

  /** Whether certainly nothing is to be done. */
  boolean isSure(AssetGroup group) {
    return group.sidecars().stream().allMatch(this::isNoted) && assetOf(group).filter(id -> gainsNothing(group, id)).isPresent();
  }

  /** Whether an asset certainly gains nothing of what a group with its content tells. */
  boolean gainsNothing(AssetGroup group, long assetId) {
    Optional<AssetOutline> asset = trust == Trust.DIRECTORY ? outlines.of(assetId) : Optional.empty();
    return asset.isPresent()
        && asset.get().state() == AssetState.ACTIVE
        && !touchedByDamage.contains(asset.get().id())
        && (!group.isEditedCopy() || asset.get().knowsOriginal())
        && isWhole(group, asset.get())
        && hasItsSidecar(group, asset.get())
        && !albums.isMissing(group, asset.get().id());
  }

  private boolean isNoted(EntryRef ref) {
    EntryOutcome outcome = journal.outcome(ref);
    return outcome.assetId().isPresent() || outcome.outcome().isFailure();
  }

  /** The one asset that all media of the group were found to be. */
  private Optional<Long> assetOf(AssetGroup group) {
    OptionalLong found = OptionalLong.empty();
    for (EntryRef ref : group.media()) {
      OptionalLong id = journal.outcome(ref).assetId();
      if (id.isEmpty() || (found.isPresent() && found.getAsLong() != id.getAsLong())) {
        return Optional.empty();
      }
      found = id;
    }
    return found.isPresent() ? Optional.of(found.getAsLong()) : Optional.empty();
  }

  /** Neither does the asset lack a half that the group has, nor is one of its halves an asset of its own. */
  private boolean isWhole(AssetGroup group, AssetOutline asset) {
    return asset.kind() == AssetKind.LIVE_PHOTO ? !catalog.assets().hasHalvesApart(asset.id()) : !group.isLive();
  }

  private boolean hasItsSidecar(AssetGroup group, AssetOutline asset) {
    Optional<EntryRef> told = Optional.of(group.lead()).flatMap(TakeoutItem::sidecar);
    if (told.isEmpty()) {
      return asset.sidecarBytes() < 0 || group.sidecars().isEmpty();
    }
    return journal.entries().sizeBytes(told.get()) == asset.sidecarBytes()
        && journal.entries().crc32(told.get()) == asset.sidecarCrc32();
  }
}
