package org.stillkeep.media;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stillkeep.asset.Place;

/**
 * What the bytes of one file say about it. Everything but the type may be absent.
 *
 * @param type what the bytes are, whatever the file is called
 * @param taken embedded capture time
 * @param written when the file was last written, by its own account: the capture, or any later day
 * @param place embedded place
 * @param width pixels, as stored (not rotated)
 * @param height pixels, as stored (not rotated)
 * @param orientation EXIF's 1 to 8: how the stored pixels are turned and mirrored; 1 when nothing is said
 * @param durationMillis length of a video
 * @param contentIdentifier Apple's mark that a still and a video carry when they are halves of one live photo
 * @param thumbnailJpeg the preview that a camera put into the file, a JPEG of at most 64 KiB
 */
public record MediaFacts(
    MediaType type,
    Optional<EmbeddedTime> taken,
    Optional<EmbeddedTime> written,
    Optional<Place> place,
    OptionalInt width,
    OptionalInt height,
    int orientation,
    OptionalLong durationMillis,
    Optional<String> contentIdentifier,
    Optional<byte[]> thumbnailJpeg) {

  public MediaFacts {
    Objects.requireNonNull(type);
    Objects.requireNonNull(taken);
    Objects.requireNonNull(written);
    Objects.requireNonNull(place);
    Objects.requireNonNull(width);
    Objects.requireNonNull(height);
    Objects.requireNonNull(durationMillis);
    Objects.requireNonNull(contentIdentifier);
    Objects.requireNonNull(thumbnailJpeg);
  }

  /** The same without the preview, which is larger than all the rest: for those who keep many. */
  public MediaFacts withoutThumbnail() {
    return new MediaFacts(
        type, taken, written, place, width, height, orientation, durationMillis, contentIdentifier, Optional.empty());
  }
}
