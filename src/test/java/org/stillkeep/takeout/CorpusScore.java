package org.stillkeep.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Compares answers with the expectations of cases. Right, missed and wrong count sidecars; all else that a case expects of an
 * answer that is right is a fault when it does not hold.
 */
final class CorpusScore {

  private static final String LISTING = "real-listing";

  /** Sidecars of one kind of case. */
  record Tally(int right, int missed, int wrong) {

    private Tally plus(Tally other) {
      return new Tally(right + other.right, missed + other.missed, wrong + other.wrong);
    }
  }

  private final Map<String, Tally> kinds = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  /** All that did not come out as expected, in words. */
  List<String> faults() {
    return Collections.unmodifiableList(faults);
  }

  /** By kind of case. */
  Map<String, Tally> kinds() {
    return Collections.unmodifiableMap(kinds);
  }

  Tally total() {
    return kinds.values().stream().reduce(new Tally(0, 0, 0), Tally::plus);
  }

  Tally withoutListings() {
    return kinds.entrySet().stream()
        .filter(kind -> !kind.getKey().equals(LISTING))
        .map(Map.Entry::getValue)
        .reduce(new Tally(0, 0, 0), Tally::plus);
  }

  /** One line for each kind, and two sums. */
  String table() {
    StringBuilder text = new StringBuilder(String.format("%-40s %6s %6s %6s%n", "kind", "right", "missed", "wrong"));
    kinds.forEach((kind, tally) -> text.append(line(kind, tally)));
    return text.append(line("all", total())).append(line("all but " + LISTING, withoutListings())).toString();
  }

  private static String line(String name, Tally tally) {
    return String.format("%-40s %6d %6d %6d%n", name, tally.right(), tally.missed(), tally.wrong());
  }

  /** Reads the entries of a case and compares. */
  void add(CorpusCase each) {
    Map<String, Answer> answers = new HashMap<>();
    for (List<JsonNode> set : each.sets()) {
      answers.putAll(answers(set));
    }
    for (JsonNode expected : each.json().get("expect")) {
      scoreOne(each, expected, answers);
    }
    Set<String> media = answers.keySet();
    each.json().path("expectIgnored").forEach(path -> check(each, "ignored", !media.contains(path.asText()), path.asText()));
    scoreTogether(each, answers);
  }

  /** What a case expects of its entries as a whole; several exports become one only in the library. */
  private void scoreTogether(CorpusCase each, Map<String, Answer> answers) {
    Set<String> unused = new TreeSet<>();
    for (Answer answer : answers.values()) {
      answer.contents().sidecars().stream()
          .filter(sidecar -> sidecar.role().equals("unused"))
          .forEach(sidecar -> unused.add(answer.paths().get(sidecar.ref())));
    }
    texts(each.json().path("expectUnusedSidecars")).forEach(path -> check(each, "unused", unused.contains(path), path));
    if (each.json().has("expectAssets") && each.sets().size() == 1) {
      TakeoutContents contents = answers.values().iterator().next().contents();
      long assets = contents.items().stream().filter(item -> item.sameAs().isEmpty()).count();
      check(each, "assets", assets == each.json().get("expectAssets").asLong(), "counted " + assets);
    }
  }

  /** What the room says of one media path. */
  private record Answer(TakeoutItem item, boolean liveHalf, Map<EntryRef, String> paths, TakeoutContents contents) {

    String path(Optional<EntryRef> ref) {
      return ref.map(paths::get).orElse(null);
    }
  }

  private Map<String, Answer> answers(List<JsonNode> set) {
    List<TakeoutEntry> entries = new ArrayList<>();
    Map<EntryRef, String> paths = new HashMap<>();
    for (int i = 0; i < set.size(); i++) {
      TakeoutEntry entry = CorpusCase.entry(set.get(i), i);
      entries.add(entry);
      paths.put(entry.ref(), set.get(i).get("path").asText());
    }
    TakeoutContents contents = Takeout.read(entries);
    if (!contents.wantEmbeddedFacts().isEmpty()) {
      for (int i = 0; i < entries.size(); i++) {
        if (contents.wantEmbeddedFacts().contains(entries.get(i).ref())) {
          entries.set(i, CorpusCase.withEmbeddedFacts(entries.get(i), set.get(i)));
        }
      }
      contents = Takeout.read(entries);
    }
    Map<String, Answer> answers = new HashMap<>();
    for (TakeoutItem item : contents.items()) {
      answers.put(paths.get(item.media()), new Answer(item, false, paths, contents));
      if (item.liveVideo().isPresent()) {
        answers.put(paths.get(item.liveVideo().get()), new Answer(item, true, paths, contents));
      }
    }
    return answers;
  }

