package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names that differ in case only: of their sidecars, Google may number one and of the media none. Where the spelling does not
 * tell them apart, time does.
 */
final class CaseCollisions {

  private final TimeAgreement times;

  CaseCollisions(TimeAgreement times) {
    this.times = times;
  }

  /** Settles all such groups of a folder, before any rule looks at names. */
  void settle(Folder folder) {
    List<List<Media>> groups = groups(folder);
    if (!groups.isEmpty()) {
      KeyIndex<Side> byName = byFoldedName(folder.sides);
      groups.forEach(media -> settle(media, byName.get(NameCut.folded(media.get(0).name().withoutIndex()))));
    }
  }

  private static List<List<Media>> groups(Folder folder) {
    KeyIndex<Media> byName = new KeyIndex<>();
    folder.media.forEach(each -> byName.add(NameCut.folded(each.name().full()), each));
    List<List<Media>> groups = new ArrayList<>();
    byName.forEachGroup(
        2,
        (name, group) -> {
          if (group.stream().map(each -> each.name().full()).distinct().count() > 1) {
            groups.add(group);
          }
        });
    return groups;
  }

  /** Where every sidecar fits a media to the letter, the rules will find it; else the numbers may be swapped. */
  private void settle(List<Media> media, List<Side> sides) {
    Set<String> spellings = new HashSet<>();
    media.forEach(each -> spellings.addAll(Rules.keysAsIs(each.name())));
    List<Side> free = sides.stream().filter(Side::isFree).toList();
    boolean allSpelled = free.stream().allMatch(side -> isSpelled(side, spellings));
    if (allSpelled || free.size() < 2 || !media.stream().allMatch(Media::isOpen)) {
      return;
    }
    Map<Media, Side> pairs = times.pairs(media, free);
    if (pairs.values().stream().distinct().count() == pairs.size()) {
      pairs.forEach((each, side) -> each.own(side, "same name in another case, by time", Confidence.MEDIUM));
    }
    List<Side> left = free.stream().filter(Side::isFree).toList();
    media.stream().filter(each -> each.isOpen() && !left.isEmpty()).forEach(each -> each.ambiguous(left));
  }

  private static boolean isSpelled(Side side, Set<String> spellings) {
    return side.name().readings().stream().anyMatch(each -> spellings.contains(Rule.key(each.name(), each.index())));
  }

  private static KeyIndex<Side> byFoldedName(List<Side> sides) {
    KeyIndex<Side> byName = new KeyIndex<>();
    for (Side side : sides) {
      side.name().readings().stream()
          .map(each -> NameCut.folded(each.name()))
          .distinct()
          .forEach(name -> byName.add(name, side));
    }
    return byName;
  }
}
