package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus in other languages, numbers, extensions, parts and orders: what was true of a case stays true of its variants. */
class CorpusVariantsTest {

  /** Which archive lies in which decides these. */
  private static final String SAME_PATH = "same-path-in-two-parts";

  /** A suffix as long as possible, behind which no name is cut that was not. */
  private static final Pattern EDITED = Pattern.compile("-(edited|bearbeitet|modifié|modificato|ha editado|editado|editada|已修改|編集済み|bewerkt|düzenlendi|已編輯)(?=(\\(\\d+\\))?\\.)");

  private static final Pattern NUMBER = Pattern.compile("(?<=[^ ])\\((\\d+)\\)(?=\\.\\w+$)");
  private static final Pattern FULL_WORD = Pattern.compile("\\.supplemental-metadata(?=(\\(\\d+\\))?\\.json$)");

  @ParameterizedTest
  @ValueSource(strings = {"Google Fotos", "Google\u00a0Photos", "Zdjęcia Google", "Google Фото", "Google 相簿", "Google Fotók", "Google Billeder"})
  void theRootMayBeCalledOtherwise(String root) {
    assertRight(any(), path -> path.replaceFirst("/Google (Photos|Foto)/", "/" + root + "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fotos von ", "Photos de ", "Foto_s van ", "Zdjęcia z ", "Фото за ", "Fényképek - ", "Foton från ", "Fotografii din "})
  void yearFoldersMayBeCalledOtherwise(String before) {
    assertRight(any(), path -> path.replaceFirst("/Photos from (\\d{4})/", "/" + before + "$1/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" 年的相片", "年の写真", "년의 사진", "年的照片"})
  void theYearMayComeFirst(String after) {
    assertRight(any(), path -> path.replaceFirst("/Photos from (\\d{4})/", "/$1" + after + "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-edited", "-bearbeitet", "-modificato", "-edytowane", "-отредактировано", "-szerkesztett", "-muokattu", "-redigeret", "-편집됨", "-EDITED"})
  void editedCopiesMayBeCalledOtherwise(String suffix) {
    assertRight(each -> !each.kind().contains("truncated"), path -> EDITED.matcher(path).replaceFirst(suffix));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 90, 700, 6_000})
  void numbersMayBeHigher(int more) {
    Predicate<CorpusCase> counted = each -> each.kind().contains("truncated") || each.kind().contains("number-in");
    assertRight(
        counted.negate().and(each -> !each.kind().contains("boundary") && !each.kind().equals("live-photo-index-mismatch")),
        path ->
            NUMBER.matcher(path).replaceAll(found -> "(" + (Integer.parseInt(found.group(1)) + more) + ")"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".supplemental-metadat", ".supplemental-", ".suppl", ".s", "."})
  void theWordMayBeCutOrMissing(String word) {
    assertRight(each -> !each.kind().equals("two-sidecars-for-one-file"), path -> FULL_WORD.matcher(path).replaceFirst(word));
  }

  @Test
  void namesMayBeDecomposed() {
    assertRight(any(), path -> Normalizer.normalize(path, Normalizer.Form.NFD));
  }

  @Test
  void onlyTheNamesOfTheMediaMayBeDecomposed() {
    assertRight(any(), path -> path.endsWith(".json") ? path : Normalizer.normalize(path, Normalizer.Form.NFD));
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".JPG", ".jpeg", ".webp", ".HEIC", ".avif"})
  void photosMayBeOfAnotherType(String extension) {
    assertRight(
        each -> isLoose(each) && !each.kind().contains("live") && !each.kind().contains("case"),
        path -> path.replaceAll("(?<=[^/])\\.(jpg|JPG)(?=$|\\.|\\()", extension));
  }

  @ParameterizedTest
  @ValueSource(strings = {".MOV", ".mp4", ".m4v"})
  void videosMayBeOfAnotherType(String extension) {
    assertRight(
        each -> isLoose(each) && !each.kind().contains("case") && !each.kind().contains("three-files"),
        path -> path.replaceAll("\\.(mp4|MP4|MOV|mov)(?=$|\\.supp|\\.json|\\()", extension));
  }

  /** Cases that other lengths of extensions do not change. */
  private static boolean isLoose(CorpusCase each) {
    String kind = each.kind();
    return !kind.contains("trunc") && !kind.contains("boundary") && !kind.contains("mismatch") && !kind.contains("extension")
        && !kind.contains("same-names") && !kind.contains("ambiguous") && !kind.contains("raw") && !kind.contains("short")
        && !kind.contains("double-dot") && !kind.contains("photos-and") && !kind.contains("burst") && !kind.contains("messenger")
        && !kind.contains("not-live") && !kind.contains("creation") && !kind.contains("real-listing") && !kind.contains("no-ext");
  }

  @Test
  void everyFileMayLieInAPartOfItsOwn() {
    assertStays(each -> !each.kind().equals(SAME_PATH), (entries, random) -> inParts(entries, random, 500));
  }

  @Test
  void theSplitIntoPartsChangesNothing() {
    assertStays(each -> !each.kind().equals(SAME_PATH), (entries, random) -> inParts(entries, random, 3));
  }

  @Test
  void theOrderOfEntriesChangesNothing() {
    assertStays(any(), CorpusVariantsTest::shuffled);
  }

  @Test
  void eachPartMayBeUnpackedToAFolderOfItsOwn() {
    assertRight(any(), path -> path.replaceFirst("^Takeout/", "Takeout" + (path.hashCode() % 2 == 0 ? "" : " 7") + "/"), entry -> true);
  }

  @SuppressWarnings("UnnecessaryLambda") // reads better where it is used
  private static Predicate<CorpusCase> any() {
    return each -> true;
  }

  /** What is done to the entries of a case, bare files excepted. */
  private interface Rearrangement {
    List<JsonNode> of(List<JsonNode> entries, Random random);
  }

  private static void assertStays(Predicate<CorpusCase> cases, Rearrangement rearrangement) {
    CorpusScore score = new CorpusScore();
    Random random = new Random(11);
    for (int round = 0; round < 3; round++) {
      for (CorpusCase each : CorpusCase.all()) {
        if (cases.test(each) && each.sets().size() == 1) {
          List<JsonNode> entries = new ArrayList<>();
          each.json().get("entries").forEach(entries::add);
          score.add(withEntries(each, rearrangement.of(entries, random)));
        }
      }
    }
    assertThat(score.faults()).isEmpty();
    assertThat(score.total().right()).isGreaterThan(1_500);
  }

  private static List<JsonNode> inParts(List<JsonNode> entries, Random random, int parts) {
    return entries.stream().map(each -> inPart(each, 1 + random.nextInt(parts))).toList();
  }

  private static JsonNode inPart(JsonNode entry, int part) {
    boolean bare = entry.get("part").asText().equals("bare");
    return bare ? entry : entry.<ObjectNode>deepCopy().set("part", IntNode.valueOf(part));
  }

  private static List<JsonNode> shuffled(List<JsonNode> entries, Random random) {
    List<JsonNode> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static CorpusCase withEntries(CorpusCase each, List<JsonNode> entries) {
    ObjectNode json = each.json().deepCopy();
    json.set("entries", JsonNodeFactory.instance.arrayNode().addAll(entries));
    return new CorpusCase(each.name(), each.kind(), json);
  }

  private static void assertRight(Predicate<CorpusCase> cases, UnaryOperator<String> paths) {
    assertRight(cases, paths, entry -> !entry.get("part").asText().equals("bare"));
  }

  /** Renames in entries and expectations alike; only cases that change are counted. */
  private static void assertRight(Predicate<CorpusCase> cases, UnaryOperator<String> paths, Predicate<JsonNode> entries) {
    CorpusScore score = new CorpusScore();
    for (CorpusCase each : CorpusCase.all()) {
      if (cases.test(each)) {
        renamed(each, paths, entries).ifPresent(score::add);
      }
    }
    assertThat(score.faults()).isEmpty();
    assertThat(score.total().right()).isGreaterThan(10);
  }

  private static Optional<CorpusCase> renamed(CorpusCase each, UnaryOperator<String> paths, Predicate<JsonNode> entries) {
    ObjectNode json = each.json().deepCopy();
    List<String> renamed = new ArrayList<>();
    UnaryOperator<String> remembered =
        path -> {
          String other = paths.apply(path);
          if (!other.equals(path)) {
            renamed.add(path);
          }
          return other;
        };
    for (JsonNode entry : json.get("entries")) {
      if (entries.test(entry)) {
        ((ObjectNode) entry).put("path", remembered.apply(entry.get("path").asText()));
      }
    }
    List<String> changed = List.copyOf(renamed);
    for (String field : List.of("expect", "expectUnusedSidecars", "expectIgnored")) {
      if (json.has(field)) {
        json.set(field, mapped(json.get(field), path -> changed.contains(path) ? paths.apply(path) : path));
      }
    }
    long distinct = json.findValuesAsText("path").stream().distinct().count();
    boolean collides = distinct != each.json().findValuesAsText("path").stream().distinct().count();
    return changed.isEmpty() || collides ? Optional.empty() : Optional.of(new CorpusCase(each.name(), each.kind(), json));
  }

  private static JsonNode mapped(JsonNode node, UnaryOperator<String> texts) {
    if (node.isTextual()) {
      return TextNode.valueOf(texts.apply(node.asText()));
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> array.add(mapped(each, texts)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), mapped(field.getValue(), texts)));
      return object;
    }
    return node;
  }
}
