package org.stillkeep.takeout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.asset.Place;

/**
 * What Google Photos knows of one photo or video. All of it is optional, and none of it is to be believed blindly.
 *
 * @param title the name under which it was uploaded; not unique, and not always the name of the file
 * @param description the caption; also what the exports of Ente's call so
 * @param imageViews how often it was looked at
 * @param takenAt {@code photoTakenTime}: the instant of capture; empty when unknown, zero or absurd
 * @param uploadedAt {@code creationTime}: the instant of upload
 * @param modifiedAt {@code photoLastModifiedTime} or {@code modificationTime} of old exports
 * @param place {@code geoData}, else {@code geoDataExif}; {@code 0,0} is no place
 * @param people the names the user gave to faces
 * @param url its page in Google Photos; the same for all copies and exports
 * @param origin the key inside {@code googlePhotosOrigin}, such as {@code mobileUpload}
 * @param deviceFolder the folder on the phone it was uploaded from
 * @param deviceType the kind of phone, such as {@code ANDROID_PHONE}
 * @param appSource the Android package that made it
 * @param partner came by partner sharing
 * @param exported written by an export of Stillkeep, which says more in its own object {@value TakeoutJson#OURS}
 * @param rawJson the whole text, for keeps
 */
public record Sidecar(
    Optional<String> title,
    Optional<String> description,
    OptionalLong imageViews,
    Optional<Instant> takenAt,
    Optional<Instant> uploadedAt,
    Optional<Instant> modifiedAt,
    Optional<Place> place,
    List<String> people,
    Optional<String> url,
    Optional<String> origin,
    Optional<String> deviceFolder,
    Optional<String> deviceType,
    Optional<String> appSource,
    boolean favorited,
    boolean archived,
    boolean trashed,
    boolean locked,
    boolean partner,
    boolean exported,
    String rawJson) {

  public Sidecar {
    people = List.copyOf(people);
    Objects.requireNonNull(rawJson);
  }

  /**
   * Reads a sidecar. Never throws for what the text says.
   *
   * @return empty when the text is no JSON, is too long or too deep, or does not describe a photo or video
   */
  public static Optional<Sidecar> parse(byte[] json) {
    return TakeoutJson.parse(json).sidecar();
  }

  /**
   * The same with HTML entities of title and description decoded, as some old exports need it, when it is that which makes
   * the title fit the name of the media.
   *
   * @param mediaFileName the name of the photo or video in the archive
   */
  public Sidecar fitting(String mediaFileName) {
    if (!HtmlEntities.hideNameOf(MediaName.of(mediaFileName), title)) {
      return this;
    }
    return new Sidecar(
        title.map(HtmlEntities::decode), description.map(HtmlEntities::decode), imageViews, takenAt, uploadedAt, modifiedAt,
        place, people, url, origin, deviceFolder, deviceType, appSource, favorited, archived, trashed, locked, partner,
        exported, rawJson);
  }
}
