package org.stillkeep.takeout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a media file's name: {@code base(index).extension}; of clips also {@code PXL_1.MP(1)}.
 *
 * @param full the whole name in NFC
 * @param stem the name before the last dot
 * @param extension the last dot and what follows; empty when there is no dot
 * @param base the stem without its number
 * @param index the number Google appended to a repeated name, or 0; {@code x (2).jpg} with a blank is a title
 */
record MediaName(String full, String stem, String extension, String base, int index) {

  /** A number in brackets at the end, as Google counts: from 1, without zeros before it. */
  private static final Pattern NUMBERED = Pattern.compile("(?<base>.*)\\((?<index>[1-9]\\d{0,5})\\)", Pattern.DOTALL);

  static MediaName of(String fileName) {
    String full = NameCut.normalized(fileName);
    int dot = full.lastIndexOf('.');
    String stem = dot < 0 ? full : full.substring(0, dot);
    String extension = dot < 0 ? "" : full.substring(dot);
    Optional<Matcher> numbered = number(stem).filter(found -> isGooglesNumber(found.group("base"), extension));
    if (numbered.isPresent()) {
      return new MediaName(full, stem, extension, numbered.get().group("base"), index(numbered.get()));
    }
    Optional<Matcher> numberedClip = number(extension);
    return numberedClip.isPresent()
        ? new MediaName(full, stem, numberedClip.get().group("base"), stem, index(numberedClip.get()))
        : new MediaName(full, stem, extension, stem, 0);
  }

  /** The name whose number, if it seems to have one, is the end of its title. */
  static MediaName titled(String fileName) {
    MediaName name = of(fileName);
    return name.index == 0 ? name : new MediaName(name.full, name.stem, name.extension, name.stem, 0);
  }

  /** People put a blank before their own numbers; only a cut can leave one before Google's. */
  private static boolean isGooglesNumber(String base, String extension) {
    return !endsWithBlank(base) || NameCut.mayBeCut(base, extension);
  }

  /** The number at the end of a name, whoever put it there. */
  static Optional<Matcher> number(String name) {
    if (!name.endsWith(")")) {
      return Optional.empty();
    }
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  static int index(Matcher number) {
    return Integer.parseInt(number.group("index"));
  }

  static boolean endsWithBlank(String name) {
    return !name.isEmpty() && Character.isWhitespace(name.charAt(name.length() - 1));
  }

  /** The name before Google appended its number. */
  String withoutIndex() {
    return index == 0 ? full : base + extension;
  }

  /** The name of another file of the same number. */
  MediaName withBase(String otherBase) {
    if (index == 0) {
      return of(otherBase + extension);
    }
    String otherStem = otherBase + "(" + index + ")";
    return new MediaName(otherStem + extension, otherStem, extension, otherBase, index);
  }

  MediaType type() {
    return MediaType.ofExtension(extension);
  }
}
