package org.stillkeep.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillkeep.agent.AgentStatus.SetStatus;

/**
 * What was told, so that a restart does not tell it again. As text it is one JSON object:
 *
 * <pre>
 *   {"gaps": {SET: {"parts": 3, "missing": "002", "since": TIME, "told": ["002"]}},
 *    "problems": [MARK], "absences": {FOLDER: TIME}}
 * </pre>
 *
 * Losing it costs a notice that is told twice. Not thread-safe.
 */
final class NoticeMemory {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Gap> gaps = new TreeMap<>();
  private final Set<String> problems = new TreeSet<>();
  private final Map<String, Instant> absences = new TreeMap<>();

  /**
   * What is missing of a set.
   *
   * @param parts how many parts are there
   * @param missing names of those that are missing
   * @param since when it was first seen so
   * @param toldGaps what was told to be missing
   */
  record Gap(int parts, String missing, Instant since, List<String> toldGaps) {

    static Gap of(SetStatus set, Instant now) {
      return new Gap(set.parts(), String.join(",", set.missingParts()), now, List.of());
    }

    boolean isTold() {
      return toldGaps.contains(missing);
    }

    /** Whether nothing has come since; a time that is yet to come is that of a clock which was wrong. */
    boolean isAsIn(Gap seen, Instant now) {
      return parts == seen.parts && missing.equals(seen.missing) && !since.isAfter(now);
    }

    /** What is seen now, with what was told before. */
    Gap then(Gap seen) {
      return new Gap(seen.parts, seen.missing, seen.since, toldGaps);
    }

    Gap told() {
      List<String> all = new ArrayList<>(toldGaps);
      all.add(missing);
      return new Gap(parts, missing, since, List.copyOf(all));
    }
  }

  /** What a text says; of one that is damaged, what can be read. */
  static NoticeMemory parse(String text) {
    NoticeMemory memory = new NoticeMemory();
    try {
      JsonNode root = JSON.readTree(text);
      root.path("problems").forEach(mark -> memory.problems.add(mark.asText()));
      root.path("absences").forEachEntry((path, since) -> memory.absences.put(path, Instant.parse(since.asText())));
      root.path("gaps").forEachEntry((set, gap) -> memory.gaps.put(set, gap(gap)));
    } catch (JsonProcessingException | DateTimeException damaged) {
      return memory;
    }
    return memory;
  }

  Map<String, Gap> gaps() {
    return gaps;
  }

  /** Marks of the problems that were told and have not healed. */
  Set<String> problems() {
    return problems;
  }

  /** Beginnings of the absences that were told last, by folder. */
  Map<String, Instant> absences() {
    return absences;
  }

  String toText() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode allGaps = root.putObject("gaps");
    gaps.forEach((set, gap) -> write(gap, allGaps.putObject(set)));
    ArrayNode marks = root.putArray("problems");
    problems.forEach(marks::add);
    ObjectNode beginnings = root.putObject("absences");
    absences.forEach((path, since) -> beginnings.put(path, since.toString()));
    return root.toString();
  }

  private static void write(Gap gap, ObjectNode node) {
    node.put("parts", gap.parts()).put("missing", gap.missing()).put("since", gap.since().toString());
    ArrayNode told = node.putArray("told");
    gap.toldGaps().forEach(told::add);
  }

  private static Gap gap(JsonNode node) {
    List<String> told = new ArrayList<>();
    node.path("told").forEach(each -> told.add(each.asText()));
    return new Gap(
        node.path("parts").asInt(), node.path("missing").asText(), Instant.parse(node.path("since").asText()), List.copyOf(told));
  }
}
