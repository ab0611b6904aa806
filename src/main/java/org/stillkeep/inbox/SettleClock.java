package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Decides when a thing in the inbox is settled: unchanged over two looks or more that span the quiet time, and then of
 * sound form. What is not seen at a look is forgotten, so that the memory is bounded by what lies in the inbox.
 */
final class SettleClock {

  /**
   * Walking a folder of half a million files takes seconds; a settled one is walked again only after so many times the
   * time that the last walk took.
   */
  private static final long REST_PER_WALK = 20;

  private final SettleOptions options;
  private final LongSupplier nanoTime;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final Set<Path> seenThisLook = new HashSet<>();

  /** What is remembered of one thing; {@code verdict} stands as long as the facts do. */
  private record Seen(FileFacts facts, long sinceNanos, Optional<Verdict> verdict, long walkAgainNanos) {}

  SettleClock(SettleOptions options, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
  }

  void beginLook() {
    seenThisLook.clear();
  }

  void endLook() {
    seen.keySet().retainAll(seenThisLook);
  }

  /** @throws IOException when the file cannot be read now; the next look tries again */
  Verdict lookAtFile(Path path, FileFacts facts, BooleanSupplier stopRequested) throws IOException {
    long now = nanoTime.getAsLong();
    Verdict verdict = look(path, facts, now, now, stopRequested);
    boolean stillSo = verdict.settled().isEmpty() || FileFacts.of(FileFacts.attributesOf(path)).equals(facts);
    return stillSo ? verdict : Verdict.waiting(WaitingArchive.Reason.GROWING, facts.sizeBytes());
  }

  /** Everything below the folder counts as one thing. */
  Verdict lookAtFolder(Path path, BooleanSupplier stopRequested) throws IOException {
    long start = nanoTime.getAsLong();
    Seen before = seen.get(path);
    if (before != null && before.verdict().isPresent() && before.walkAgainNanos() - start > 0) {
      seenThisLook.add(path);
      return before.verdict().get();
    }
    FolderListing listing = FolderListing.of(path);
    if (listing.files().isEmpty()) {
      return Verdict.NOTHING;
    }
    if (listing.bytesElsewhere()) {
      return Verdict.waiting(WaitingArchive.Reason.BYTES_ELSEWHERE, listing.sizeBytes());
    }
    long now = nanoTime.getAsLong();
    FileFacts facts =
        new FileFacts(listing.sizeBytes(), FileTime.fromMillis(0), Optional.of(listing.fingerprint()));
    return look(path, facts, now, now + (now - start) * REST_PER_WALK, stopRequested);
  }

  private Verdict look(Path path, FileFacts facts, long now, long walkAgainNanos, BooleanSupplier stopRequested)
      throws IOException {
    seenThisLook.add(path);
    Seen before = seen.get(path);
    if (before == null || !before.facts().equals(facts)) {
      seen.put(path, new Seen(facts, now, Optional.empty(), walkAgainNanos));
      return Verdict.waiting(WaitingArchive.Reason.GROWING, facts.sizeBytes());
    }
    if (now - before.sinceNanos() < options.quiet().toNanos()) {
      return Verdict.waiting(WaitingArchive.Reason.GROWING, facts.sizeBytes());
    }
    Verdict verdict = before.verdict().isPresent() ? before.verdict().get() : inspect(path, facts.sizeBytes(), stopRequested);
    seen.put(path, new Seen(facts, before.sinceNanos(), Optional.of(verdict), walkAgainNanos));
    return verdict;
  }

  private static Verdict inspect(Path path, long sizeBytes, BooleanSupplier stopRequested) throws IOException {
    String name = SettledArchive.fileNameOf(path);
    if (InboxNames.isSplitPiece(name)) {
      return Verdict.problem(path, InboxProblem.Kind.SPLIT, "it is one piece of an archive that was split");
    }
    try {
      Identified identified = Archives.identify(path, stopRequested);
      return identified.archives().get(0).kind() == ArchiveKind.FILE
          ? inspectLooseFile(path, identified, sizeBytes)
          : Verdict.settled(identified);
    } catch (ArchiveException e) {
      return Verdict.of(e, sizeBytes);
    }
  }

  /** A loose file has no end record; that it is not all zeros is all that can be told. */
  private static Verdict inspectLooseFile(Path path, Identified identified, long sizeBytes) throws IOException {
    if (!InboxNames.isLooseFile(SettledArchive.fileNameOf(path))) {
      return Verdict.problem(
          path, InboxProblem.Kind.NOT_AN_ARCHIVE, "neither an archive nor a picture, video or sidecar");
    }
    return switch (Archives.startOf(path)) {
      case EMPTY -> Verdict.waiting(WaitingArchive.Reason.EMPTY, sizeBytes);
      case ZEROS -> Verdict.waiting(WaitingArchive.Reason.ZERO_FILLED, sizeBytes);
      case ZIP, SPLIT_ZIP, GZIP, WEB_PAGE, OTHER -> Verdict.settled(identified);
    };
  }
}
