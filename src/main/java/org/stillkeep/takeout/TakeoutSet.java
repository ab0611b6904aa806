package org.stillkeep.takeout;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All entries of one set, taken in one by one and kept in about a hundred bytes each, so that a million fit where programs
 * usually have their memory: of a JSON text only what matching and a report need. For one thread.
 */
public final class TakeoutSet {

  /** In the column of texts: a folder or link, which means nothing. */
  private static final int NO_FILE = -2;

  private static final int NO_TEXT = -1;
  private static final int FIRST_CAPACITY = 64;
  private static final long LOWER_HALF = 0xffffffffL;

  /** What the bytes of a media entry said. */
  private record Embedded(Optional<LocalDateTime> time, OptionalLong durationMillis, Optional<String> contentIdentifier) {}

  private static final Embedded NOT_ASKED = new Embedded(Optional.empty(), OptionalLong.empty(), Optional.empty());

  private final PackedBytes packed = new PackedBytes();
  private final SidecarTable sidecars = new SidecarTable(packed);
  private final List<EntryFolder> folders = new ArrayList<>();
  private final Map<String, Integer> numberOfFolder = new HashMap<>();
  private final Map<Integer, Embedded> embedded = new HashMap<>();

  /** The row of each archive's first entry. */
  private int[] firstRow = new int[FIRST_CAPACITY];

  private int archives;
  private final IntColumn entry = new IntColumn();
  private final IntColumn folder = new IntColumn();
  private final IntColumn name = new IntColumn();

  /** The lower half; the upper one stands beside it, where there is one. */
  private final IntColumn sizeBytes = new IntColumn();

  private final Map<Integer, Integer> sizeAbove = new HashMap<>();
  private final IntColumn crc32 = new IntColumn();
  private final IntColumn text = new IntColumn();
  private int size;

  /**
   * Takes in a file.
   *
   * @throws IllegalArgumentException unless its ref is above all before it
   */
  public void add(TakeoutEntry added) {
    int row = add(added.ref(), added.path(), NO_TEXT);
    putSize(row, added.sizeBytes());
    crc32.set(row, (int) added.crc32());
    added.json().ifPresent(json -> text.set(row, sidecars.add(TakeoutJson.parse(json), fileName(row))));
    if (added.embeddedTime().isPresent() || added.durationMillis().isPresent() || added.contentIdentifier().isPresent()) {
      answer(added.ref(), added.embeddedTime(), added.durationMillis(), added.contentIdentifier());
    }
  }

  /** Takes in a folder or link: it has a path and a place among the refs, and is in no answer. */
  public void addNoFile(EntryRef ref, String path) {
    add(ref, path, NO_FILE);
  }

  /** Notes what the bytes of an entry say about themselves; what was noted of it before is forgotten. */
  public void answer(
      EntryRef ref, Optional<LocalDateTime> time, OptionalLong durationMillis, Optional<String> contentIdentifier) {
    embedded.put(rowOf(ref), new Embedded(time, durationMillis, contentIdentifier));
  }

  /** Understands all entries, as {@link Takeout#read} does. The answer speaks of this set, which must not grow any more. */
  public TakeoutContents read() {
    return Takeout.read(this);
  }

  /** How many entries were taken in, folders and links among them. */
  public int size() {
    return size;
  }

  /** An entry's path as it was given. */
  public String path(EntryRef ref) {
    return path(rowOf(ref));
  }

  /** The part of an entry's path after the last slash. */
  public String fileName(EntryRef ref) {
    String path = path(ref);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** An entry's uncompressed size. */
  public long sizeBytes(EntryRef ref) {
    return sizeBytes(rowOf(ref));
  }

  /** An entry's CRC-32 as an unsigned value. */
  public long crc32(EntryRef ref) {
    return crc32(rowOf(ref));
  }

  /**
   * The number of an entry, from 0, in the order in which they were taken in; for callers that keep more of each.
   *
   * @throws IllegalArgumentException when there is no such entry
   */
  public int rowOf(EntryRef ref) {
    int from = ref.archive() < archives ? firstRow[ref.archive()] : size;
    int to = ref.archive() + 1 < archives ? firstRow[ref.archive() + 1] : size;
    int straight = from + ref.entry();
    int row = straight < to && entry.get(straight) == ref.entry() ? straight : entry.find(from, to, ref.entry());
    if (row < 0) {
      throw new IllegalArgumentException("no entry " + ref);
    }
    return row;
  }

  /** The entry with this number. */
  public EntryRef ref(int row) {
    // The last archive that begins at the row or before: those without entries begin where the next one does.
    int low = 0;
    int high = archives;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstRow[middle] <= row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return new EntryRef(low - 1, entry.get(row));
  }

  boolean isFile(int row) {
    return text.get(row) != NO_FILE;
  }

  boolean hasText(int row) {
    return text.get(row) >= 0;
  }

  /** The number of its text in {@link #sidecars}. */
  int text(int row) {
    return text.get(row);
  }

  SidecarTable sidecars() {
    return sidecars;
  }

  EntryFolder folder(int row) {
    return folders.get(folder.get(row));
  }

  String path(int row) {
    return folder(row).path() + fileName(row);
  }

  /** The path without its folder. */
  String fileName(int row) {
    return PackedBytes.text(packed.at(name.get(row)));
  }

  long sizeBytes(int row) {
    return (sizeBytes.get(row) & LOWER_HALF) | (long) sizeAbove.getOrDefault(row, 0) << Integer.SIZE;
  }

  long crc32(int row) {
    return crc32.get(row) & LOWER_HALF;
  }

  Optional<LocalDateTime> embeddedTime(int row) {
    return embedded.getOrDefault(row, NOT_ASKED).time();
  }

  OptionalLong durationMillis(int row) {
    return embedded.getOrDefault(row, NOT_ASKED).durationMillis();
  }

  Optional<String> contentIdentifier(int row) {
    return embedded.getOrDefault(row, NOT_ASKED).contentIdentifier();
  }

  private int add(EntryRef ref, String path, int noText) {
    begin(ref);
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
    entry.set(size, ref.entry());
    folder.set(size, numberOfFolder.computeIfAbsent(path.substring(0, slash), this::addFolder));
    name.set(size, packed.begin().putText(path.substring(slash)).end());
    sizeBytes.set(size, 0);
    crc32.set(size, 0);
    text.set(size, noText);
    return size++;
  }

  private void begin(EntryRef ref) {
    boolean above = ref.archive() >= archives || (ref.archive() == archives - 1 && (isFirst() || ref.entry() > entry.get(size - 1)));
    if (!above) {
      throw new IllegalArgumentException(ref + " comes too late");
    }
    for (; archives <= ref.archive(); archives++) {
      if (archives == firstRow.length) {
        firstRow = Arrays.copyOf(firstRow, 2 * archives);
      }
      firstRow[archives] = size;
    }
  }

  /** Whether the archive at hand has no entries yet. */
  private boolean isFirst() {
    return firstRow[archives - 1] == size;
  }

  private Integer addFolder(String path) {
    folders.add(EntryFolder.of(path));
    return folders.size() - 1;
  }

  private void putSize(int row, long bytes) {
    sizeBytes.set(row, (int) bytes);
    if (bytes >>> Integer.SIZE != 0) {
      sizeAbove.put(row, (int) (bytes >>> Integer.SIZE));
    }
  }
}
