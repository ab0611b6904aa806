package org.stillkeep.importer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.ItemKind;
import org.stillkeep.takeout.TakeoutItem;
import org.stillkeep.takeout.TakeoutSidecar;

/**
 * All groups of a set, in the order of their first entries. A group is made each time it is asked for: what is kept is which
 * items follow each other, some twenty bytes an item.
 */
final class AssetGroups {

  private static final int NONE = -1;

  /** What tells the moving halves of one still apart. */
  private record VideoContent(long sizeBytes, long crc32) {}

  private final SetReading reading;
  private final List<TakeoutItem> items;

  /** The item after an item in its group. */
  private final int[] nextItem;

  /** The first sidecar that describes an item or its moving half, and the one after each sidecar. */
  private final int[] firstSidecar;

  private final int[] nextSidecar;

  /** The first item of each group. */
  private final LongList firstItems = new LongList();

  private AssetGroups(SetReading reading) {
    this.reading = reading;
    this.items = reading.contents().items();
    this.nextItem = filled(items.size());
    this.firstSidecar = filled(items.size());
    this.nextSidecar = filled(reading.contents().sidecars().size());
  }

  static AssetGroups of(SetReading reading) {
    AssetGroups groups = new AssetGroups(reading);
    int[] itemOfRow = groups.itemsByRow();
    groups.chainSidecars(itemOfRow);
    groups.chainItems(itemOfRow);
    return groups;
  }

  int size() {
    return firstItems.size();
  }

  AssetGroup get(int number) {
    List<TakeoutItem> found = new ArrayList<>(1);
    Set<EntryRef> sidecars = new LinkedHashSet<>();
    for (int item = (int) firstItems.get(number); item != NONE; item = nextItem[item]) {
      found.add(items.get(item));
      found.get(found.size() - 1).sidecar().ifPresent(sidecars::add);
      for (int sidecar = firstSidecar[item]; sidecar != NONE; sidecar = nextSidecar[sidecar]) {
        sidecars.add(reading.contents().sidecars().get(sidecar).ref());
      }
    }
    return new AssetGroup(found, List.copyOf(sidecars));
  }

  /** Which item an entry is the media or the moving half of. */
  private int[] itemsByRow() {
    int[] itemOfRow = filled(reading.entries().size());
    for (int i = 0; i < items.size(); i++) {
      TakeoutItem item = items.get(i);
      itemOfRow[row(item.media())] = i;
      if (item.liveVideo().isPresent()) {
        itemOfRow[row(item.liveVideo().get())] = i;
      }
    }
    return itemOfRow;
  }

  private void chainSidecars(int[] itemOfRow) {
    List<TakeoutSidecar> sidecars = reading.contents().sidecars();
    for (int i = sidecars.size() - 1; i >= 0; i--) {
      Optional<EntryRef> media = sidecars.get(i).media();
      int item = media.isPresent() ? itemOfRow[row(media.get())] : NONE;
      if (item != NONE) {
        nextSidecar[i] = firstSidecar[item];
        firstSidecar[item] = i;
      }
    }
  }

  /** Chains the items of one content, then takes those chains apart again whose moving halves differ. */
  private void chainItems(int[] itemOfRow) {
    int[] lastOfContent = filled(items.size());
    LongList firsts = new LongList();
    for (int i = 0; i < items.size(); i++) {
      int content = items.get(i).sameAs().map(first -> itemOfRow[row(first)]).orElse(i);
      int last = lastOfContent[content];
      if (last == NONE) {
        firsts.add(i);
      } else {
        nextItem[last] = i;
      }
      lastOfContent[content] = i;
    }
    for (int i = 0; i < firsts.size(); i++) {
      int first = (int) firsts.get(i);
      if (nextItem[first] == NONE) {
        firstItems.add(first);
      } else {
        split(chain(first)).forEach(this::chain);
      }
    }
  }

  private List<Integer> chain(int first) {
    List<Integer> chain = new ArrayList<>();
    for (int item = first; item != NONE; item = nextItem[item]) {
      chain.add(item);
    }
    return chain;
  }

  /** Makes a group of these items, live photos before their bare stills. */
  private void chain(List<Integer> group) {
    List<Integer> ordered =
        group.stream().sorted(Comparator.comparing(item -> items.get(item).kind() != ItemKind.LIVE)).toList();
    firstItems.add(ordered.get(0));
    for (int i = 0; i < ordered.size(); i++) {
      nextItem[ordered.get(i)] = i + 1 < ordered.size() ? ordered.get(i + 1) : NONE;
    }
  }

  /** Equal stills with different moving halves are different assets: no half may get lost. */
  private List<List<Integer>> split(List<Integer> group) {
    Map<Optional<VideoContent>, List<Integer>> byVideo = new LinkedHashMap<>();
    for (int item : group) {
      Optional<VideoContent> video = items.get(item).liveVideo().map(reading::entry).map(AssetGroups::content);
      byVideo.computeIfAbsent(video, first -> new ArrayList<>()).add(item);
    }
    List<Integer> bare = byVideo.remove(Optional.<VideoContent>empty());
    List<List<Integer>> parts = new ArrayList<>(byVideo.values());
    if (bare != null) {
      if (parts.isEmpty()) {
        parts.add(bare);
      } else {
        parts.get(0).addAll(bare);
      }
    }
    return parts;
  }

  private static VideoContent content(ListedEntry entry) {
    return new VideoContent(entry.sizeBytes(), entry.crc32());
  }

  private int row(EntryRef ref) {
    return reading.entries().rowOf(ref);
  }

  private static int[] filled(int length) {
    int[] numbers = new int[length];
    Arrays.fill(numbers, NONE);
    return numbers;
  }
}