  private void scoreOne(CorpusCase each, JsonNode expected, Map<String, Answer> answers) {
    String media = expected.get("media").asText();
    Answer answer = answers.get(media);
    if (answer == null) {
      answer = answers.get(media.substring(media.lastIndexOf('/') + 1));
    }
    if (answer == null) {
      count(each, "missed", media + " is not among the items");
      return;
    }
    String sidecar = answer.path(answer.item().sidecar());
    String wanted = expected.get("sidecar").isNull() ? null : expected.get("sidecar").asText();
    Set<String> accepted = texts(expected.path("alsoAccept"));
    boolean liveAsWanted =
        answer.liveHalf() && answer.path(Optional.of(answer.item().media())).equals(text(expected, "livePhotoOf"));
    if (Objects.equals(sidecar, wanted) || accepted.contains(String.valueOf(sidecar)) || liveAsWanted) {
      count(each, "right", "");
      checkRest(each, expected, answer, media);
    } else {
      count(each, sidecar == null ? "missed" : "wrong", media + " -> " + sidecar + ", wanted " + wanted);
    }
  }

  private void checkRest(CorpusCase each, JsonNode expected, Answer answer, String media) {
    TakeoutItem item = answer.item();
    if (expected.has("albums")) {
      Set<String> titles =
          item.albums().stream().map(index -> answer.contents().albums().get(index).title()).collect(Collectors.toSet());
      check(each, "albums", titles.equals(texts(expected.get("albums"))), media + " in " + titles);
    }
    if (expected.has("livePhotoOf") && !expected.path("confidence").asText().equals("medium")) {
      check(each, "live", answer.liveHalf() && answer.path(Optional.of(item.media())).equals(text(expected, "livePhotoOf")), media);
    }
    if (expected.has("editedOf")) {
      String of = answer.path(item.editedOf());
      check(each, "edited", Objects.equals(of, text(expected, "editedOf")), media + " of " + of);
    }
    if (expected.has("sameAs")) {
      check(each, "same", text(expected, "sameAs").equals(answer.path(item.sameAs())), media);
    }
    if (expected.has("ambiguous") && expected.get("sidecar").isNull()) {
      Set<String> between = item.ambiguousBetween().stream().map(answer.paths()::get).collect(Collectors.toSet());
      check(each, "ambiguous", between.equals(texts(expected.get("ambiguous"))), media + " between " + between);
    }
    check(each, "trashed", item.trashed() == expected.path("trashed").asBoolean(), media);
    check(each, "partner", item.partner() == expected.path("partner").asBoolean(), media);
    if (expected.has("favorited")) {
      check(each, "favorite", item.favorite() == expected.get("favorited").asBoolean(), media);
    }
    if (expected.has("archived")) {
      check(each, "archived", item.archived() == expected.get("archived").asBoolean(), media);
    }
    if (expected.hasNonNull("takenAt")) {
      Optional<Long> taken = item.facts().flatMap(SidecarFacts::takenAt).map(java.time.Instant::getEpochSecond);
      check(each, "taken", taken.equals(Optional.of(expected.get("takenAt").asLong())), media + " at " + taken);
    }
    if (expected.has("title")) {
      check(each, "title", item.facts().flatMap(SidecarFacts::title).equals(Optional.of(text(expected, "title"))), media);
    }
    if (expected.has("description")) {
      check(each, "description", item.facts().flatMap(SidecarFacts::description).equals(Optional.of(text(expected, "description"))), media);
    }
    if (expected.has("people")) {
      check(each, "people", Set.copyOf(item.facts().orElseThrow().people()).equals(texts(expected.get("people"))), media);
    }
  }

  private void check(CorpusCase each, String what, boolean holds, String detail) {
    if (!holds) {
      faults.add(each.kind() + " | " + each.name() + " | " + what + ": " + detail);
    }
  }

  private void count(CorpusCase each, String verdict, String detail) {
    Tally one = new Tally(isOne(verdict, "right"), isOne(verdict, "missed"), isOne(verdict, "wrong"));
    kinds.merge(each.kind(), one, Tally::plus);
    if (!verdict.equals("right")) {
      faults.add(each.kind() + " | " + each.name() + " | " + verdict + ": " + detail);
    }
  }

  private static int isOne(String verdict, String wanted) {
    return verdict.equals(wanted) ? 1 : 0;
  }

  private static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
  }
}
