package org.stillkeep.takeout;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A Takeout in the making: {@code new Export().in("Photos from 2023").media("a.jpg").sidecar("a.jpg.json", "a.jpg", 1)}. */
final class Export {

  private record Facts(Optional<LocalDateTime> time, OptionalLong durationMillis, Optional<String> identifier) {}

  private final List<TakeoutEntry> entries = new ArrayList<>();
  private final Map<EntryRef, String> paths = new HashMap<>();
  private final Map<EntryRef, Facts> facts = new HashMap<>();
  private TakeoutContents contents;
  private String folder = "Photos from 2023";
  private int part = 1;
  private long sizeBytes = 3_000_000;

  Export in(String folder) {
    this.folder = folder;
    return this;
  }

  Export part(int part) {
    this.part = part;
    return this;
  }

  Export media(String... names) {
    for (String name : names) {
      add("Takeout/Google Photos/" + folder + "/" + name, sizeBytes, 0, null);
    }
    return this;
  }

  /** Media of one content; the same number is the same content. */
  Export copy(String name, int content) {
    return add("Takeout/Google Photos/" + folder + "/" + name, sizeBytes, content, null);
  }

  Export sized(long bytes) {
    sizeBytes = bytes;
    return this;
  }

  /** What the bytes of the media listed last say. */
  Export says(String time, Integer seconds, String identifier) {
    facts.put(
        entries.get(entries.size() - 1).ref(),
        new Facts(
            Optional.ofNullable(time).map(LocalDateTime::parse),
            seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds * 1000L),
            Optional.ofNullable(identifier)));
    return this;
  }

  Export sidecar(String name, String title, long takenSeconds) {
    return json(name, "{\"title\": \"%s\", \"photoTakenTime\": {\"timestamp\": \"%d\"}}".formatted(title, takenSeconds));
  }

  /** A sidecar whose title and time follow from its name. */
  Export sidecars(String... names) {
    for (String name : names) {
      sidecar(name, name.replaceAll("(\\.su.*)?(\\(\\d+\\))?\\.json$", ""), 1_700_000_000L + name.hashCode() % 1_000_000);
    }
    return this;
  }

  Export json(String name, String text) {
    return at("Takeout/Google Photos/" + folder + "/" + name, text);
  }

  /** Any path; {@code text} only for JSON. */
  Export at(String path, String text) {
    return add(path, text == null ? sizeBytes : text.length(), 0, text);
  }

  private Export add(String path, long size, long crc, String text) {
    TakeoutEntry entry = TakeoutEntry.listed(new EntryRef(part, entries.size()), path, size, crc);
    entries.add(text == null ? entry : entry.withJson(text.getBytes(StandardCharsets.UTF_8)));
    paths.put(entry.ref(), path.replaceFirst("^Takeout/Google Photos/", ""));
    return this;
  }

  List<TakeoutEntry> entries() {
    return entries;
  }

  /** The answer, after embedded facts were given to all entries that were asked for them. */
  TakeoutContents read() {
    if (contents == null) {
      contents = Takeout.read(entries);
      Set<EntryRef> asked = new HashSet<>();
      while (asked.addAll(contents.wantEmbeddedFacts())) {
        contents = Takeout.read(entries.stream().map(each -> asked.contains(each.ref()) ? withFacts(each) : each).toList());
      }
    }
    return contents;
  }

  private TakeoutEntry withFacts(TakeoutEntry entry) {
    Facts known = facts.get(entry.ref());
    return known == null ? entry : entry.withEmbeddedFacts(known.time(), known.durationMillis(), known.identifier());
  }

  Export shuffled(Random random) {
    Export other = new Export();
    other.entries.addAll(entries);
    Collections.shuffle(other.entries, random);
    other.paths.putAll(paths);
    other.facts.putAll(facts);
    return other;
  }

  TakeoutItem item(String path) {
    return read().items().stream()
        .filter(each -> paths.get(each.media()).equals(path) || each.liveVideo().map(paths::get).filter(path::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is no item"));
  }

  /** The path of the sidecar, or null. */
  String sidecarOf(String path) {
    return path(item(path).sidecar());
  }

  String path(Optional<EntryRef> ref) {
    return ref.map(paths::get).orElse(null);
  }

  /** All pairings as text, to compare whole answers. */
  String summary() {
    return read().items().stream()
        .map(
            each ->
                paths.get(each.media()) + " <- " + path(each.sidecar()) + " by " + each.rule() + " live " + path(each.liveVideo())
                    + " of " + path(each.editedOf()) + " in " + albumsOf(paths.get(each.media())))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  List<String> albumsOf(String path) {
    return item(path).albums().stream().map(index -> read().albums().get(index).title()).toList();
  }

  String reasonFor(String path) {
    return read().ignored().stream()
        .filter(each -> paths.get(each.ref()).equals(path))
        .map(IgnoredEntry::reason)
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not ignored"));
  }

  String roleOf(String path) {
    return read().sidecars().stream()
        .filter(each -> paths.get(each.ref()).equals(path))
        .map(TakeoutSidecar::role)
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is no sidecar"));
  }
}
