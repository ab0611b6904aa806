package org.stillkeep.importer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.inbox.Archive;
import org.stillkeep.inbox.ArchiveEntry;
import org.stillkeep.inbox.EntryException;
import org.stillkeep.inbox.EntryState;

/** Lists an archive: what its directory says of each entry, and the texts of its small JSON entries. */
final class ArchiveLister {

  /** Sidecars have some hundred bytes; an album with thousands of comments may have a megabyte. */
  private static final int MAX_JSON_BYTES = 4 << 20;

  private static final int BATCH_ENTRIES = 2_000;

  private ArchiveLister() {}

  /**
   * Lists all entries, some hundred at a time, in their order. A JSON that cannot be read is listed as damaged; the others
   * are fine.
   *
   * @throws IOException when the archive as a whole changed or cannot be read any more
   */
  static void list(Archive archive, Consumer<List<ListedEntry>> consumer, BooleanSupplier stopRequested)
      throws IOException {
    List<ListedEntry> batch = new ArrayList<>();
    long batchBytes = 0;
    for (int i = 0; i < archive.size(); i++) {
      Stop.check(stopRequested);
      ListedEntry entry = list(archive, archive.entry(i));
      batch.add(entry);
      batchBytes += entry.json().map(text -> text.length).orElse(0);
      if (batch.size() == BATCH_ENTRIES || batchBytes >= MAX_JSON_BYTES) {
        consumer.accept(List.copyOf(batch));
        batch.clear();
        batchBytes = 0;
      }
    }
    consumer.accept(List.copyOf(batch));
  }

  private static ListedEntry list(Archive archive, ArchiveEntry entry) throws IOException {
    boolean json =
        entry.state() == EntryState.READABLE
            && entry.sizeBytes() <= MAX_JSON_BYTES
            && entry.path().toLowerCase(Locale.ROOT).endsWith(".json");
    boolean empty = entry.state() == EntryState.READABLE && !json && entry.sizeBytes() == 0;
    EntryState state = empty ? EntryState.EMPTY : entry.state();
    try {
      return listed(entry, state, json ? Optional.of(text(archive, entry)) : Optional.empty());
    } catch (EntryException e) {
      if (e.reason() == EntryException.Reason.CHANGED) {
        throw e;
      }
      return listed(entry, EntryState.DAMAGED, Optional.empty());
    }
  }

  private static byte[] text(Archive archive, ArchiveEntry entry) throws IOException {
    try (InputStream in = archive.open(entry.index())) {
      return in.readAllBytes();
    }
  }

  private static ListedEntry listed(ArchiveEntry entry, EntryState state, Optional<byte[]> json) {
    return new ListedEntry(
        entry.index(), entry.path(), entry.sizeBytes(), entry.crc32(), entry.modified(), state.name(), json);
  }
}
