package org.stillkeep.takeout;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A photo or video on its way to an item. Mutable: only the steps that {@link Takeout#read} runs one after the other
 * write here, each its own field, and nothing of it leaves the room.
 */
final class Media {

  /** How a sidecar was found; {@code own} when the sidecar describes this very file and no other. */
  record Match(Side side, String rule, Confidence confidence, boolean own) {}

  private static final int MOST_CANDIDATES = 20;

  final Folder folder;

  private final int row;
  private Match match;
  private Media liveOf;
  private Media liveVideo;
  private Media editedOf;
  private Media sameAs;
  private List<Side> candidates = List.of();
  private List<Integer> albums;

  Media(Folder folder, int row) {
    this.folder = folder;
    this.row = row;
  }

  /** Made from the file's name each time, since a million of them would not fit. */
  MediaName name() {
    return MediaName.of(folder.set.fileName(row));
  }

  int row() {
    return row;
  }

  EntryRef ref() {
    return folder.set.ref(row);
  }

  long sizeBytes() {
    return folder.set.sizeBytes(row);
  }

  /** CRC-32 as an unsigned value, or 0 when not known. */
  long crc32() {
    return folder.set.crc32(row);
  }

  /** The clock time inside the file, as far as the caller has looked. */
  Optional<LocalDateTime> embeddedTime() {
    return folder.set.embeddedTime(row);
  }

  OptionalLong durationMillis() {
    return folder.set.durationMillis(row);
  }

  Optional<String> contentIdentifier() {
    return folder.set.contentIdentifier(row);
  }

  /** Gives it the sidecar that describes this very file; from now on the sidecar is taken. */
  void own(Side side, String rule, Confidence confidence) {
    match = new Match(side, rule, confidence, true);
    candidates = List.of();
    side.takenBy(this);
  }

  /** Gives it a sidecar that describes another file too. */
  void share(Side side, String rule, Confidence confidence) {
    match = new Match(side, rule, confidence, false);
    candidates = List.of();
    if (side.isFree()) {
      side.takenBy(this);
    }
  }

  /** Nothing decides between these sidecars; the first of very many stand for all. */
  void ambiguous(List<Side> sides) {
    candidates = List.copyOf(sides.subList(0, Math.min(MOST_CANDIDATES, sides.size())));
  }

  void isMovingHalfOf(Media still) {
    liveOf = still;
    still.liveVideo = this;
  }

  void isEditedCopyOf(Media original) {
    editedOf = original;
  }

  /** Another copy of the same content stands for it. */
  void isCopyOf(Media first) {
    sameAs = first;
  }

  void isIn(List<Integer> albumIndexes) {
    albums = albumIndexes;
  }

  Optional<Match> match() {
    return Optional.ofNullable(match);
  }

  Optional<Media> liveOf() {
    return Optional.ofNullable(liveOf);
  }

  Optional<Media> liveVideo() {
    return Optional.ofNullable(liveVideo);
  }

  Optional<Media> editedOf() {
    return Optional.ofNullable(editedOf);
  }

  Optional<Media> sameAs() {
    return Optional.ofNullable(sameAs);
  }

  /** Indexes of its albums, ascending; empty until somebody has found out. */
  Optional<List<Integer>> albums() {
    return Optional.ofNullable(albums);
  }

  List<Side> candidates() {
    return candidates;
  }

  /** Whether a later step may still find a sidecar for it. */
  boolean isOpen() {
    return match == null && liveOf == null && candidates.isEmpty();
  }

  boolean hasOwn() {
    return match != null && match.own();
  }

  /** Whether both files have the same size and checksum, as far as checksums are known. */
  boolean sameContentAs(Media other) {
    return crc32() != 0 && crc32() == other.crc32() && sizeBytes() == other.sizeBytes();
  }
}
