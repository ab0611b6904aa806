package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which media are the same file by size and checksum: the copies in year folder and albums. One of them, best the one
 * in the year folder, stands for all.
 */
final class SameContent {

  private static final String RULE = "same content as another copy";

  /** Size and checksum; one without the other proves nothing. */
  private record Content(long sizeBytes, long crc32) {}

  private final Map<Content, List<Media>> copies = new LinkedHashMap<>();

  SameContent(List<Folder> folders) {
    for (Folder folder : folders) {
      for (Media each : folder.media) {
        if (each.crc32() != 0) {
          copies.computeIfAbsent(content(each), key -> new ArrayList<>(1)).add(each);
        }
      }
    }
    copies.values().forEach(group -> group.sort(Comparator.comparing(each -> !isYear(each))));
  }

  /** Gives each copy without a sidecar that of another copy, when all sidecars of the copies tell the same time. */
  void shareSidecars() {
    for (List<Media> group : copies.values()) {
      List<Side> known = new ArrayList<>(group.size());
      group.forEach(each -> each.match().ifPresent(match -> known.add(match.side())));
      boolean agree = !known.isEmpty() && known.stream().allMatch(each -> each.takenAt().equals(known.get(0).takenAt()));
      if (group.size() > 1 && agree) {
        group.stream()
            .filter(each -> each.match().isEmpty() && each.liveOf().isEmpty())
            .forEach(each -> each.share(known.get(0), RULE, Confidence.HIGH));
      }
    }
  }

  /** All copies, itself included. */
  List<Media> copiesOf(Media media) {
    return copies.getOrDefault(content(media), List.of(media));
  }

  /** The copy that stands for this one; empty when it stands for itself. */
  Optional<Media> sameAs(Media media) {
    return copiesOf(media).stream()
        .filter(each -> each.liveOf().isEmpty())
        .findFirst()
        .filter(first -> first != media);
  }

  private static Content content(Media media) {
    return new Content(media.sizeBytes(), media.crc32());
  }

  private static boolean isYear(Media media) {
    return media.folder.role().kind() == FolderRole.Kind.YEAR;
  }
}
