package org.stillkeep.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.ItemKind;
import org.stillkeep.takeout.TakeoutItem;

/**
 * The items of a set that have the same content: copies in year folder and albums, in several parts. They become one asset,
 * which gets the albums of all of them.
 *
 * @param items at least one; live photos before their bare stills
 * @param sidecars every JSON that describes one of them
 */
record AssetGroup(List<TakeoutItem> items, List<EntryRef> sidecars) {

  AssetGroup {
    items = List.copyOf(items);
    sidecars = List.copyOf(sidecars);
  }

  /** The item whose sidecar speaks for all: the surest one. */
  TakeoutItem lead() {
    return items.stream()
        .filter(item -> item.facts().isPresent())
        .min(Comparator.comparing(TakeoutItem::confidence))
        .orElse(items.get(0));
  }

  /** The same group with another of its items first. */
  AssetGroup startingWith(int index) {
    List<TakeoutItem> reordered = new ArrayList<>(items);
    reordered.add(0, reordered.remove(index));
    return new AssetGroup(reordered, sidecars);
  }

  /** The same group, its first item with this moving half: its own, or that of another copy. */
  AssetGroup withMovingHalf(EntryRef video) {
    List<TakeoutItem> joined = new ArrayList<>(items);
    joined.set(0, items.get(0).withMovingHalf(video));
    return new AssetGroup(joined, sidecars);
  }

  /** The stills without their moving halves, which could not be had. */
  AssetGroup stills() {
    return new AssetGroup(items.stream().map(TakeoutItem::withoutMovingHalf).toList(), sidecars);
  }

  /** The moving halves of a live photo whose stills could not be had. */
  AssetGroup movingHalves() {
    return new AssetGroup(items.stream().flatMap(item -> item.movingHalf().stream()).toList(), sidecars);
  }

  boolean isEditedCopy() {
    return items.stream().anyMatch(item -> item.editedOf().isPresent());
  }

  boolean isLive() {
    return items.get(0).kind() == ItemKind.LIVE;
  }

  /** Indexes of the albums that any of the copies lies in. */
  Set<Integer> albums() {
    Set<Integer> albums = new LinkedHashSet<>();
    items.forEach(item -> albums.addAll(item.albums()));
    return albums;
  }

  boolean favorite() {
    return items.stream().anyMatch(TakeoutItem::favorite);
  }

  boolean archived() {
    return items.stream().anyMatch(TakeoutItem::archived);
  }

  /** Whether every copy lies in the bin; one outside of it is reason enough to keep the photo. */
  boolean trashed() {
    return items.stream().allMatch(TakeoutItem::trashed);
  }

  boolean locked() {
    return items.stream().allMatch(TakeoutItem::locked);
  }

  /** Every entry whose content the asset holds: stills, videos and moving halves. */
  List<EntryRef> media() {
    List<EntryRef> refs = new ArrayList<>();
    for (TakeoutItem item : items) {
      refs.add(item.media());
      item.liveVideo().ifPresent(refs::add);
    }
    return refs;
  }

  /** What the files of the copies are called. */
  Set<String> fileNames(SetReading reading) {
    Set<String> names = new LinkedHashSet<>();
    items.forEach(item -> names.add(reading.entry(item.media()).fileName()));
    return names;
  }

  /** Bytes of content that reading the first copy takes. */
  long contentBytes(SetReading reading) {
    TakeoutItem first = items.get(0);
    long video = first.liveVideo().map(reading::entry).map(ListedEntry::sizeBytes).orElse(0L);
    return reading.entry(first.media()).sizeBytes() + video;
  }
}
