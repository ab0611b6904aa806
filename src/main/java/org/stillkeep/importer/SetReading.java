package org.stillkeep.importer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.TakeoutContents;
import org.stillkeep.takeout.TakeoutEntry;
import org.stillkeep.takeout.TakeoutSet;

/**
 * The entries of all parts of a set, and what they mean together.
 *
 * @param parts the entries of each part, in their order
 * @param contents what they mean; refs count parts and positions
 * @param noFiles folders and links, which mean nothing and are in {@code contents} not at all
 */
record SetReading(List<List<ListedEntry>> parts, TakeoutContents contents, List<EntryRef> noFiles) {

  /** Opens media to see what their bytes say, where names decide nothing. */
  interface FactsReader {
    /** What the bytes say; empty when they cannot be had. */
    Optional<EntryFacts> read(EntryRef ref) throws IOException;
  }

  /** Each answer may raise a further question, but there are only so many that are worth asking. */
  private static final int MAX_QUESTIONS = 3;

  /**
   * Reads a set: asks what the names mean, looks into the media that would decide what they leave open, and asks again.
   *
   * @param known facts of media that were looked into before
   */
  static SetReading of(
      List<List<ListedEntry>> parts,
      Map<EntryRef, EntryFacts> known,
      FactsReader reader,
      BooleanSupplier stopRequested)
      throws IOException {
    List<EntryRef> noFiles = new ArrayList<>();
    TakeoutSet entries = entries(parts, known, noFiles);
    TakeoutContents contents = entries.read();
    Set<EntryRef> asked = new HashSet<>(known.keySet());
    for (int i = 0; i < MAX_QUESTIONS && !asked.containsAll(contents.wantEmbeddedFacts()); i++) {
      // In the order in which they lie on disk, which is the only cheap one in a TGZ.
      for (EntryRef ref : new TreeSet<>(contents.wantEmbeddedFacts())) {
        Stop.check(stopRequested);
        if (asked.add(ref)) {
          reader.read(ref).ifPresent(facts -> answer(entries, ref, facts));
        }
      }
      contents = entries.read();
    }
    return new SetReading(parts, contents, noFiles);
  }

  /** What the archive says of an entry. */
  ListedEntry entry(EntryRef ref) {
    return parts.get(ref.archive()).get(ref.entry());
  }

  private static TakeoutSet entries(
      List<List<ListedEntry>> parts, Map<EntryRef, EntryFacts> known, List<EntryRef> noFiles) {
    TakeoutSet entries = new TakeoutSet();
    for (int part = 0; part < parts.size(); part++) {
      for (ListedEntry listed : parts.get(part)) {
        EntryRef ref = new EntryRef(part, listed.position());
        if (isFile(listed)) {
          TakeoutEntry entry = TakeoutEntry.listed(ref, listed.path(), listed.sizeBytes(), listed.crc32());
          entries.add(listed.json().map(entry::withJson).orElse(entry));
        } else {
          entries.addNoFile(ref, listed.path());
          noFiles.add(ref);
        }
      }
    }
    known.forEach((ref, facts) -> answer(entries, ref, facts));
    return entries;
  }

  private static boolean isFile(ListedEntry listed) {
    return !listed.state().equals(EntryState.DIRECTORY.name()) && !listed.state().equals(EntryState.SYMLINK.name());
  }

  private static void answer(TakeoutSet entries, EntryRef ref, EntryFacts facts) {
    entries.answer(ref, facts.time(), facts.durationMillis(), facts.contentIdentifier());
  }
}
