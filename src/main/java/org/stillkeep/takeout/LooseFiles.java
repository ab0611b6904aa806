package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the sidecars of files that were too big for an archive. Google offers them as downloads of their own, named
 * {@code stem-<part number>.ext}, and leaves their sidecars in the archives.
 */
final class LooseFiles {

  private static final String RULE = "too big for an archive";
  private static final Pattern PART = Pattern.compile("(?<base>.+)-\\d{3,4}", Pattern.DOTALL);

  private final TimeAgreement times;
  private final KeyIndex<Side> byName = new KeyIndex<>();

  LooseFiles(TimeAgreement times, List<Folder> folders) {
    this.times = times;
    for (Folder folder : folders) {
      for (Side side : folder.sides) {
        if (side.isFree()) {
          names(side).forEach(name -> byName.addOnce(name, side));
        }
      }
    }
  }

  void search(Folder loose) {
    loose.media.stream().filter(Media::isOpen).forEach(this::search);
  }

  private static List<String> names(Side side) {
    List<String> names = new ArrayList<>(4);
    for (SidecarName.Reading reading : side.name().readings()) {
      names.add(NameCut.folded(reading.name()));
      names.add(stemOf(MediaName.titled(reading.name())));
    }
    side.title()
        .ifPresent(
            title -> {
              names.add(NameCut.folded(NameCut.mediaName(title)));
              NameCut.cutMediaNames(title).forEach(name -> names.add(NameCut.folded(name)));
              names.add(stemOf(MediaName.titled(NameCut.mediaName(title))));
            });
    return names;
  }

  /** Google may give a file an extension that its title has not, or another of the same type; no name contains the slash. */
  private static String stemOf(MediaName name) {
    return switch (name.type()) {
      case PHOTO, RAW -> "photo/" + NameCut.folded(name.stem());
      case VIDEO, CLIP -> "video/" + NameCut.folded(name.stem());
      case UNKNOWN -> "any/" + NameCut.folded(name.full());
    };
  }

  private void search(Media media) {
    for (String name : names(media.name())) {
      List<Side> free = byName.get(name).stream().filter(Side::isFree).toList();
      if (!free.isEmpty()) {
        decide(media, free);
        return;
      }
    }
  }

  private static List<String> names(MediaName name) {
    List<MediaName> candidates = new ArrayList<>(3);
    candidates.add(MediaName.titled(name.full()));
    Matcher part = PART.matcher(name.stem());
    MediaName whole = part.matches() ? MediaName.of(part.group("base") + name.extension()) : name;
    candidates.add(MediaName.titled(whole.full()));
    candidates.add(MediaName.titled(whole.withoutIndex()));
    List<String> names = new ArrayList<>(9);
    candidates.forEach(each -> names.add(NameCut.folded(each.full())));
    candidates.forEach(each -> names.add("any/" + NameCut.folded(each.stem())));
    candidates.forEach(each -> names.add(stemOf(each)));
    return names;
  }

  private void decide(Media media, List<Side> free) {
    boolean oneStatement = free.stream().allMatch(free.get(0)::saysTheSameAs);
    if (oneStatement) {
      media.own(free.get(0), RULE, free.get(0).name().index() == 0 ? Confidence.HIGH : Confidence.MEDIUM);
      return;
    }
    Optional<Side> byTime = Optional.ofNullable(times.pairs(List.of(media), free).get(media));
    byTime.ifPresentOrElse(
        side -> media.own(side, RULE + ", by time", Confidence.MEDIUM), () -> media.ambiguous(free));
  }
}
