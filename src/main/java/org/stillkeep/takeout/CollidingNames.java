package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Names whose numbers cannot be trusted, because Google counts media and sidecars apart: long names from which the suffix
 * of an edited copy was cut away, so that the copy took a number, and names that differ in case only. Time decides.
 */
final class CollidingNames {

  private static final String RULE = "same time among names cut alike";
  private static final String CUT_AWAY = "edited copy whose suffix was cut away";

  private final TimeAgreement times;

  CollidingNames(TimeAgreement times) {
    this.times = times;
  }

  /** Settles all such groups of a folder, before any rule looks at names. */
  void settle(Folder folder) {
    KeyIndex<Side> sides = new KeyIndex<>();
    for (Side side : folder.sides) {
      SidecarName name = side.name();
      if (name.mayBeCut()) {
        sides.add(name.body(), side);
      }
    }
    if (!sides.isEmpty()) {
      cutNames(folder).forEachGroup(2, (name, media) -> settleCut(media, sidesOf(media.get(0), sides)));
    }
    List<List<Media>> caseGroups = caseGroups(folder);
    if (!caseGroups.isEmpty()) {
      KeyIndex<Side> byName = byFoldedName(folder.sides);
      caseGroups.forEach(media -> settleCase(media, byName.get(NameCut.folded(media.get(0).name().withoutIndex()))));
    }
  }

  /** Media of equal names but for their numbers, where the name is as long as cut names are. */
  private static KeyIndex<Media> cutNames(Folder folder) {
    KeyIndex<Media> groups = new KeyIndex<>();
    for (Media each : folder.media) {
      MediaName name = each.name();
      if (NameCut.mayBeCut(name.base(), name.extension())) {
        groups.add(NameCut.folded(name.withoutIndex()), each);
      }
    }
    return groups;
  }

  private static List<Side> sidesOf(Media media, KeyIndex<Side> byBody) {
    String extension = NameCut.folded(media.name().extension());
    List<Side> found = new ArrayList<>();
    for (String key : Rules.cutBodies(media.name())) {
      for (Side side : byBody.get(key)) {
        String title = NameCut.folded(side.title().orElse(""));
        if (title.isEmpty() || title.endsWith(extension) || title.indexOf('.') < 0) {
          found.add(side);
        }
      }
    }
    found.sort(Comparator.comparingInt(side -> side.name().index()));
    return found;
  }

  private void settleCut(List<Media> group, List<Side> sides) {
    List<Media> media = new ArrayList<>(group);
    media.sort(Comparator.comparingInt(each -> each.name().index()));
    boolean shifted =
        media.size() > sides.size()
            && !sides.isEmpty()
            && IntStream.range(0, media.size()).allMatch(i -> media.get(i).name().index() == i)
            && IntStream.range(0, sides.size()).allMatch(i -> sides.get(i).name().index() == i);
    if (!shifted) {
      return;
    }
    Map<Media, Side> pairs = times.pairs(media, sides);
    if (media.size() == 2 && pairs.size() != 1) {
      media.get(0).own(sides.get(0), "truncated name", Confidence.HIGH);
      editOf(media.get(0), media.get(1), Confidence.MEDIUM);
      return;
    }
    assign(media, pairs, sides);
  }

  private static void assign(List<Media> media, Map<Media, Side> pairs, List<Side> sides) {
    Map<Side, Media> originals = new LinkedHashMap<>();
    for (Media each : media) {
      Side side = pairs.get(each);
      if (side == null) {
        continue;
      }
      if (originals.putIfAbsent(side, each) == null) {
        each.own(side, RULE, Confidence.MEDIUM);
      } else {
        editOf(originals.get(side), each, Confidence.MEDIUM);
      }
    }
    Media first = media.get(0);
    if (pairs.isEmpty() && sides.get(0).isFree()) {
      first.own(sides.get(0), "truncated name", Confidence.MEDIUM);
    }
    media.stream().filter(Media::isOpen).forEach(each -> each.ambiguous(sides));
  }

  private static void editOf(Media original, Media copy, Confidence confidence) {
    copy.share(original.match().orElseThrow().side(), CUT_AWAY, confidence);
    copy.isEditedCopyOf(original);
  }

  private static List<List<Media>> caseGroups(Folder folder) {
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
  private void settleCase(List<Media> media, List<Side> sides) {
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
