package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the originals of edited copies, {@code IMG_1-edited(2).jpg} in all languages, and of Google's creations,
 * {@code IMG_1-ANIMATION.gif}. They have no sidecar and use that of the original of the same number.
 */
final class EditedCopies {

  private static final String COPY = "edited copy of";
  private static final String SIDECAR_ONLY = "edited copy of a missing original";
  private static final String OTHER_NUMBER = "edited copy of the only original";
  private static final String OTHER_NUMBER_MISSING = "edited copy of the only original, which is missing";
  private static final String RAW = "raw beside its photo";

  /** No copy is edited more often than this in its name. */
  private static final int MOST_SUFFIXES = 4;

  private final SidecarSearch search;
  private final KeyIndex<Media> byStem = new KeyIndex<>();
  private final KeyIndex<Media> byBase = new KeyIndex<>();

  EditedCopies(SidecarSearch search) {
    this.search = search;
  }

  /** Joins the copies of one folder to their originals; an object serves one folder. */
  void join(Folder folder) {
    List<Media> open = folder.media.stream().filter(Media::isOpen).toList();
    if (open.isEmpty()) {
      return;
    }
    for (Media each : folder.media) {
      byStem.add(NameCut.folded(each.name().stem()), each);
      byBase.add(NameCut.folded(each.name().base()), each);
    }
    open.forEach(this::findOriginal);
    open.forEach(each -> inherit(each, 0));
    searchOriginalsSidecars(open.stream().filter(each -> each.isOpen() && each.editedOf().isEmpty()).toList(), folder);
    open.stream().filter(Media::isOpen).forEach(this::useOnlyOriginal);
    useOnlySidecars(open.stream().filter(each -> each.isOpen() && each.name().index() > 0).toList(), folder);
    open.stream().filter(each -> each.isOpen() && each.name().type() == MediaType.RAW).forEach(this::useNeighbour);
  }

  /** The names of the possible originals, nearest first. */
  private static List<MediaName> originalNames(MediaName name) {
    List<MediaName> names = new ArrayList<>();
    MediaName current = name;
    for (int i = 0; i < MOST_SUFFIXES; i++) {
      Optional<String> base = withoutSuffix(current.base());
      if (base.isEmpty()) {
        break;
      }
      current = current.withBase(base.get());
      names.add(current);
    }
    if (names.isEmpty() && NameCut.mayBeCut(name.base(), name.extension())) {
      addCutSuffixes(name, names);
    }
    return names;
  }

  /** The base of the original, when the base of this name ends in a suffix that Google appends. */
  static Optional<String> withoutSuffix(String base) {
    for (String suffix : KnownNames.INSTANCE.copySuffixes()) {
      int at = base.length() - suffix.length();
      if (at > 0 && base.regionMatches(true, at, suffix, 0, suffix.length())) {
        return Optional.of(base.substring(0, at));
      }
    }
    return Optional.empty();
  }

  /** In a name as long as cut names are, the suffix may be cut: {@code -ha edi}, {@code -}. */
  private static void addCutSuffixes(MediaName name, List<MediaName> names) {
    String base = name.base();
    for (int at = base.indexOf('-', 1); at > 0; at = base.indexOf('-', at + 1)) {
      String tail = base.substring(at);
      for (String suffix : KnownNames.INSTANCE.copySuffixes()) {
        if (tail.length() < suffix.length() && suffix.regionMatches(true, 0, tail, 0, tail.length())) {
          names.add(name.withBase(base.substring(0, at)));
          break;
        }
      }
    }
  }

  private void findOriginal(Media copy) {
    for (MediaName original : originalNames(copy.name())) {
      Optional<Media> found = best(byStem.get(NameCut.folded(original.stem())), copy);
      if (found.isPresent()) {
        copy.isEditedCopyOf(found.get().liveOf().orElse(found.get()));
        return;
      }
    }
  }

  /** Of several files of the original's name: the same extension, best in the same case, then a photo. */
  private static Optional<Media> best(List<Media> sameStem, Media copy) {
    return sameStem.stream()
        .filter(each -> each != copy)
        .min(
            Comparator.comparing((Media each) -> !each.name().extension().equals(copy.name().extension()))
                .thenComparing(each -> !each.name().extension().equalsIgnoreCase(copy.name().extension()))
                .thenComparing(each -> each.name().type() != MediaType.PHOTO));
  }

  /** The original may be an edited copy itself, and so on. */
  private void inherit(Media copy, int depth) {
    if (!copy.isOpen() || copy.editedOf().isEmpty() || depth > MOST_SUFFIXES) {
      return;
    }
    Media original = copy.editedOf().get();
    inherit(original, depth + 1);
    original.match().ifPresent(match -> copy.share(match.side(), COPY, match.confidence()));
  }

  private void searchOriginalsSidecars(List<Media> copies, Folder folder) {
    for (int level = 0; level < MOST_SUFFIXES; level++) {
      Map<Media, MediaName> named = new LinkedHashMap<>();
      for (Media copy : copies) {
        List<MediaName> names = originalNames(copy.name());
        if (copy.isOpen() && level < names.size()) {
          named.put(copy, names.get(level));
        }
      }
      if (!named.isEmpty()) {
        search.run(List.copyOf(named.keySet()), named::get, folder.sides);
      }
    }
    for (Media copy : copies) {
      copy.match().ifPresent(match -> copy.share(match.side(), SIDECAR_ONLY, Confidence.MEDIUM));
    }
  }

  /** A number without an original of that number: a second edit, if there is one original only. */
  private void useOnlyOriginal(Media copy) {
    if (copy.name().index() == 0 || copy.editedOf().isPresent()) {
      return;
    }
    for (MediaName original : originalNames(copy.name())) {
      List<Media> originals = byBase.get(NameCut.folded(original.base()));
      if (originals.size() == 1 && originals.get(0).match().isPresent()) {
        copy.isEditedCopyOf(originals.get(0));
        copy.share(originals.get(0).match().get().side(), OTHER_NUMBER, Confidence.LOW);
        return;
      }
    }
  }

  /** The same where that original is missing, too, and one sidecar is all that is left of its name. */
  private void useOnlySidecars(List<Media> copies, Folder folder) {
    List<Media> lone = copies.stream().filter(each -> each.editedOf().isEmpty() && !originalNames(each.name()).isEmpty()).toList();
    if (lone.isEmpty()) {
      return;
    }
    KeyIndex<Side> byName = new KeyIndex<>();
    for (Side side : folder.sides) {
      side.name().readings().forEach(reading -> byName.addOnce(NameCut.folded(reading.name()), side));
    }
    for (Media copy : lone) {
      MediaName original = originalNames(copy.name()).get(0);
      List<Side> sides = byName.get(NameCut.folded(original.withoutIndex()));
      boolean noOriginal = byBase.count(NameCut.folded(original.base())) == 0;
      if (noOriginal && sides.size() == 1 && sides.get(0).name().index() == 0) {
        copy.share(sides.get(0), OTHER_NUMBER_MISSING, Confidence.LOW);
      }
    }
  }

  private void useNeighbour(Media raw) {
    List<Media> sameStem = byStem.get(NameCut.folded(raw.name().stem()));
    List<Media> photos =
        sameStem.stream().filter(each -> each.name().type() == MediaType.PHOTO && each.hasOwn()).toList();
    if (photos.size() == 1) {
      raw.share(photos.get(0).match().orElseThrow().side(), RAW, Confidence.MEDIUM);
    }
  }
}
