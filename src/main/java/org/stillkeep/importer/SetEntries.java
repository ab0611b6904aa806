package org.stillkeep.importer;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.catalog.EntryFacts;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.inbox.EntryState;
import org.stillkeep.takeout.EntryRef;
import org.stillkeep.takeout.TakeoutContents;
import org.stillkeep.takeout.TakeoutEntry;
import org.stillkeep.takeout.TakeoutSet;

/**
 * The entries of all parts of a set as their archives list them, in little memory: a million must fit. The texts of JSON
 * entries are not kept but for what {@link TakeoutSet} keeps of them.
 */
final class SetEntries {

  private static final EntryState[] STATES = EntryState.values();
  private static final int FIRST_CAPACITY = 64;

  private final TakeoutSet takeout = new TakeoutSet();
  private final List<EntryRef> noFiles = new ArrayList<>();
  private final Set<EntryRef> answered = new HashSet<>();

  /** Dates of entries that are no whole seconds, or of another century. */
  private final Map<Integer, LocalDateTime> oddDates = new HashMap<>();

  private byte[] states = new byte[FIRST_CAPACITY];

  /** Digits as if they were UTC, in seconds since 1970; 0 also for none and for odd ones. */
  private int[] modifiedSeconds = new int[FIRST_CAPACITY];

  /** Takes in an entry of the part at hand, or of one behind it; positions ascend. */
  @SuppressWarnings("EnumOrdinal") // never leaves this object
  void add(int part, ListedEntry listed) {
    int row = takeout.size();
    if (row == states.length) {
      states = Arrays.copyOf(states, row + (row >> 1));
      modifiedSeconds = Arrays.copyOf(modifiedSeconds, states.length);
    }
    EntryState state = EntryState.valueOf(listed.state());
    EntryRef ref = new EntryRef(part, listed.position());
    states[row] = (byte) state.ordinal();
    listed.modified().ifPresent(digits -> putModified(row, digits));
    if (state == EntryState.DIRECTORY || state == EntryState.SYMLINK) {
      takeout.addNoFile(ref, listed.path());
      noFiles.add(ref);
    } else {
      TakeoutEntry entry = TakeoutEntry.listed(ref, listed.path(), listed.sizeBytes(), listed.crc32());
      takeout.add(listed.json().map(entry::withJson).orElse(entry));
    }
  }

  /** Notes what the bytes of a media entry say. */
  void answer(EntryRef ref, EntryFacts facts) {
    takeout.answer(ref, facts.time(), facts.durationMillis(), facts.contentIdentifier());
    answered.add(ref);
  }

  /** The entries whose bytes have been looked into. */
  Set<EntryRef> answered() {
    return answered;
  }

  /** What the entries mean, as far as is known now. */
  TakeoutContents read() {
    return takeout.read();
  }

  /** How many entries there are, folders and links among them. */
  int size() {
    return takeout.size();
  }

  /** The number of an entry, from 0. */
  int rowOf(EntryRef ref) {
    return takeout.rowOf(ref);
  }

  EntryRef ref(int row) {
    return takeout.ref(row);
  }

  /** What the archive says of an entry, without the text of a JSON. */
  ListedEntry entry(EntryRef ref) {
    int row = takeout.rowOf(ref);
    boolean file = STATES[states[row]] != EntryState.DIRECTORY && STATES[states[row]] != EntryState.SYMLINK;
    return new ListedEntry(
        ref.entry(),
        takeout.path(ref),
        file ? takeout.sizeBytes(ref) : 0,
        file ? takeout.crc32(ref) : 0,
        modified(row),
        STATES[states[row]].name(),
        Optional.empty());
  }

  long sizeBytes(EntryRef ref) {
    return takeout.sizeBytes(ref);
  }

  long crc32(EntryRef ref) {
    return takeout.crc32(ref);
  }

  EntryState state(EntryRef ref) {
    return STATES[states[takeout.rowOf(ref)]];
  }

  /** Folders and links, which mean nothing. */
  List<EntryRef> noFiles() {
    return noFiles;
  }

  @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds are looked at as a whole
  private void putModified(int row, LocalDateTime digits) {
    long seconds = digits.toEpochSecond(ZoneOffset.UTC);
    boolean odd = digits.getNano() != 0 || seconds == 0 || seconds != (int) seconds;
    modifiedSeconds[row] = odd ? 0 : (int) seconds;
    if (odd) {
      oddDates.put(row, digits);
    }
  }

  private Optional<LocalDateTime> modified(int row) {
    return modifiedSeconds[row] == 0
        ? Optional.ofNullable(oddDates.get(row))
        : Optional.of(LocalDateTime.ofEpochSecond(modifiedSeconds[row], 0, ZoneOffset.UTC));
  }
}
