package org.stillkeep.library;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.CaptureTime;

/**
 * Something that is wrong in the library, or could not be looked at, in the words of the library.
 *
 * @param problem what is wrong
 * @param assetId the photo's number; 0 when it is an album that cannot be opened
 * @param title the photo's file name; empty text when not even that can be read
 * @param albums titles of the albums it is in
 * @param taken when it was taken, where that is known
 * @param detail what the store or the ciphertext said, for the curious
 */
public record VerifyFinding(
    Problem problem, long assetId, String title, List<String> albums, Optional<CaptureTime> taken, String detail) {

  /** What may be wrong. */
  public enum Problem {
    /** The content is not in the store. */
    CONTENT_MISSING,
    /** The store failed at the content or the preview in a way that may pass; nothing is known to be wrong. */
    NOT_GIVEN_OUT,
    /** The content is there, but cut short, altered, or sealed under another key. */
    CONTENT_DAMAGED,
    /** The preview is missing or damaged; the photo itself is not concerned. */
    THUMBNAIL_DAMAGED,
    /** The entry of a photo or an album in the store cannot be opened. */
    ENTRY_UNREADABLE
  }

  public VerifyFinding {
    Objects.requireNonNull(problem);
    Objects.requireNonNull(title);
    Objects.requireNonNull(taken);
    Objects.requireNonNull(detail);
    albums = List.copyOf(albums);
  }
}
