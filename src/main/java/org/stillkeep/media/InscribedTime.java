package org.stillkeep.media;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.CaptureTime.Accuracy;

/**
 * A capture time as files write it: the clock at the place of capture, and its offset in whole minutes.
 *
 * @param clock date, time and offset, to the second
 * @param offsetKnown whether the offset is that of the place of capture, and not just one that makes the moment right
 * @param accuracy second, day or year; what is finer is not written
 */
public record InscribedTime(OffsetDateTime clock, boolean offsetKnown, Accuracy accuracy) {

  private static final DateTimeFormatter EXIF = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

  /** Programs round differently. */
  private static final long SAME_TIME_SECONDS = 2;

  private static final long QUARTER_HOUR_SECONDS = 900;
  private static final long MAX_OFFSET_SECONDS = 14 * 3600;

  /** What four digits can say. */
  private static final int LAST_YEAR = 9999;

  public InscribedTime {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(accuracy);
  }

  /** Empty when nothing is known that deserves to be written: an archive entry's time is the day of the export. */
  static Optional<InscribedTime> of(CaptureTime taken, ZoneId zone) {
    Instant moment = taken.instant().truncatedTo(ChronoUnit.SECONDS);
    ZoneOffset offset = taken.offset().orElseGet(() -> zone.getRules().getOffset(moment));
    ZoneOffset inMinutes = ZoneOffset.ofTotalSeconds(offset.getTotalSeconds() / 60 * 60);
    OffsetDateTime clock = moment.atOffset(inMinutes);
    boolean writable = taken.accuracy() != Accuracy.UNKNOWN && clock.getYear() > 0 && clock.getYear() <= LAST_YEAR;
    return writable ? Optional.of(new InscribedTime(clock, taken.offset().isPresent(), taken.accuracy())) : Optional.empty();
  }

  /** The same moment by another clock. */
  InscribedTime inZone(ZoneOffset offset) {
    return new InscribedTime(clock.withOffsetSameInstant(offset), offsetKnown, accuracy);
  }

  boolean isExact() {
    return accuracy == Accuracy.SECOND;
  }

  /** Date and time for EXIF. */
  String exif() {
    return EXIF.format(clock);
  }

  /** The offset, like {@code +02:00}. */
  String offset() {
    return OFFSET.format(clock);
  }

  /** As XMP writes it, no finer than it is known. */
  String iso() {
    String whole = ISO.format(clock);
    return switch (accuracy) {
      case DAY -> whole.substring(0, "2019-07-13".length());
      case MONTH -> whole.substring(0, "2019-07".length());
      case YEAR -> whole.substring(0, "2019".length());
      default -> whole;
    };
  }

  /** Whether a file need not be told: it says this time, or says one at all while we know but the day. */
  boolean isSaidBy(Optional<EmbeddedTime> file) {
    return file.isPresent() && (!isExact() || (file.get().accuracy() == Accuracy.SECOND && agreesWith(file.get())));
  }

  /** A clock without an offset agrees if it shows our digits, or, where our offset is a guess, those of any zone on earth. */
  boolean agreesWith(EmbeddedTime file) {
    if (file.instant().isPresent()) {
      return Math.abs(ChronoUnit.SECONDS.between(file.instant().get(), clock)) <= SAME_TIME_SECONDS;
    }
    long ahead = ChronoUnit.SECONDS.between(clock.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), file.digits());
    if (offsetKnown) {
      return Math.abs(ahead - clock.getOffset().getTotalSeconds()) <= SAME_TIME_SECONDS;
    }
    long zone = Math.round((double) ahead / QUARTER_HOUR_SECONDS) * QUARTER_HOUR_SECONDS;
    return Math.abs(ahead - zone) <= SAME_TIME_SECONDS && Math.abs(zone) <= MAX_OFFSET_SECONDS;
  }
}
