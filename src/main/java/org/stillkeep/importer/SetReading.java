package org.stillkeep.importer;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.TakeoutContents;

/**
 * The entries of all parts of a set, and what they mean together.
 *
 * @param entries the entries of each part, in their order
 * @param contents what they mean; refs count parts and positions
 */
record SetReading(SetEntries entries, TakeoutContents contents) {

  /** Opens media to see what their bytes say, where names decide nothing. */
  interface FactsReader {
    /** What the bytes say; empty when they cannot be had. */
    Optional<EntryFacts> read(EntryRef ref) throws IOException;
  }

  /** Each answer may raise a further question, but there are only so many that are worth asking. */
  private static final int MAX_QUESTIONS = 3;

  /** Reads a set: asks what the names mean, looks into the media that would decide what they leave open, and asks again. */
  static SetReading of(SetEntries entries, FactsReader reader, BooleanSupplier stopRequested) throws IOException {
    TakeoutContents contents = entries.read();
    Set<EntryRef> asked = new HashSet<>(entries.answered());
    for (int i = 0; i < MAX_QUESTIONS && !asked.containsAll(contents.wantEmbeddedFacts()); i++) {
      // In the order in which they lie on disk, which is the only cheap one in a TGZ.
      Set<EntryRef> wanted = new TreeSet<>(contents.wantEmbeddedFacts());
      // Two answers at once would not fit where one does.
      contents = null;
      for (EntryRef ref : wanted) {
        Stop.check(stopRequested);
        if (asked.add(ref)) {
          reader.read(ref).ifPresent(facts -> entries.answer(ref, facts));
        }
      }
      contents = entries.read();
    }
    return new SetReading(entries, contents);
  }

  /** What the archive says of an entry, without the text of a JSON. */
  ListedEntry entry(EntryRef ref) {
    return entries.entry(ref);
  }

  /** Folders and links, which mean nothing and are in {@link #contents} not at all. */
  List<EntryRef> noFiles() {
    return entries.noFiles();
  }
}
