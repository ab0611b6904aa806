package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Long names that became equal when they were cut. Google counts media and sidecars apart, so the numbers of both sides need
 * not agree: two titles can share the beginning that is left of a sidecar's name and still give two names of media, and an
 * edited copy whose suffix was cut away takes a number that no sidecar has. The titles tell the first apart, time the second.
 */
final class CutCollisions {

  private static final String BY_TITLE = "name cut from the title";
  private static final String BY_TIME = "same time among names cut alike";
  private static final String CUT_AWAY = "edited copy whose suffix was cut away";

  /** Extensions of up to six units leave as much of a stem. */
  private static final int SHORTEST_STEM = NameCut.MEDIA_UNITS - 6;

  private final TimeAgreement times;

  CutCollisions(TimeAgreement times) {
    this.times = times;
  }

  /** Settles all such groups of a folder, before any rule looks at names. */
  void settle(Folder folder) {
    CutNames cut = CutNames.of(folder);
    if (!cut.isEmpty()) {
      groups(folder, cut).forEach((name, media) -> settle(media, Claims.of(MediaName.titled(name), cut)));
    }
  }

  /** A media file and its number; 0 where what looks like a number ends the title. */
  private record Numbered(Media media, int number) {}

  /** Media of equal names but for their numbers, where several files or several sidecars share a name; by number. */
  private static Map<String, List<Numbered>> groups(Folder folder, CutNames cut) {
    KeyIndex<Media> byName = new KeyIndex<>();
    for (Media each : folder.media) {
      MediaName name = each.name();
      byName.add(name.withoutIndex(), each);
      if (name.index() > 0) {
        byName.add(name.full(), each);
      }
    }
    Map<String, List<Numbered>> groups = new TreeMap<>();
    List<Media> numbered = new ArrayList<>();
    for (Media each : folder.media) {
      MediaName name = each.name();
      if (cut.mayCollide(name, byName.count(name.withoutIndex()))) {
        groups.computeIfAbsent(name.withoutIndex(), key -> new ArrayList<>(1)).add(new Numbered(each, name.index()));
      }
      if (name.index() > 0 && cut.mayCollide(MediaName.titled(name.full()), byName.count(name.full()))) {
        numbered.add(each);
      }
    }
    for (Media each : numbered) {
      MediaName name = each.name();
      List<Numbered> untitled = groups.getOrDefault(name.withoutIndex(), new ArrayList<>());
      if (untitled.isEmpty() || groups.containsKey(name.full())) {
        untitled.removeIf(other -> other.media() == each);
        groups.computeIfAbsent(name.full(), key -> new ArrayList<>(1)).add(new Numbered(each, 0));
      }
    }
    groups.values().removeIf(List::isEmpty);
    groups.values().forEach(group -> group.sort(Comparator.comparingInt(Numbered::number)));
    return groups;
  }

  /** A sidecar of a cut name, and its number if what ends the name is not the end of the title. */
  private record Cut(Side side, String body, int number) {}

  /** The sidecars of a folder under their cut names, read with and without a number at the end. */
  private record CutNames(KeyIndex<Side> numbered, KeyIndex<Side> whole) {

    static CutNames of(Folder folder) {
      CutNames names = new CutNames(new KeyIndex<>(), new KeyIndex<>());
      for (Side side : folder.sides) {
        SidecarName name = side.name();
        if (name.mayBeCut()) {
          names.numbered.add(name.body(), side);
        }
        if (name.mayBeCutBehindNumber()) {
          names.whole.add(name.withNumber(), side);
        }
      }
      return names;
    }

    boolean isEmpty() {
      return numbered.isEmpty() && whole.isEmpty();
    }

    /** Whether one of so many files of a name may have a cut sidecar, and there is more than one file or sidecar of its name. */
    boolean mayCollide(MediaName name, int files) {
      int sidecars = 0;
      for (String body : CutKeys.bodies(name)) {
        sidecars += numbered.count(body) + whole.count(body);
      }
      return sidecars > 1 || (sidecars == 1 && files > 1);
    }

