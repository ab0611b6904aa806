package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides where one rule lets several media or several sidecars meet: by the title, by copies that say the same, by what
 * lies in one archive, by time. What stays undecided is said to be ambiguous and gets no sidecar.
 */
final class Ties {

  private final TimeAgreement times;

  Ties(TimeAgreement times) {
    this.times = times;
  }

  /** Both lists are open and free, and meet under {@code rule}. */
  void resolve(Rule rule, List<Media> media, List<Side> sides) {
    List<Media> open = new ArrayList<>(media);
    List<Side> free = new ArrayList<>(sides);
    if (open.size() > 1 || free.size() > 1) {
      pairByTitle(rule, open, free);
    }
    if (open.size() > 1 && free.size() == 1) {
      open = onlyPhotoOf(open);
    }
    if (open.size() == 1 && free.size() == 1) {
      open.get(0).own(free.get(0), rule.name(), rule.confidence());
    } else if (!open.isEmpty() && !free.isEmpty()) {
      pairCopies(rule, open, free);
    }
  }

  private static void pairByTitle(Rule rule, List<Media> open, List<Side> free) {
    Map<String, List<Media>> byName = new HashMap<>();
    open.forEach(each -> byName.computeIfAbsent(each.name().full(), name -> new ArrayList<>()).add(each));
    Map<Media, List<Side>> claims = new HashMap<>();
    for (Side side : free) {
      for (String name : side.foretoldNames()) {
        byName.getOrDefault(name, List.of()).forEach(each -> claims.computeIfAbsent(each, m -> new ArrayList<>()).add(side));
      }
    }
    for (Media each : List.copyOf(open)) {
      List<Side> claiming = claims.getOrDefault(each, List.of());
      boolean clear = claiming.size() == 1 && byName.get(each.name().full()).size() == 1 && claiming.get(0).isFree();
      if (clear) {
        each.own(claiming.get(0), rule.name(), rule.confidence());
        open.remove(each);
        free.remove(claiming.get(0));
      }
    }
  }

  /** A sidecar that fits a still and its moving half is the still's. */
  private static List<Media> onlyPhotoOf(List<Media> open) {
    List<Media> photos = open.stream().filter(each -> each.name().type() == MediaType.PHOTO).toList();
    return photos.size() == 1 ? photos : open;
  }

  private void pairCopies(Rule rule, List<Media> open, List<Side> free) {
    boolean oneStatement = free.stream().allMatch(free.get(0)::saysTheSameAs);
    boolean oneFile = open.stream().allMatch(each -> each == open.get(0) || each.sameContentAs(open.get(0)));
    if (oneStatement && (oneFile || free.size() >= open.size())) {
      for (int i = 0; i < Math.min(open.size(), free.size()); i++) {
        open.get(i).own(free.get(i), rule.name(), rule.confidence());
      }
      return;
    }
    if (!pairWithinArchives(rule, open, free) && !pairByTime(rule, open, free)) {
      open.forEach(each -> each.ambiguous(free));
    }
  }

  /** The same path in two archives, with different contents: each archive's sidecar is for its own file. */
  private static boolean pairWithinArchives(Rule rule, List<Media> open, List<Side> free) {
    Map<Integer, Side> byArchive = new HashMap<>();
    free.forEach(side -> byArchive.put(side.ref().archive(), side));
    long archives = open.stream().map(each -> each.ref().archive()).distinct().count();
    boolean oneEach =
        archives == open.size()
            && byArchive.size() == free.size()
            && open.size() == free.size()
            && open.stream().allMatch(each -> byArchive.containsKey(each.ref().archive()));
    boolean oneName = open.stream().allMatch(each -> each.name().full().equals(open.get(0).name().full()));
    if (!oneEach || !oneName || open.size() == 1) {
      return false;
    }
    open.forEach(each -> each.own(byArchive.get(each.ref().archive()), rule.name(), Confidence.MEDIUM));
    return true;
  }

  private boolean pairByTime(Rule rule, List<Media> open, List<Side> free) {
    Map<Media, Side> pairs = times.pairs(open, free);
    boolean oneToOne = pairs.size() == open.size() && pairs.values().stream().distinct().count() == pairs.size();
    if (oneToOne) {
      pairs.forEach((each, side) -> each.own(side, rule.name() + ", by time", Confidence.MEDIUM));
    }
    return oneToOne;
  }
}
