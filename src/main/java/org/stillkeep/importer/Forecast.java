package org.stillkeep.importer;

/**
 * What an import into an empty library would bring in, copies of the same content once, without what lies in Google's trash or
 * in the locked folder.
 *
 * @param photos photos and live photos
 * @param videos videos
 * @param contentBytes their size, moving halves included: the library needs this room, and a little more
 * @param filedBytes the same where each is written once for each of its albums, as an export does
 */
public record Forecast(long photos, long videos, long contentBytes, long filedBytes) {

  static final Forecast NOTHING = new Forecast(0, 0, 0, 0);

  Forecast plus(Forecast other) {
    return new Forecast(
        photos + other.photos, videos + other.videos, contentBytes + other.contentBytes, filedBytes + other.filedBytes);
  }
}
