package org.stillkeep.takeout;

import java.util.List;
import java.util.function.Function;

/** Runs the rules over one folder, best first: what a rule pairs, later rules do not see. */
final class SidecarSearch {

  private final Ties ties;

  SidecarSearch(Ties ties) {
    this.ties = ties;
  }

  /**
   * Pairs what can be paired; the rest stays open.
   *
   * @param names by which the sidecars are looked for: the media's own, or those of missing originals
   */
  void run(List<Media> media, Function<Media, MediaName> names, List<Side> sides) {
    for (Rule rule : Rules.IN_ORDER) {
      List<Media> open = media.stream().filter(Media::isOpen).toList();
      List<Side> free = sides.stream().filter(Side::isFree).toList();
      if (open.isEmpty() || free.isEmpty()) {
        return;
      }
      apply(rule, open, names, free);
    }
  }

  private void apply(Rule rule, List<Media> media, Function<Media, MediaName> names, List<Side> sides) {
    KeyIndex<Side> byKey = new KeyIndex<>();
    for (Side side : sides) {
      rule.sidecarKeys().apply(side).forEach(key -> byKey.addOnce(key, side));
    }
    if (byKey.isEmpty()) {
      return;
    }
    KeyIndex<Media> meeting = new KeyIndex<>();
    for (Media each : media) {
      for (String key : rule.mediaKeys().apply(names.apply(each))) {
        if (byKey.contains(key)) {
          meeting.addOnce(key, each);
        }
      }
    }
    meeting.forEachGroup(
        1,
        (key, group) -> {
          List<Media> open = group.stream().filter(Media::isOpen).toList();
          List<Side> free = byKey.get(key).stream().filter(Side::isFree).toList();
          if (!open.isEmpty() && !free.isEmpty()) {
            ties.resolve(rule, open, free);
          }
        });
  }
}
