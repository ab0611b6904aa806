package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Pairs media and sidecars by their times alone: the offset between both clocks that most pairs share is taken for true.
 */
final class TimeAgreement {

  /** Larger groups are not compared each with each. */
  private static final int MOST_COMPARISONS = 100_000;

  private final EmbeddedFacts embedded;

  TimeAgreement(EmbeddedFacts embedded) {
    this.embedded = embedded;
  }

  /**
   * Each media that has exactly one sidecar at the common offset. Two media may share one: the second is an edited copy.
   *
   * @return in the order of {@code media}; empty when no offset is more common than every other
   */
  Map<Media, Side> pairs(List<Media> media, List<Side> sides) {
    Map<Media, Side> pairs = new LinkedHashMap<>();
    if ((long) media.size() * sides.size() > MOST_COMPARISONS) {
      return pairs;
    }
    Map<Long, Integer> votes = new HashMap<>();
    for (Media each : media) {
      for (Side side : sides) {
        offset(each, side).ifPresent(seconds -> votes.merge(seconds, 1, Integer::sum));
      }
    }
    mostCommon(votes).ifPresent(seconds -> media.forEach(each -> pairAt(seconds, each, sides, pairs)));
    return pairs;
  }

  private void pairAt(long seconds, Media media, List<Side> sides, Map<Media, Side> pairs) {
    List<Side> fitting = new ArrayList<>();
    for (Side side : sides) {
      OptionalLong offset = offset(media, side);
      if (offset.isPresent() && offset.getAsLong() == seconds) {
        fitting.add(side);
      }
    }
    if (fitting.size() == 1) {
      pairs.put(media, fitting.get(0));
    }
  }

  private OptionalLong offset(Media media, Side side) {
    var time = embedded.time(media);
    return time.isPresent() && side.takenAt().isPresent()
        ? ClockOffset.between(time.get(), side.takenAt().get())
        : OptionalLong.empty();
  }

  private static Optional<Long> mostCommon(Map<Long, Integer> votes) {
    Long best = null;
    boolean tied = false;
    for (Map.Entry<Long, Integer> vote : votes.entrySet()) {
      int lead = best == null ? 1 : Integer.compare(vote.getValue(), votes.get(best));
      tied = lead == 0 || (tied && lead < 0);
      best = lead > 0 ? vote.getKey() : best;
    }
    return tied ? Optional.empty() : Optional.ofNullable(best);
  }
}
