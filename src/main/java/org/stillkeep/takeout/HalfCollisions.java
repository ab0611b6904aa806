package org.stillkeep.takeout;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Videos that share their name with the moving half of a live photo. The half takes a number like any file but has no
 * sidecar, so that {@code IMG_1(1).MOV} can be the video that {@code IMG_1.MOV.json} describes. Apple's identifier says which
 * is the half, else the clock in the files which is the video.
 */
final class HalfCollisions {

  private static final String RULE = "video beside a moving half of its name";

  private final EmbeddedFacts embedded;
  private final TimeAgreement times;

  HalfCollisions(EmbeddedFacts embedded, TimeAgreement times) {
    this.embedded = embedded;
    this.times = times;
  }

  /** Settles all such groups of a folder, before any rule looks at names. */
  void settle(Folder folder) {
    KeyIndex<Media> stills = new KeyIndex<>();
    KeyIndex<Media> videos = new KeyIndex<>();
    for (Media each : folder.media) {
      MediaName name = each.name();
      if (each.isOpen() && name.type() == MediaType.PHOTO) {
        stills.add(NameCut.folded(name.base()), each);
      } else if (each.isOpen() && name.type() == MediaType.VIDEO) {
        videos.add(NameCut.folded(name.withoutIndex()), each);
      }
    }
    Map<String, List<Media>> groups = new LinkedHashMap<>();
    videos.forEachGroup(
        2,
        (key, group) -> {
          MediaName name = group.get(0).name();
          if (stills.contains(NameCut.folded(name.base()))) {
            groups.put(NameCut.folded(name.withoutIndex()), group);
          }
        });
    if (!groups.isEmpty()) {
      KeyIndex<Side> sides = sidesByName(folder, groups.keySet());
      groups.forEach((name, group) -> settle(group, stills.get(NameCut.folded(group.get(0).name().base())), sides.get(name)));
    }
  }

  private static KeyIndex<Side> sidesByName(Folder folder, Set<String> names) {
    KeyIndex<Side> byName = new KeyIndex<>();
    for (Side side : folder.sides) {
      side.name().readings().stream()
          .map(reading -> NameCut.folded(reading.name()))
          .filter(names::contains)
          .forEach(name -> byName.addOnce(name, side));
    }
    return byName;
  }

  /** Nothing is to be settled where the sidecars are as many as the videos, or where some of them are missing. */
  private void settle(List<Media> unorderedVideos, List<Media> stills, List<Side> unorderedSides) {
    List<Media> videos = unorderedVideos.stream().sorted(Comparator.comparingInt(video -> video.name().index())).toList();
    List<Side> sides = unorderedSides.stream().sorted(Comparator.comparingInt(side -> side.name().index())).toList();
    boolean counted = IntStream.range(0, sides.size()).allMatch(i -> sides.get(i).name().index() == i);
    if (sides.isEmpty() || sides.size() >= videos.size() || !counted) {
      return;
    }
    List<Media> others = videos.stream().filter(video -> !isHalfOfOne(video, stills)).toList();
    if (others.size() == sides.size()) {
      IntStream.range(0, sides.size()).forEach(i -> others.get(i).own(sides.get(i), RULE, Confidence.MEDIUM));
      return;
    }
    Map<Media, Side> pairs = times.pairs(videos, sides);
    if (pairs.size() == sides.size() && Set.copyOf(pairs.values()).size() == sides.size()) {
      pairs.forEach((video, side) -> video.own(side, RULE, Confidence.MEDIUM));
    } else {
      videos.forEach(video -> video.ambiguous(sides));
    }
  }

  private boolean isHalfOfOne(Media video, List<Media> stills) {
    Optional<String> identifier = embedded.contentIdentifier(video);
    return stills.stream().map(embedded::contentIdentifier).anyMatch(still -> still.isPresent() && still.equals(identifier));
  }
}
