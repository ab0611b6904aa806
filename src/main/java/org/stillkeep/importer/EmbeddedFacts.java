package org.stillkeep.importer;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.inbox.EntryContents;
import org.stillkeep.inbox.EntryException;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.media.EmbeddedTime;
import org.stillkeep.media.MediaFacts;
import org.stillkeep.media.MediaProbe;
import org.stillkeep.takeout.EntryRef;

/** Looks into media of opened archives without reading more of them than it takes, and remembers what decided something. */
final class EmbeddedFacts implements SetReading.FactsReader {

  /** Photos tell all in their first megabyte; a video whose index lies behind its pictures is given up after this much. */
  private static final long MAX_READ_BYTES = 32L << 20;

  private final SetEntries entries;
  private final IntFunction<? extends Optional<? extends EntryContents>> archives;
  private final Map<EntryRef, Optional<MediaFacts>> seen = new HashMap<>();

  /** @param archives opens the archive of a part, the first time; empty where it is not there any more */
  EmbeddedFacts(SetEntries entries, IntFunction<? extends Optional<? extends EntryContents>> archives) {
    this.entries = entries;
    this.archives = archives;
  }

  @Override
  public Optional<EntryFacts> read(EntryRef ref) throws IOException {
    Optional<MediaFacts> facts = look(ref);
    seen.put(ref, facts.map(MediaFacts::withoutThumbnail));
    return facts.map(EmbeddedFacts::decisive);
  }

  /** What the bytes of an entry say; empty when they cannot be had. */
  Optional<MediaFacts> look(EntryRef ref) throws IOException {
    Optional<MediaFacts> known = seen.get(ref);
    return known == null ? open(ref) : known;
  }

  /** What was seen of an entry, if it was looked at to decide something. */
  Optional<MediaFacts> seen(EntryRef ref) {
    return seen.getOrDefault(ref, Optional.empty());
  }

  /** The facts that may decide a pairing. */
  static EntryFacts decisive(MediaFacts facts) {
    Optional<EmbeddedTime> exact = facts.taken().filter(time -> time.accuracy() == Accuracy.SECOND);
    return new EntryFacts(exact.map(EmbeddedTime::digits), facts.durationMillis(), facts.contentIdentifier());
  }

  private Optional<MediaFacts> open(EntryRef ref) throws IOException {
    ListedEntry entry = entries.entry(ref);
    boolean readable = entry.state().equals(EntryState.READABLE.name());
    Optional<? extends EntryContents> archive = readable ? archives.apply(ref.archive()) : Optional.empty();
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = archive.get().open(ref.entry())) {
      return Optional.of(MediaProbe.read(in, entry.fileName(), MAX_READ_BYTES));
    } catch (EntryException e) {
      if (e.reason() == EntryException.Reason.CHANGED) {
        throw e;
      }
      // A broken entry says nothing about itself; importing it will say what is broken.
      return Optional.empty();
    }
  }
}
