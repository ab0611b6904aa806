package org.stillkeep.takeout;

import java.util.List;
import java.util.Optional;

/**
 * A photo or video on its way to an item. Mutable: only the steps that {@link Takeout#read} runs one after the other
 * write here, each its own field, and nothing of it leaves the room.
 */
final class Media {

  /** How a sidecar was found; {@code own} when the sidecar describes this very file and no other. */
  record Match(Side side, String rule, Confidence confidence, boolean own) {}

  private static final int MOST_CANDIDATES = 20;

  final TakeoutEntry entry;
  final Folder folder;
  final MediaName name;

  private Match match;
  private Media liveOf;
  private Media liveVideo;
  private Media editedOf;
  private List<Side> candidates = List.of();

  Media(TakeoutEntry entry, Folder folder, MediaName name) {
    this.entry = entry;
    this.folder = folder;
    this.name = name;
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
    return entry.crc32() != 0 && entry.crc32() == other.entry.crc32() && entry.sizeBytes() == other.entry.sizeBytes();
  }
}
