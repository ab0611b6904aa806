package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the rules over one folder, best first: what a rule pairs, later rules do not see. */
final class SidecarSearch {

  /** A media file under the name by which its sidecar is looked for: its own, or that of its missing original. */
  record Named(Media media, MediaName name) {}

  private final Ties ties;

  SidecarSearch(Ties ties) {
    this.ties = ties;
  }

  /** Pairs what can be paired; the rest stays open. */
  void run(List<Named> media, List<Side> sides) {
    for (Rule rule : Rules.IN_ORDER) {
      List<Named> open = media.stream().filter(each -> each.media().isOpen()).toList();
      List<Side> free = sides.stream().filter(Side::isFree).toList();
      if (open.isEmpty() || free.isEmpty()) {
        return;
      }
      apply(rule, open, free);
    }
  }

  private void apply(Rule rule, List<Named> media, List<Side> sides) {
    Map<String, List<Side>> byKey = new LinkedHashMap<>();
    for (Side side : sides) {
      for (String key : rule.sidecarKeys().apply(side)) {
        List<Side> sameKey = byKey.computeIfAbsent(key, each -> new ArrayList<>(1));
        if (sameKey.isEmpty() || sameKey.get(sameKey.size() - 1) != side) {
          sameKey.add(side);
        }
      }
    }
    Map<String, List<Media>> meeting = new LinkedHashMap<>();
    for (Named named : media) {
      for (String key : rule.mediaKeys().apply(named.name())) {
        if (byKey.containsKey(key)) {
          List<Media> sameKey = meeting.computeIfAbsent(key, each -> new ArrayList<>(1));
          if (sameKey.isEmpty() || sameKey.get(sameKey.size() - 1) != named.media()) {
            sameKey.add(named.media());
          }
        }
      }
    }
    meeting.forEach(
        (key, group) -> {
          List<Media> open = group.stream().filter(Media::isOpen).toList();
          List<Side> free = byKey.get(key).stream().filter(Side::isFree).toList();
          if (!open.isEmpty() && !free.isEmpty()) {
            ties.resolve(rule, open, free);
          }
        });
  }
}
