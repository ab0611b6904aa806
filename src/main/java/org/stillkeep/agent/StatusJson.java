package org.stillkeep.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PausedBy;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.RereadStatus;
import org.stillkeep.agent.AgentStatus.ServerStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.Waiting;

/** The status as JSON, as {@code status --json} prints it. Times are RFC 3339 in this computer's zone. */
public final class StatusJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusJson() {}

  /** The whole status. Absent values are {@code null}, lists are never absent. */
  public static ObjectNode of(AgentStatus status) {
    ObjectNode node = JSON.createObjectNode();
    node.put("state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("sentence", status.sentence());
    node.put("since", time(status.since()));
    node.put("pausedBy", status.pausedBy().map(PausedBy::word).orElse(null));
    node.put("pausedUntil", status.pausedUntil().map(StatusJson::time).orElse(null));
    node.set("job", status.job().map(StatusJson::job).orElse(null));
    node.put("assets", status.assets());
    node.put("albums", status.albums());
    ArrayNode sets = node.putArray("sets");
    status.sets().forEach(set -> sets.add(set(set)));
    ArrayNode waiting = node.putArray("waiting");
    status.waiting().forEach(each -> waiting.add(waiting(each)));
    ArrayNode exports = node.putArray("exports");
    status.exports().forEach(each -> exports.add(export(each)));
    ArrayNode problems = node.putArray("problems");
    status.problems().forEach(each -> problems.add(problem(each)));
    node.put("lastImport", status.lastImport().map(StatusJson::time).orElse(null));
    node.set("server", status.server().map(StatusJson::server).orElse(null));
    node.set("reread", status.reread().map(StatusJson::reread).orElse(null));
    return node;
  }

  private static ObjectNode reread(RereadStatus reread) {
    return JSON.createObjectNode()
        .put("days", reread.days())
        .put("readAssets", reread.readAssets())
        .put("damagedAssets", reread.damagedAssets());
  }

  private static ObjectNode job(Job job) {
    ObjectNode node = JSON.createObjectNode();
    node.put("what", job.what());
    node.put("subject", job.subject());
    node.put("current", job.current());
    node.put("doneBytes", job.doneBytes());
    node.put("totalBytes", job.totalBytes());
    node.put("doneItems", job.doneItems());
    node.put("totalItems", job.totalItems());
    node.put("remainingSeconds", job.remainingSeconds().orElse(null));
    return node;
  }

  private static ObjectNode set(SetStatus set) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", set.id());
    node.put("parts", set.parts());
    ArrayNode missing = node.putArray("missingParts");
    set.missingParts().forEach(missing::add);
    node.put("entries", set.entries());
    node.put("failedEntries", set.failedEntries());
    node.put("done", set.done());
    ArrayNode row = node.putArray("partRow");
    set.partRow().forEach(part -> row.addObject().put("label", part.label()).put("missing", part.missing()));
    ObjectNode outcomes = node.putObject("outcomes");
    set.outcomes().forEach(outcomes::put);
    return node;
  }

  private static ObjectNode waiting(Waiting waiting) {
    return JSON.createObjectNode().put("path", waiting.path()).put("why", waiting.why());
  }

  private static ObjectNode export(ExportStatus export) {
    ObjectNode node = JSON.createObjectNode();
    node.put("path", export.path());
    node.put("state", export.state());
    node.put("lastPass", export.lastPass().map(StatusJson::time).orElse(null));
    node.put("files", export.files());
    node.put("freeBytes", export.freeBytes().isPresent() ? export.freeBytes().getAsLong() : null);
    node.put("waitingFiles", export.waitingFiles());
    node.put("waitingBytes", export.waitingBytes());
    node.put("awaySince", export.awaySince().map(StatusJson::time).orElse(null));
    node.put("since", export.since().map(StatusJson::time).orElse(null));
    node.put("nextTry", export.nextTry().map(StatusJson::time).orElse(null));
    node.set("job", export.job().map(StatusJson::job).orElse(null));
    node.put("needsAdoption", export.needsAdoption());
    return node;
  }

  private static ObjectNode server(ServerStatus server) {
    return JSON.createObjectNode()
        .put("name", server.name())
        .put("state", server.state().word())
        .put("since", time(server.since()))
        .put("why", server.why());
  }

  private static ObjectNode problem(Problem problem) {
    return JSON.createObjectNode()
        .put("id", problem.id())
        .put("what", problem.what())
        .put("remedy", problem.remedy())
        .put("needsYou", problem.needsYou())
        .put("since", time(problem.since()));
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()).toOffsetDateTime().toString();
  }
}
