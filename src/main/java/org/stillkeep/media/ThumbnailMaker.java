package org.stillkeep.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Makes the small JPEGs by which a library shows its photos: the longest side at most {@value #LONGEST_SIDE} pixels, never
 * larger than the photo, turned as it was taken, some {@value #WANTED_BYTES} bytes or less.
 *
 * <p>Neither memory nor time depend on what the bytes claim; whatever goes wrong with decoding them, there is just no thumbnail.
 * One call may take some 20 MiB of the heap, and for pictures that come in several scans 48 MiB outside of it: callers make one
 * thumbnail at a time. It draws nothing and needs no display; but the first picture makes Java decide, once for the whole
 * process, whether there is one ({@code java.awt.headless}): who still looks for a display {@linkplain #holdBack holds
 * pictures back} until then.
 */
public final class ThumbnailMaker {

  /** Pixels; what Ente's clients make. */
  static final int LONGEST_SIDE = 720;

  /** What Ente's clients aim at. */
  static final int WANTED_BYTES = 100 * 1024;

  /** A preview that large serves as well as the photo itself; most have 160 pixels. */
  private static final int GOOD_ENOUGH = 512;

  private static final long TICK_MILLIS = 100;

  /** Who looks longer than that does not find any more. */
  private static final long MOST_PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Those who look for a display. As static as Java's decision is. */
  private static final AtomicInteger LOOKING = new AtomicInteger();

  private final BooleanSupplier stopRequested;

  /** @param stopRequested ends the making of a thumbnail within a second, without result */
  public ThumbnailMaker(BooleanSupplier stopRequested) {
    this.stopRequested = Objects.requireNonNull(stopRequested);
  }

  /** Lets every thumbnail wait until {@link #letGo} was called as often as this, but no longer than a minute. */
  public static void holdBack() {
    LOOKING.incrementAndGet();
  }

  /** The display has been found, or given up. */
  public static void letGo() {
    LOOKING.decrementAndGet();
  }

  /** Whether there may be a better thumbnail in the photo's own pixels than in the preview that came with it. */
  public static boolean isWorthDecoding(MediaFacts facts) {
    return PictureDecoder.canDecode(facts.type())
        && facts.thumbnailJpeg().filter(ThumbnailMaker::isGoodEnough).isEmpty();
  }

  /**
   * Of a photo's own pixels.
   *
   * @param in the whole file; stays the caller's to close
   * @param facts what is known of it
   */
  public Optional<byte[]> ofPhoto(InputStream in, MediaFacts facts) {
    return made(in, facts.type(), facts.orientation());
  }

  /** Of the preview that came with a photo or video; one that needs no change stays as it is. */
  public Optional<byte[]> ofPreview(MediaFacts facts) {
    return facts.thumbnailJpeg().flatMap(jpeg -> ofPreview(jpeg, facts.orientation()));
  }

  private Optional<byte[]> ofPreview(byte[] jpeg, int orientation) {
    Optional<byte[]> made = made(new ByteArrayInputStream(jpeg), MediaType.JPEG, orientation);
    boolean fits = jpeg.length <= WANTED_BYTES && longestSideOf(jpeg) <= LONGEST_SIDE;
    return fits && Orientation.of(orientation).equals(Orientation.USUAL) ? made.map(decodable -> jpeg) : made;
  }

  private Optional<byte[]> made(InputStream in, MediaType type, int orientation) {
    try {
      awaitDecision();
      Picture stored = new PictureDecoder(LONGEST_SIDE, stopRequested).decode(in, type);
      return Optional.of(JpegEncoder.encode(Orientation.of(orientation).applyTo(stored), WANTED_BYTES));
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
      // Decoders fail in every way there is; a photo without thumbnail is as safe as one with.
      return Optional.empty();
    }
  }

  private void awaitDecision() throws InterruptedIOException {
    long since = System.nanoTime();
    while (LOOKING.get() > 0 && System.nanoTime() - since < MOST_PATIENCE_NANOS) {
      if (stopRequested.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("stopped");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
    }
  }

  private static boolean isGoodEnough(byte[] jpeg) {
    return longestSideOf(jpeg) >= GOOD_ENOUGH;
  }

  /** 0 for what is no JPEG that could be decoded. */
  private static int longestSideOf(byte[] jpeg) {
    try {
      JpegFrame frame = new JpegPassage(new ByteArrayInputStream(jpeg)).frame();
      return Math.max(frame.width(), frame.height());
    } catch (IOException e) {
      return 0; // the question was whether it is any good
    }
  }
}
