package org.stillkeep.takeout;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final List<Folder> folders;

  CrossFolder(EmbeddedFacts embedded, List<Folder> folders) {
    this.embedded = embedded;
    this.folders = folders.stream().filter(CrossFolder::mayLend).toList();
  }

  /** Searches for all that is open. */
  void search() {
    for (List<Rule> rules : Rules.ACROSS_FOLDERS) {
      List<Media> open = folders.stream().flatMap(folder -> folder.media.stream()).filter(Media::isOpen).toList();
      if (!open.isEmpty()) {
        search(rules, open);
      }
    }
  }

  private void search(List<Rule> rules, List<Media> open) {
    KeyIndex<Media> wanted = new KeyIndex<>();
    open.forEach(media -> keys(rules, media.name()).forEach(key -> wanted.add(key, media)));
    KeyIndex<Side> byKey = new KeyIndex<>();
    for (Folder folder : folders) {
      for (Side side : folder.sides) {
        for (Rule rule : rules) {
          rule.sidecarKeys().apply(side).stream().filter(wanted::contains).forEach(key -> byKey.addOnce(key, side));
        }
      }
    }
    if (!byKey.isEmpty()) {
      open.forEach(media -> search(media, keys(rules, media.name()), byKey));
    }
  }

  private static Set<String> keys(List<Rule> rules, MediaName name) {
    Set<String> keys = new LinkedHashSet<>();
    rules.forEach(rule -> keys.addAll(rule.mediaKeys().apply(name)));
    return keys;
  }

  private static boolean mayLend(Folder folder) {
    return switch (folder.role().kind()) {
      case ALBUM, YEAR, DATE, UNTITLED, ARCHIVE -> true;
      case TRASH, LOCKED, FAILED_VIDEOS, NONE -> false;
    };
  }

  private void search(Media media, Set<String> keys, KeyIndex<Side> byKey) {
    for (String key : keys) {
      List<Side> elsewhere =
          byKey.get(key).stream().filter(side -> mayCross(media.folder, side.folder)).toList();
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
