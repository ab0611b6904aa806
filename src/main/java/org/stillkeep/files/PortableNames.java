package org.stillkeep.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that every platform and every NAS can hold, unique on each of them. They are made so on every platform from day one,
 * since the folder written on Linux today is read on Windows tomorrow.
 *
 * <p>A name is NFC, has none of {@code / \ : * ? " < > |} and no control character, neither begins nor ends with a space, does
 * not begin with a dot (which would hide it, or make it look like one of our own files) nor end with one, is no device of
 * Windows, and has at most {@link #MAX_BYTES} bytes of UTF-8. What it may not have becomes {@code _}. Two wishes for one name
 * are told apart by a blank and a number, {@code photo (2).jpg}: Takeout numbers its own doubles {@code photo(2).jpg} and its
 * readers take that apart, while they leave the form with the blank alone.
 *
 * <p>All functions are pure, and a name that came out goes in unchanged.
 */
public final class PortableNames {

  /**
   * 143 bytes is the longest name on eCryptfs, and so in encrypted shares of Synology; five are kept for the {@code .json} of
   * a sidecar. Our temporaries need none: their names do not contain the target's.
   */
  public static final int MAX_BYTES = 143 - ".json".length();

  private static final String ILLEGAL = "/\\:*?\"<>|";

  /** Device names of Windows, with or without an extension, also with blanks before it. */
  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *", Pattern.CASE_INSENSITIVE);

  private static final Pattern EXTENSION = Pattern.compile("(?<=.)\\.[A-Za-z0-9]{1,10}\\z");

  private PortableNames() {}

  /**
   * A file name as near to {@code wanted} as can be, with its extension.
   *
   * @param takenFoldedNames the {@link #fold} of each name that is already in the folder
   * @return a name whose {@link #fold} is not among them; the caller adds it
   */
  public static String fileName(String wanted, Set<String> takenFoldedNames) {
    String clean = clean(wanted);
    Matcher extension = EXTENSION.matcher(clean);
    int end = extension.find() ? extension.start() : clean.length();
    return unique(clean.substring(0, end), clean.substring(end), takenFoldedNames);
  }

  /** As {@link #fileName}, for a folder: a dot in it starts no extension. */
  public static String folderName(String wanted, Set<String> takenFoldedNames) {
    return unique(clean(wanted), "", takenFoldedNames);
  }

  /**
   * The key under which two names are the same on some platform: whatever their case, composition, dots and blanks at the end,
   * and invisible characters (which HFS+ overlooks).
   */
  public static String fold(String name) {
    StringBuilder visible = new StringBuilder(name.length());
    name.codePoints().filter(each -> Character.getType(each) != Character.FORMAT).forEach(visible::appendCodePoint);
    String decomposed = Normalizer.normalize(withoutEnd(visible.toString()), Form.NFD);
    // Up and down, because some letters meet only in one of the two: sharp s and SS, the two small sigmas.
    String folded = decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('\u03c2', '\u03c3');
    return Normalizer.normalize(folded, Form.NFC);
  }

  /**
   * The path below {@code root} by plain names.
   *
   * @throws IllegalArgumentException if a segment is not one plain name on this file system, so that it could lead elsewhere
   */
  public static Path underRoot(Path root, List<String> segments) {
    Path path = root;
    for (String segment : segments) {
      path = child(path, segment);
    }
    return path;
  }

  private static Path child(Path parent, String segment) {
    boolean plain = !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
    if (!plain || segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("not a plain name: " + segment);
    }
    Path child = parent.resolve(segment);
    if (!parent.equals(child.getParent()) || !child.endsWith(segment)) {
      throw new IllegalArgumentException("not a plain name: " + segment);
    }
    return child;
  }

  private static String clean(String wanted) {
    StringBuilder legal = new StringBuilder(wanted.length());
    Normalizer.normalize(wanted, Form.NFC).codePoints().map(each -> isLegal(each) ? each : '_').forEach(legal::appendCodePoint);
    String clean = withoutEnd(legal.toString()).replaceFirst("^ +", "");
    if (clean.isEmpty()) {
      return "_";
    }
    if (clean.startsWith(".")) {
      clean = "_" + clean.substring(1);
    }
    int dot = clean.indexOf('.');
    int base = dot < 0 ? clean.length() : dot;
    return DEVICE.matcher(clean.substring(0, base)).matches()
        ? clean.substring(0, base) + "_" + clean.substring(base)
        : clean;
  }

  private static boolean isLegal(int codePoint) {
    boolean noncharacter = (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
    // SMB clients write illegal characters as these and show them so again.
    boolean smbStandIn = codePoint >= 0xf000 && codePoint <= 0xf0ff;
    boolean loneSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return !(noncharacter
        || smbStandIn
        || loneSurrogate
        || Character.isISOControl(codePoint)
        || ILLEGAL.indexOf(codePoint) >= 0);
  }

  private static String unique(String stem, String extension, Set<String> takenFoldedNames) {
    String name = fitted(stem, extension);
    for (int number = 2; takenFoldedNames.contains(fold(name)); number++) {
      name = fitted(stem, " (" + number + ")" + extension);
    }
    return name;
  }

  /** Shortens the stem, never the end. */
  private static String fitted(String stem, String end) {
    int room = MAX_BYTES - end.getBytes(UTF_8).length;
    int length = 0;
    while (length < stem.length()) {
      int codePoint = stem.codePointAt(length);
      room -= Character.toString(codePoint).getBytes(UTF_8).length;
      if (room < 0) {
        break;
      }
      length += Character.charCount(codePoint);
    }
    String shortened = stem.substring(0, length);
    return end.isEmpty() ? withoutEnd(shortened) : shortened + end;
  }

  /** Win32 strips dots and spaces from the end of a name. */
  private static String withoutEnd(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    return name.substring(0, end);
  }
}