    List<Cut> of(MediaName name) {
      List<Cut> cuts = new ArrayList<>();
      for (String body : CutKeys.bodies(name)) {
        numbered.get(body).forEach(side -> cuts.add(new Cut(side, body, side.name().index())));
        whole.get(body).forEach(side -> cuts.add(new Cut(side, body, 0)));
      }
      cuts.sort(Comparator.comparingInt(Cut::number));
      return cuts;
    }
  }

  /**
   * The sidecars whose cut names fit a media name.
   *
   * @param fitting those whose titles fit too, by number
   * @param shared whether others have the same cut name and another title
   * @param complete whether none of that cut name is missing
   */
  private record Claims(List<Side> fitting, boolean shared, boolean complete) {

    static Claims of(MediaName name, CutNames cut) {
      List<Cut> all = cut.of(name);
      List<Side> fitting = fitting(name, all);
      boolean complete = IntStream.range(0, all.size()).allMatch(i -> all.get(i).number() == i);
      return new Claims(fitting, fitting.size() < all.size(), complete);
    }

    /** Extensions that differ in case only tell titles apart as well, where both occur. */
    private static List<Side> fitting(MediaName name, List<Cut> all) {
      List<Side> exact = new ArrayList<>();
      List<Side> folded = new ArrayList<>();
      for (Cut cut : all) {
        CutTitle title = CutTitle.of(cut.body(), cut.side());
        if (title.mayBe(name)) {
          folded.add(cut.side());
        }
        if (title.mayBe(name) && title.extension().equals(name.extension())) {
          exact.add(cut.side());
        }
      }
      return exact.isEmpty() ? folded : exact;
    }
  }

  private void settle(List<Numbered> media, Claims claims) {
    List<Side> sides = claims.fitting();
    if (sides.isEmpty() || (!claims.complete() && !isOnlyPair(media, claims))) {
      return;
    }
    if (media.size() > sides.size()) {
      boolean counted = IntStream.range(0, media.size()).allMatch(i -> media.get(i).number() == i);
      MediaName name = media.get(0).media().name();
      if (counted && NameCut.mayBeCut(name.stem(), name.extension())) {
        settleByTime(media.stream().map(Numbered::media).toList(), sides);
      }
    } else if (claims.shared()) {
      Confidence confidence = claims.complete() ? Confidence.HIGH : Confidence.MEDIUM;
      media.stream()
          .filter(each -> each.number() < sides.size())
          .forEach(each -> each.media().own(sides.get(each.number()), BY_TITLE, confidence));
    }
  }

  private static boolean isOnlyPair(List<Numbered> media, Claims claims) {
    return claims.shared() && claims.fitting().size() == 1 && media.size() == 1;
  }

  private void settleByTime(List<Media> media, List<Side> sides) {
    Map<Media, Side> pairs = times.pairs(media, sides);
    if (mayBeMovingHalf(media.get(0))) {
      pairs.forEach((each, side) -> each.own(side, BY_TIME, Confidence.MEDIUM));
      return;
    }
    if (media.size() == 2 && pairs.size() != 1) {
      media.get(0).own(sides.get(0), "truncated name", Confidence.HIGH);
      editOf(media.get(0), media.get(1));
      return;
    }
    Map<Side, Media> originals = new HashMap<>();
    for (Media each : media) {
      Side side = pairs.get(each);
      if (side != null && originals.putIfAbsent(side, each) == null) {
        each.own(side, BY_TIME, Confidence.MEDIUM);
      } else if (side != null) {
        editOf(originals.get(side), each);
      }
    }
    if (pairs.isEmpty() && sides.get(0).isFree()) {
      media.get(0).own(sides.get(0), "truncated name", Confidence.MEDIUM);
    }
    media.stream().filter(Media::isOpen).forEach(each -> each.ambiguous(sides));
  }

  /** A moving half takes a number like an edited copy, and has no sidecar either. */
  private static boolean mayBeMovingHalf(Media media) {
    String beginning = media.name().base().substring(0, Math.min(SHORTEST_STEM, media.name().base().length()));
    return media.name().type().moves()
        && media.folder.media.stream().anyMatch(each -> each.name().type() == MediaType.PHOTO && each.name().base().startsWith(beginning));
  }

  private static void editOf(Media original, Media copy) {
    copy.share(original.match().orElseThrow().side(), CUT_AWAY, Confidence.MEDIUM);
    copy.isEditedCopyOf(original);
  }
}
