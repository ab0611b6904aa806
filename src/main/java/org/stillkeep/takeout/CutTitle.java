package org.stillkeep.takeout;

import java.util.List;

/**
 * What the title of a sidecar with a cut name says about its media. Where the title goes on as the cut name begins, both come
 * from it, and the stem of the media is known: as much of the title as its extension leaves.
 *
 * @param stems the title without its extension, in all forms in which it may have been counted; empty when the title says nothing
 * @param extension of the title; empty when it has none that we know
 */
record CutTitle(List<String> stems, String extension) {

  static final CutTitle NOTHING = new CutTitle(List.of(), "");

  /** {@code cutName} is what is left of the title in the name of the sidecar, without number. */
  static CutTitle of(String cutName, Side side) {
    String title = side.title().map(NameCut::mediaName).orElse("");
    if (!NameCut.beginsWith(title, cutName)) {
      return NOTHING;
    }
    MediaName name = MediaName.of(title);
    String extension = name.type() == MediaType.UNKNOWN ? "" : name.extension();
    return new CutTitle(NameCut.countedForms(title.substring(0, title.length() - extension.length())), extension);
  }

  MediaType type() {
    return MediaType.ofExtension(extension);
  }

  boolean saysNothing() {
    return stems.isEmpty();
  }

  /** The stems of a media file whose extension has so many units. */
  List<String> stems(int extensionUnits) {
    int units = NameCut.MEDIA_UNITS - extensionUnits;
    return stems.stream().map(stem -> NameCut.normalized(NameCut.cut(stem, units))).distinct().toList();
  }

  /** Whether nothing in the title speaks against a media of this name, whatever its number. */
  boolean mayBe(MediaName name) {
    if (saysNothing()) {
      return true;
    }
    boolean sameType = extension.isEmpty() || extension.equalsIgnoreCase(name.extension());
    return sameType && stems(name.extension().length()).contains(name.base());
  }
}
