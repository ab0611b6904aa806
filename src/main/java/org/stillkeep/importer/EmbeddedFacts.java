package org.stillkeep.importer;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
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

  /** Opens entries. */
  interface Opener {
    /**
     * The content of an entry that its archive lists as readable.
     *
     * @throws OpenArchives.NotNowException when it cannot be had for now
     */
    InputStream open(EntryRef ref) throws IOException;
  }

  private final SetEntries entries;
  private final Opener opener;
  private final Map<EntryRef, Optional<MediaFacts>> seen = new HashMap<>();
  private final Set<EntryRef> notNow = new HashSet<>();

  EmbeddedFacts(SetEntries entries, Opener opener) {
    this.entries = entries;
    this.opener = opener;
  }

  /** What was looked for and could not be had, and may be had another time. */
  Set<EntryRef> notNow() {
    return Set.copyOf(notNow);
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
    if (!entry.state().equals(EntryState.READABLE.name())) {
      return Optional.empty();
    }
    try (InputStream in = opener.open(ref)) {
      return Optional.of(MediaProbe.read(in, entry.fileName(), MAX_READ_BYTES));
    } catch (EntryException e) {
      if (e.reason() == EntryException.Reason.CHANGED) {
        throw e;
      }
      // A broken entry says nothing about itself; importing it will say what is broken.
      return Optional.empty();
    } catch (OpenArchives.NotNowException e) {
      notNow.add(ref);
      return Optional.empty();
    }
  }
}
