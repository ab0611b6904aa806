package org.stillkeep.takeout;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds sidecars in other folders, for media that have none beside them. Many photos share a name, so a name crosses
 * folders only towards or from an album, when all sidecars of that name tell the same time; between two year folders never.
 */
final class CrossFolder {

  private static final String RULE = "same name in another folder";

  /** A date and time or a long number: no counter of a camera, which soon comes round again. */
  private static final Pattern UNLIKELY_TWICE = Pattern.compile("\\d{8}");

  private final EmbeddedFacts embedded;
  private final KeyIndex<Side> byName = new KeyIndex<>();

  CrossFolder(EmbeddedFacts embedded, List<Folder> folders) {
    this.embedded = embedded;
    for (Folder folder : folders) {
      if (mayLend(folder)) {
        for (Side side : folder.sides) {
          for (SidecarName.Reading reading : side.name().readings()) {
            byName.add(Rule.key(reading.name(), reading.index()), side);
          }
        }
      }
    }
  }

  void search(Folder folder) {
    if (mayLend(folder)) {
      folder.media.stream().filter(Media::isOpen).forEach(this::search);
    }
  }

  private static boolean mayLend(Folder folder) {
    return switch (folder.role().kind()) {
      case ALBUM, YEAR, DATE, UNTITLED, ARCHIVE -> true;
      case TRASH, LOCKED, FAILED_VIDEOS, NONE -> false;
    };
  }

  private void search(Media media) {
    for (String key : Rules.keysAsIs(media.name())) {
      List<Side> elsewhere =
          byName.get(key).stream().filter(side -> mayCross(media.folder, side.folder)).toList();
      List<Side> unclaimed = elsewhere.stream().filter(CrossFolder::hasNoMediaBesideIt).toList();
      if (!unclaimed.isEmpty()) {
        decide(media, unclaimed, elsewhere);
        return;
      }
      if (!elsewhere.isEmpty() && agreeInTime(elsewhere) && isSameShot(media, elsewhere.get(0))) {
        media.share(elsewhere.get(0), RULE, Confidence.LOW);
        return;
      }
    }
  }

  private static boolean mayCross(Folder from, Folder to) {
    return from != to && (isAlbumLike(from) || isAlbumLike(to));
  }

  private static boolean isAlbumLike(Folder folder) {
    return switch (folder.role().kind()) {
      case ALBUM, UNTITLED, ARCHIVE -> true;
      case YEAR, DATE, TRASH, LOCKED, FAILED_VIDEOS, NONE -> false;
    };
  }

  /** Another album's copy may have found it before. */
  private static boolean hasNoMediaBesideIt(Side side) {
    return side.owner().filter(owner -> owner.folder == side.folder).isEmpty();
  }

  private static void decide(Media media, List<Side> unclaimed, List<Side> elsewhere) {
    if (agreeInTime(elsewhere)) {
      media.share(unclaimed.get(0), RULE, Confidence.MEDIUM);
    } else {
      media.ambiguous(unclaimed);
    }
  }

  private static boolean agreeInTime(List<Side> sides) {
    return sides.get(0).takenAt().isPresent()
        && sides.stream().allMatch(side -> side.takenAt().equals(sides.get(0).takenAt()));
  }

  /** The sidecar belongs to another file: only the clock, or a name that hardly occurs twice, can say it is a copy. */
  private boolean isSameShot(Media media, Side side) {
    Optional<Media> owner = side.owner();
    if (owner.isPresent() && owner.get().name().type() != media.name().type()) {
      return false;
    }
    return embedded
        .time(media)
        .map(time -> ClockOffset.between(time, side.takenAt().orElseThrow()).isPresent())
        .orElseGet(() -> UNLIKELY_TWICE.matcher(media.name().base()).find());
  }
}
