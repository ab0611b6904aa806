package org.stillkeep.catalog;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * An archive that was listed once.
 *
 * @param id its number in the catalog
 * @param fingerprint its identity under any file name
 * @param setId the set it belongs to
 * @param fileName its name when it was last seen
 * @param part its number within the set, where its name says one
 * @param kind what it is on disk, in the words of the room that opens archives
 * @param sizeBytes its size on disk
 * @param fileMillis its file time when its damage was last looked at, in milliseconds since 1970
 * @param readBack whether everything that was imported from it has been read back from the library
 */
public record StoredArchive(
    long id,
    String fingerprint,
    String setId,
    String fileName,
    OptionalInt part,
    String kind,
    long sizeBytes,
    long fileMillis,
    boolean readBack) {

  public StoredArchive {
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(setId);
    Objects.requireNonNull(fileName);
    Objects.requireNonNull(part);
    Objects.requireNonNull(kind);
  }
}
