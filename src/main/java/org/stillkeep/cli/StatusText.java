package org.stillkeep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stillkeep.agent.AgentStatus.ServerState;

/** Draws a status for people: the sentence first, then one line for each thing. */
final class StatusText {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private StatusText() {}

  /** @param zone in which times are told */
  static String of(JsonNode status, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(status.path("sentence").asText());
    JsonNode job = status.path("job");
    if (job.isObject()) {
      lines.add("  " + job(job));
    }
    JsonNode server = status.path("server");
    if (server.isObject()) {
      lines.add("  server " + server(server, zone));
    }
    for (JsonNode set : status.path("sets")) {
      lines.add("  set " + set(set));
    }
    for (JsonNode waiting : status.path("waiting")) {
      lines.add("  waiting for " + waiting.path("path").asText() + ": " + waiting.path("why").asText());
    }
    for (JsonNode export : status.path("exports")) {
      lines.add("  export " + export(export, zone));
    }
    for (JsonNode problem : status.path("problems")) {
      lines.add("  problem: " + problem.path("what").asText());
      lines.add("     hint: " + problem.path("remedy").asText());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String job(JsonNode job) {
    long total = job.path("totalBytes").asLong();
    String share = total > 0 ? ", " + 100 * job.path("doneBytes").asLong() / total + " % of " + Figures.size(total) : "";
    String current = job.path("current").asText();
    return job.path("what").asText() + " " + job.path("subject").asText() + share + (current.isEmpty() ? "" : ": " + current);
  }

  private static String server(JsonNode server, ZoneId zone) {
    String why = server.path("why").asText();
    boolean isUnasked = server.path("state").asText().equals(ServerState.UNASKED.word());
    return server.path("name").asText()
        + ": "
        + server.path("state").asText()
        + (isUnasked ? "" : " since " + minute(server.path("since"), zone))
        + (why.isEmpty() ? "" : ", " + why);
  }

  private static String minute(JsonNode time, ZoneId zone) {
    return MINUTE.format(OffsetDateTime.parse(time.asText()).atZoneSameInstant(zone));
  }

  private static String export(JsonNode export, ZoneId zone) {
    StringBuilder line = new StringBuilder(export.path("path").asText()).append(": ").append(export.path("state").asText());
    if (export.hasNonNull("since")) {
      line.append(" since ").append(minute(export.path("since"), zone));
    }
    if (export.hasNonNull("nextTry")) {
      line.append(", next try ").append(minute(export.path("nextTry"), zone));
    }
    line.append(", ").append(Figures.count(export.path("files").asLong(), "file"));
    if (export.path("waitingFiles").asLong() > 0) {
      line.append(String.format(Locale.ROOT, ", %,d to write", export.path("waitingFiles").asLong()));
      line.append(" (").append(Figures.size(export.path("waitingBytes").asLong())).append(')');
    }
    if (export.hasNonNull("freeBytes")) {
      line.append(", ").append(Figures.size(export.path("freeBytes").asLong())).append(" free");
    }
    return line.toString();
  }

  private static String set(JsonNode set) {
    List<String> missing = new ArrayList<>();
    set.path("missingParts").forEach(part -> missing.add(part.asText()));
    return set.path("id").asText()
        + ": "
        + Figures.count(set.path("parts").asLong(), "part")
        + (missing.isEmpty() ? "" : ", missing " + String.join(", ", missing))
        + (set.path("done").asBoolean() ? ", done" : "")
        + (set.path("failedEntries").asLong() > 0
            ? ", failed: " + set.path("failedEntries").asLong()
            : "");
  }
}
