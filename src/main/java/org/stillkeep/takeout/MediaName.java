package org.stillkeep.takeout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a media file's name: {@code base(index).extension}.
 *
 * @param full the whole name in NFC
 * @param stem the name before the last dot
 * @param extension the last dot and what follows; empty when there is no dot
 * @param base the stem without its number
 * @param index the number Google appended to a repeated name, or 0; {@code x (2).jpg} with a blank is a title
 */
record MediaName(String full, String stem, String extension, String base, int index) {

  /** A number in brackets at the end, as Google appends it: no blank before it. */
  static final Pattern NUMBERED = Pattern.compile("(?<base>.*)(?<!\\s)\\((?<index>\\d{1,6})\\)", Pattern.DOTALL);

  static MediaName of(String fileName) {
    String full = NameCut.normalized(fileName);
    int dot = full.lastIndexOf('.');
    String stem = dot < 0 ? full : full.substring(0, dot);
    String extension = dot < 0 ? "" : full.substring(dot);
    Matcher numbered = NUMBERED.matcher(stem);
    return stem.endsWith(")") && numbered.matches()
        ? new MediaName(full, stem, extension, numbered.group("base"), Integer.parseInt(numbered.group("index")))
        : new MediaName(full, stem, extension, stem, 0);
  }

  /** The name before Google appended its number. */
  String withoutIndex() {
    return index == 0 ? full : base + extension;
  }

  /** The name of another file of the same number. */
  MediaName withBase(String otherBase) {
    String otherStem = index == 0 ? otherBase : otherBase + "(" + index + ")";
    return new MediaName(otherStem + extension, otherStem, extension, otherBase, index);
  }

  MediaType type() {
    return MediaType.ofExtension(extension);
  }
}
