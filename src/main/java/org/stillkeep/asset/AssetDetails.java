package org.stillkeep.asset;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about an asset beside its bytes. All of it may improve when a later part brings a sidecar.
 *
 * @param title the file name as the owner knew it, with extension; for a live photo that of the still
 * @param liveVideoTitle the file name of a live photo's moving half; empty for other kinds
 * @param taken capture time
 * @param modified when the content was last changed, where known
 * @param place where it was taken, where known
 * @param description the caption; empty text when there is none
 * @param people names of the people in it, in the sidecar's order
 * @param archived whether the owner had put it out of the main view
 * @param url Google's own address of the photo, its most stable identity
 * @param sidecarJson the whole original sidecar, word for word, so that nothing it said is lost
 * @param editedOf content of the original of which this is an edited copy, where known; of a live photo, of its still
 */
public record AssetDetails(
    String title,
    Optional<String> liveVideoTitle,
    CaptureTime taken,
    Optional<Instant> modified,
    Optional<Place> place,
    String description,
    List<String> people,
    boolean archived,
    Optional<String> url,
    Optional<String> sidecarJson,
    Optional<ContentHash> editedOf) {

  public AssetDetails {
    Objects.requireNonNull(title);
    Objects.requireNonNull(liveVideoTitle);
    Objects.requireNonNull(taken);
    Objects.requireNonNull(modified);
    Objects.requireNonNull(place);
    Objects.requireNonNull(description);
    people = List.copyOf(people);
    Objects.requireNonNull(url);
    Objects.requireNonNull(sidecarJson);
    Objects.requireNonNull(editedOf);
  }

  /** Details of what is no edited copy. */
  public AssetDetails(
      String title,
      Optional<String> liveVideoTitle,
      CaptureTime taken,
      Optional<Instant> modified,
      Optional<Place> place,
      String description,
      List<String> people,
      boolean archived,
      Optional<String> url,
      Optional<String> sidecarJson) {
    this(
        title, liveVideoTitle, taken, modified, place, description, people, archived, url, sidecarJson, Optional.empty());
  }

  /** The same details of a live photo whose moving half has this title. */
  public AssetDetails withMovingHalf(Optional<String> videoTitle) {
    return new AssetDetails(
        title,
        videoTitle,
        taken,
        modified,
        place,
        description,
        people,
        archived,
        url,
        sidecarJson,
        editedOf);
  }

  /** The same details of an edited copy of that content. */
  public AssetDetails withOriginal(ContentHash original) {
    return new AssetDetails(
        title,
        liveVideoTitle,
        taken,
        modified,
        place,
        description,
        people,
        archived,
        url,
        sidecarJson,
        Optional.of(original));
  }
}
