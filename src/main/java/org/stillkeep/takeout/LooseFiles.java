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
    List<String> names = new ArrayList<>(3);
    side.name().readings().forEach(reading -> names.add(NameCut.folded(reading.name())));
    side.title().ifPresent(title -> names.add(NameCut.folded(NameCut.mediaName(title))));
    return names;
  }

  private void search(Media media) {
    for (String name : names(media.name())) {
      List<Side> free = byName.get(NameCut.folded(name)).stream().filter(Side::isFree).toList();
      if (!free.isEmpty()) {
        decide(media, free);
        return;
      }
    }
  }

  private static List<String> names(MediaName name) {
    Matcher part = PART.matcher(name.stem());
    if (!part.matches()) {
      return List.of(name.full(), name.withoutIndex());
    }
    MediaName whole = MediaName.of(part.group("base") + name.extension());
    return List.of(name.full(), whole.full(), whole.withoutIndex());
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
