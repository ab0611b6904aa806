package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an entry lies in the Takeout, whatever archive or unpacked folder it came in: the folders below the last
 * {@code Takeout}, in NFC and without blanks at their ends, so that the folders of all parts fall together.
 *
 * @param folders outermost first; empty for a loose file
 * @param file the file's name in NFC
 * @param belowTakeout whether a folder {@code Takeout} stood above
 */
record LogicalPath(List<String> folders, String file, boolean belowTakeout) {

  /** macOS unpacks the second archive to {@code Takeout 2}, others to {@code Takeout (2)} or {@code Takeout-2}. */
  private static final Pattern TAKEOUT =
      Pattern.compile("Takeout( ?\\(\\d{1,4}\\)|[ -]\\d{1,4})?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> LITTER_FOLDERS = Set.of("__macosx", "@eadir", ".ds_store", "#recycle", ".thumbnails");
  private static final Set<String> LITTER_FILES = Set.of("thumbs.db", "desktop.ini", ".ds_store", ".picasa.ini", "picasa.ini");

  static LogicalPath of(String path) {
    String[] segments = path.replace('\\', '/').split("/", -1);
    int last = segments.length - 1;
    int start = startBelowTakeout(segments, last);
    List<String> folders = new ArrayList<>();
    for (int i = start; i < last; i++) {
      if (!segments[i].isEmpty() && !segments[i].equals(".")) {
        folders.add(folder(segments[i]));
      }
    }
    return new LogicalPath(List.copyOf(folders), NameCut.normalized(segments[last]), start > 0);
  }

  /** The place behind the last {@code Takeout} that is no album of that name; 0 where there is none. */
  private static int startBelowTakeout(String[] segments, int last) {
    int start = 0;
    for (int i = 0; i < last; i++) {
      boolean innermost = i + 1 == last;
      if (TAKEOUT.matcher(segments[i]).matches() && !(innermost && start > 0)) {
        start = i + 1;
        if (!innermost && KnownNames.INSTANCE.isRoot(folder(segments[i + 1]))) {
          break;
        }
      }
    }
    return start;
  }

  private static String folder(String segment) {
    return NameCut.normalized(segment.replace('\u00a0', ' ').stripTrailing());
  }

  /** Why an operating system, not Google, must have put all files of a folder there; empty for all others. */
  static Optional<String> litterReasonOfFolder(String folder) {
    for (String segment : folder.replace('\\', '/').split("/", -1)) {
      if (LITTER_FOLDERS.contains(segment.toLowerCase(Locale.ROOT))) {
        return Optional.of("left behind by an operating system (" + segment + ")");
      }
    }
    return Optional.empty();
  }

  /** The same for a file, by its name. */
  static Optional<String> litterReasonOfFile(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    if (LITTER_FOLDERS.contains(lower)) {
      return Optional.of("left behind by an operating system (" + file + ")");
    }
    boolean litter = file.startsWith("._") || lower.startsWith("synofile_thumb") || LITTER_FILES.contains(lower);
    return litter ? Optional.of("left behind by an operating system") : Optional.empty();
  }

  boolean isLoose() {
    return folders.isEmpty() && !belowTakeout;
  }
}
