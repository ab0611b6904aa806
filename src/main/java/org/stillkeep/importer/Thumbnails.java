package org.stillkeep.importer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.Library;
import org.stillkeep.library.SealedContent;
import org.stillkeep.media.MediaFacts;
import org.stillkeep.media.ThumbnailMaker;

/**
 * Thumbnails for stores that want them: of the preview that came with a photo if it is good enough, else of the photo's own
 * pixels, else of whatever preview there is. One is made at a time, however many threads ask.
 */
final class Thumbnails {

  private final Library library;

  Thumbnails(Library library) {
    this.library = library;
  }

  /**
   * Puts a thumbnail of new content into the store, or what stands for one where none can be made.
   *
   * @param opener opens the photo, or the still, once more; empty when that cannot be done
   * @throws IOException when the store fails
   */
  Content withThumbnail(Content content, Optional<ContentPart.Opener> opener, BooleanSupplier stopRequested)
      throws IOException {
    Optional<byte[]> jpeg = make(content.facts(), opener, stopRequested);
    Stop.check(stopRequested);
    SealedContent sealed = content.sealed().orElseThrow();
    return content.with(
        jpeg.isPresent() ? library.withThumbnail(sealed, jpeg.get(), stopRequested) : library.withPlaceholder(sealed, stopRequested));
  }

  /**
   * Puts the preview that came with content, as it is, into a store that wants none made: here, since each file that is put into a
   * vault waits for the disk, which several threads do at once.
   */
  Content withPreview(Content content, BooleanSupplier stopRequested) throws IOException {
    Optional<byte[]> preview = content.facts().thumbnailJpeg();
    return preview.isPresent()
        ? content.with(library.withThumbnail(content.sealed().orElseThrow(), preview.get(), stopRequested))
        : content;
  }

  private synchronized Optional<byte[]> make(
      MediaFacts facts, Optional<ContentPart.Opener> opener, BooleanSupplier stopRequested) {
    ThumbnailMaker maker = new ThumbnailMaker(stopRequested);
    boolean decodes = opener.isPresent() && ThumbnailMaker.isWorthDecoding(facts);
    Optional<byte[]> own = decodes ? ofPhoto(maker, facts, opener.get()) : Optional.empty();
    return own.isPresent() ? own : maker.ofPreview(facts);
  }

  private static Optional<byte[]> ofPhoto(ThumbnailMaker maker, MediaFacts facts, ContentPart.Opener opener) {
    try (InputStream in = opener.open()) {
      return maker.ofPhoto(in, facts);
    } catch (IOException e) {
      return Optional.empty(); // its content is safe; what has happened to its archive, the next entry tells
    }
  }
}
