package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.StatusJson;

/**
 * The status as the page gets it. Sets and export folders are spoken of by numbers, so that no name gets into an address; a set keeps its
 * number for as long as the program runs, wherever it stands in the list. May be called from any thread.
 */
final class StatusText {

  private final ZoneId zone;

  /** Guarded by itself. */
  private final Map<String, Integer> numbers = new HashMap<>();

  StatusText(ZoneId zone) {
    this.zone = zone;
  }

  ObjectNode of(PageBackend.Phase phase, AgentStatus status) {
    ObjectNode statusNode = StatusJson.of(status);
    for (JsonNode set : statusNode.withArray("sets")) {
      ((ObjectNode) set).put("index", numberOf(set.path("id").asText()));
    }
    int export = 0;
    for (JsonNode each : statusNode.withArray("exports")) {
      ((ObjectNode) each).put("index", export++);
    }
    ObjectNode node = Json.object().put("phase", phase.word()).put("zone", zone.getId());
    node.set("status", statusNode);
    return node;
  }

  /** The set that has this number. */
  Optional<String> set(int number) {
    synchronized (numbers) {
      return numbers.entrySet().stream().filter(each -> each.getValue() == number).map(Map.Entry::getKey).findAny();
    }
  }

  private int numberOf(String id) {
    synchronized (numbers) {
      return numbers.computeIfAbsent(id, unseen -> numbers.size());
    }
  }
}
