package org.stillkeep.takeout;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the name of an archive says: {@code takeout-YYYYMMDDTHHMMSSZ[-group]-part.zip}. Users rename archives, so a name
 * proves nothing and its absence neither.
 *
 * @param stamp the time of the export, {@code YYYYMMDDTHHMMSSZ}; parts of one set lie within about a minute
 * @param group the product group, a number that is neither a part nor a total
 * @param part from 1 within its group
 * @param format by the extension
 * @param browserCopy the name bears a browser's {@code (1)} of a second download
 * @param partialDownload the name bears a browser's extension for unfinished downloads
 */
public record ArchiveName(
    Optional<String> stamp,
    OptionalInt group,
    OptionalInt part,
    Format format,
    boolean browserCopy,
    boolean partialDownload) {

  /** The form of an archive. */
  public enum Format {
    ZIP,
    TGZ,
    OTHER
  }

  public ArchiveName {
    Objects.requireNonNull(stamp);
    Objects.requireNonNull(format);
  }

  /** Reads a file name, without its folder; any name gives an answer. */
  public static ArchiveName parse(String fileName) {
    throw new UnsupportedOperationException("being built: " + fileName);
  }
}
