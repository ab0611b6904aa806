package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Scores the room on cases of real and laid-out Takeouts: right, missed, and, worst, wrong. */
class CorpusTest {

  /** Raised whenever more become right, never lowered. */
  private static final int RIGHT_AT_LEAST = 587;

  private final Map<String, Integer> tally = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  @Test
  void everyPhotoFindsItsSidecarAndNoneAWrongOne() {
    CorpusCase.all().forEach(this::score);
    System.out.println("Takeout corpus: " + tally);
    faults.forEach(System.out::println);
    assertThat(tally.getOrDefault("wrong", 0)).as("photos with the sidecar of another").isZero();
    assertThat(tally.get("right")).isGreaterThanOrEqualTo(RIGHT_AT_LEAST);
    assertThat(faults).isEmpty();
  }

  private void score(CorpusCase each) {
    Map<String, Answer> answers = new HashMap<>();
    for (List<JsonNode> set : each.sets()) {
      answers.putAll(answers(set));
    }
    for (JsonNode expected : each.json().get("expect")) {
      scoreOne(each, expected, answers);
    }
    Set<String> media = answers.keySet();
    each.json().path("expectIgnored").forEach(path -> check(each, "ignored", !media.contains(path.asText()), path.asText()));
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
    if (java.util.Objects.equals(sidecar, wanted) || accepted.contains(String.valueOf(sidecar)) || liveAsWanted) {
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
      check(each, "edited", java.util.Objects.equals(of, text(expected, "editedOf")), media + " of " + of);
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
    if (expected.has("description")) {
      check(each, "description", item.facts().flatMap(SidecarFacts::description).equals(Optional.of(text(expected, "description"))), media);
    }
    if (expected.has("people")) {
      check(each, "people", Set.copyOf(item.facts().orElseThrow().people()).equals(texts(expected.get("people"))), media);
    }
  }

  private void check(CorpusCase each, String what, boolean holds, String detail) {
    if (!holds) {
      tally.merge(what, 1, Integer::sum);
      faults.add(each.kind() + " | " + each.name() + " | " + what + ": " + detail);
    }
  }

  private void count(CorpusCase each, String verdict, String detail) {
    tally.merge(verdict, 1, Integer::sum);
    if (!verdict.equals("right")) {
      faults.add(each.kind() + " | " + each.name() + " | " + verdict + ": " + detail);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
  }
}
