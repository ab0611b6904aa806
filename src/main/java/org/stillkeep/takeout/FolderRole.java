package org.stillkeep.takeout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a folder of Google Photos is.
 *
 * @param kind its role in the export
 * @param year the year in its name, for year and date folders
 * @param albumTitle present exactly for user albums
 */
record FolderRole(Kind kind, OptionalInt year, Optional<String> albumTitle) {

  /** The roles a folder may have; only {@code ALBUM} was made by the user. */
  enum Kind {
    ALBUM,
    YEAR,
    /** One day or week, as exports before 2021 grouped photos. */
    DATE,
    UNTITLED,
    TRASH,
    ARCHIVE,
    LOCKED,
    FAILED_VIDEOS,
    /** The photos root itself, or no folder at all. */
    NONE
  }

  private static final String DAY = "((?:18|19|20)\\d\\d)-\\d\\d-\\d\\d";
  private static final Pattern DATE = Pattern.compile(DAY + "( #\\d+)?(?: - " + DAY + "( #\\d+)?)?");
  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(1[89]\\d\\d|20\\d\\d)(?!\\d)");
  private static final long DAY_SECONDS = 86_400;

  static FolderRole none() {
    return plain(Kind.NONE);
  }

  /** {@code languageKnown}: whether the export calls its year folders in one of the languages we know. */
  static FolderRole of(Folder folder, boolean languageKnown) {
    if (folder.name.isEmpty()) {
      return none();
    }
    boolean hasAlbumJson = !folder.albumTexts.isEmpty();
    Optional<String> title = folder.albumTexts.stream().map(AlbumText::title).filter(each -> !each.isBlank()).findFirst();
    if (allTrashed(folder)) {
      return plain(Kind.TRASH);
    }
    if (folder.albumTexts.stream().anyMatch(AlbumText::exported)) {
      return new FolderRole(Kind.ALBUM, OptionalInt.empty(), Optional.of(title.orElse(folder.name)));
    }
    OptionalInt year = KnownNames.INSTANCE.yearOf(folder.name);
    if (year.isPresent() && title.map(each -> KnownNames.INSTANCE.yearOf(each).equals(year)).orElse(true)) {
      return new FolderRole(Kind.YEAR, year, Optional.empty());
    }
    Matcher date = DATE.matcher(folder.name);
    if (date.matches() && (title.isEmpty() || DATE.matcher(title.get()).matches())) {
      return new FolderRole(Kind.DATE, OptionalInt.of(Integer.parseInt(date.group(1))), Optional.empty());
    }
    if (title.isPresent()) {
      return new FolderRole(Kind.ALBUM, OptionalInt.empty(), title);
    }
    Kind special = specialKind(folder.name);
    if (special != Kind.NONE) {
      return plain(special);
    }
    if (!hasAlbumJson && folder.sides.stream().anyMatch(Side::isExported)) {
      // Our exports name every album in its JSON: a folder without one holds what is in none, or one month.
      return new FolderRole(Kind.NONE, yearInName(folder.name), Optional.empty());
    }
    if (hasAlbumJson || KnownNames.INSTANCE.isUntitled(folder.name)) {
      return plain(Kind.UNTITLED);
    }
    OptionalInt seen = languageKnown ? OptionalInt.empty() : yearOfSidecars(folder);
    return seen.isPresent()
        ? new FolderRole(Kind.YEAR, seen, Optional.empty())
        : new FolderRole(Kind.ALBUM, OptionalInt.empty(), Optional.of(folder.name));
  }

  private static Kind specialKind(String name) {
    KnownNames names = KnownNames.INSTANCE;
    if (names.isTrash(name)) {
      return Kind.TRASH;
    }
    if (names.isArchive(name)) {
      return Kind.ARCHIVE;
    }
    if (names.isLocked(name)) {
      return Kind.LOCKED;
    }
    return names.isFailedVideos(name) ? Kind.FAILED_VIDEOS : Kind.NONE;
  }

  private static boolean allTrashed(Folder folder) {
    return !folder.sides.isEmpty() && folder.sides.stream().allMatch(Side::isTrashed);
  }

  /** A year folder of a language we do not know: one year in the name, and most of its sidecars are of that year. */
  private static OptionalInt yearOfSidecars(Folder folder) {
    OptionalInt named = yearInName(folder.name);
    if (named.isEmpty() || folder.sides.isEmpty()) {
      return OptionalInt.empty();
    }
    int year = named.getAsInt();
    long ofYear =
        folder.sides.stream().filter(side -> side.takenAt().filter(taken -> isNear(taken, year)).isPresent()).count();
    return ofYear * 2 > folder.sides.size() ? OptionalInt.of(year) : OptionalInt.empty();
  }

  /** Empty also where the name has several. */
  private static OptionalInt yearInName(String name) {
    Matcher matcher = YEAR.matcher(name);
    Set<Integer> years = new HashSet<>();
    while (matcher.find()) {
      years.add(Integer.parseInt(matcher.group(1)));
    }
    return years.size() == 1 ? OptionalInt.of(years.iterator().next()) : OptionalInt.empty();
  }

  /** The year of Google's clock, whichever zone that had. */
  private static boolean isNear(Instant taken, int year) {
    return taken.minusSeconds(DAY_SECONDS).atOffset(ZoneOffset.UTC).getYear() <= year
        && taken.plusSeconds(DAY_SECONDS).atOffset(ZoneOffset.UTC).getYear() >= year;
  }

  private static FolderRole plain(Kind kind) {
    return new FolderRole(kind, OptionalInt.empty(), Optional.empty());
  }
}
