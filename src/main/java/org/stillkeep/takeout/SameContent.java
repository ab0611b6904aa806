package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Knows which media are the same file by size, checksum and name without number: the copies in year folder and albums. One
 * of them, best the one in the year folder, stands for all. The name counts because a camera's uncompressed pictures all
 * have one size, and of 100,000 of them two have the same CRC-32: such two must both be read.
 */
final class SameContent {

  private static final String RULE = "same content as another copy";

  /** Each without the others proves nothing. */
  private static final Comparator<Media> BY_CONTENT =
      Comparator.comparingLong(Media::sizeBytes)
          .thenComparingLong(Media::crc32)
          .thenComparing(media -> NameCut.folded(media.name().withoutIndex()));

  /** All media with a checksum, copies beside each other, those in year folders first. */
  private final List<Media> sorted = new ArrayList<>();

  SameContent(List<Folder> folders) {
    for (Folder folder : folders) {
      for (Media each : folder.media) {
        if (each.crc32() != 0) {
          sorted.add(each);
        }
      }
    }
    sorted.sort(BY_CONTENT.thenComparing(each -> !isYear(each)));
  }

  /** Gives each copy without a sidecar that of another copy, when all sidecars of the copies tell the same time. */
  void shareSidecars() {
    forEachGroup(
        group -> {
          if (group.size() > 1) {
            shareSidecars(group);
          }
        });
  }

  private static void shareSidecars(List<Media> group) {
    List<Side> known = new ArrayList<>(group.size());
    group.forEach(each -> each.match().ifPresent(match -> known.add(match.side())));
    boolean agree = !known.isEmpty() && known.stream().allMatch(each -> each.takenAt().equals(known.get(0).takenAt()));
    if (agree) {
      group.stream()
          .filter(each -> each.match().isEmpty() && each.liveOf().isEmpty())
          .forEach(each -> each.share(known.get(0), RULE, Confidence.HIGH));
    }
  }

  /** Tells every media which copy stands for it; none where it stands for itself. */
  void nameFirstCopies() {
    forEachGroup(
        group -> {
          Optional<Media> first = group.stream().filter(each -> each.liveOf().isEmpty()).findFirst();
          first.ifPresent(media -> group.stream().filter(each -> each != media).forEach(each -> each.isCopyOf(media)));
        });
  }

  /** Hands over all media with a checksum, each together with its copies. */
  void forEachGroup(Consumer<List<Media>> consumer) {
    for (int from = 0; from < sorted.size(); ) {
      int to = end(from);
      consumer.accept(sorted.subList(from, to));
      from = to;
    }
  }

  /** Behind the last copy of the media at this place. */
  private int end(int from) {
    int to = from + 1;
    while (to < sorted.size() && BY_CONTENT.compare(sorted.get(from), sorted.get(to)) == 0) {
      to++;
    }
    return to;
  }

  private static boolean isYear(Media media) {
    return media.folder.role().kind() == FolderRole.Kind.YEAR;
  }
}
