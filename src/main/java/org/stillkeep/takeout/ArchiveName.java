package org.stillkeep.takeout;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an archive says. Users rename archives, so a name proves nothing and its absence neither.
 *
 * <pre>
 * takeout-20240525T201456Z-001.zip        stamp, part
 * takeout-20250614T030613Z-3-002.zip      stamp, product group, part (since mid 2025)
 * takeout-20250614T030613Z-3-002 (1).zip  a browser's second download
 * takeout-20250614T030613Z-3-002 - Copy.zip, Copy of takeout-20250614T030613Z-3-002.zip  a copy, in any language
 * takeout-20250614T030613Z-3-002.zip.part a download under way
 * Photos-20250614T030613Z-3-002.zip       a folder downloaded from Google Drive
 * </pre>
 *
 * @param stamp the time of the export in UTC, {@code YYYYMMDDTHHMMSSZ}; the stamps of one set lie within about a minute
 * @param group the product group: neither a part, nor a total, nor an account
 * @param part from 1 within its group
 * @param format by the extension
 * @param browserCopy the name bears the mark of a second download or a copy: something before or after Google's name
 * @param partialDownload the name bears a browser's extension for unfinished downloads
 * @param driveDownload the name is that of a folder downloaded from Google Drive, which may hold Takeout archives
 */
public record ArchiveName(
    Optional<String> stamp,
    OptionalInt group,
    OptionalInt part,
    Format format,
    boolean browserCopy,
    boolean partialDownload,
    boolean driveDownload) {

  /** The form of an archive. */
  public enum Format {
    ZIP,
    TGZ,
    OTHER
  }

  private static final Pattern TAKEOUT =
      Pattern.compile(
          "(?<before>.{1,40}[ _(-])?takeout-(?<stamp>\\d{8}T\\d{6}Z)(?:-(?<group>\\d{1,9}))?-(?<part>\\d{3,9})"
              + "(?<copy>[ _(\u2013\u2014-].{0,40})?\\.(?:zip|tgz|tar\\.gz)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DRIVE =
      Pattern.compile("(?!takeout-).*-\\d{8}T\\d{6}Z(?:-\\d+)?-\\d{3,}(?: ?\\(\\d+\\))?\\.zip", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARTIAL =
      Pattern.compile("(?<whole>.*)\\.(?:crdownload|part|partial|download|opdownload)", Pattern.CASE_INSENSITIVE);

  public ArchiveName {
    Objects.requireNonNull(stamp);
    Objects.requireNonNull(group);
    Objects.requireNonNull(part);
    Objects.requireNonNull(format);
  }

  /** A part as its number stands in names, with that of its group where there is one, e.g. {@code 001} or {@code 3-001}. */
  public static String label(OptionalInt group, int part) {
    return String.format(Locale.ROOT, "%s%03d", group.isPresent() ? group.getAsInt() + "-" : "", part);
  }

  /** Its {@link #label(OptionalInt, int)}; empty for a name that says no part. */
  public Optional<String> label() {
    return part.isPresent() ? Optional.of(label(group, part.getAsInt())) : Optional.empty();
  }

  /** Reads a file name, without its folder; any name gives an answer. */
  public static ArchiveName parse(String fileName) {
    Matcher partial = PARTIAL.matcher(fileName);
    boolean unfinished = partial.matches();
    String whole = unfinished ? partial.group("whole") : fileName;
    Matcher takeout = TAKEOUT.matcher(whole);
    if (!takeout.matches()) {
      boolean drive = DRIVE.matcher(whole).matches();
      return new ArchiveName(
          Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), formatOf(whole), false, unfinished, drive);
    }
    return new ArchiveName(
        Optional.of(takeout.group("stamp").toUpperCase(Locale.ROOT)),
        number(takeout.group("group")),
        number(takeout.group("part")),
        formatOf(whole),
        takeout.group("before") != null || takeout.group("copy") != null,
        unfinished,
        false);
  }

  private static OptionalInt number(String digits) {
    return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }

  private static Format formatOf(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip")) {
      return Format.ZIP;
    }
    return lower.endsWith(".tgz") || lower.endsWith(".tar.gz") ? Format.TGZ : Format.OTHER;
  }
}
