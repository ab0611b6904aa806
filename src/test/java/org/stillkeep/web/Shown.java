package org.stillkeep.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.AgentStatus.PartStatus;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.agent.AgentStatus.ServerStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus.Waiting;

/** A status, put together piece by piece in a test. */
final class Shown {

  static final String SET = "20240131T101112Z";

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<SetStatus> sets = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<ExportStatus> exports = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private State state = State.IDLE;
  private String sentence = "Up to date: 48,211 in the library";
  private Optional<Job> job = Optional.empty();
  private long assets = 48_211;
  private Optional<ServerStatus> server = Optional.empty();

  static Shown status() {
    return new Shown();
  }

  /** One of everything that the page can show. */
  static Shown everything() {
    return status()
        .importing(12_000_000_000L)
        .set(SET, 6, 3, 5)
        .set("20230101T000000Z", 2)
        .waiting("/home/anna/Stillkeep/Inbox/takeout-20240501T080000Z-001.zip", "it changed a moment ago")
        .export("/home/anna/Stillkeep/Export", "in step")
        .export("/mnt/nas/photos", "not connected")
        .export("/media/anna/Backup", "not ours")
        .problem("full", "the disk of the vault is full", "make room there; it is tried again by itself", true)
        .problem("damaged", "IMG_1.jpg could not be read", "download that archive again", false);
  }

  Shown state(State next, String words) {
    state = next;
    sentence = words;
    return this;
  }

  Shown assets(long number) {
    assets = number;
    return this;
  }

  Shown importing(long doneBytes) {
    long doneItems = doneBytes / 4_000_000;
    Job work = new Job("importing", SET, "IMG_20190704_153000.jpg", doneBytes, 50_000_000_000L, doneItems, 12_500, Optional.of(720L));
    job = Optional.of(work);
    return state(State.WORKING, "Importing " + SET);
  }

  Shown set(String id, int parts, Integer... missing) {
    List<PartStatus> row = new ArrayList<>();
    for (int i = 1; i <= parts; i++) {
      row.add(new PartStatus(String.format(Locale.ROOT, "%03d", i), List.of(missing).contains(i)));
    }
    List<String> gaps = row.stream().filter(PartStatus::missing).map(PartStatus::label).toList();
    Map<String, Long> outcomes = new LinkedHashMap<>();
    outcomes.put("imported", 9_000L);
    outcomes.put("sidecar-used", 8_000L);
    outcomes.put("sidecar-waiting", 500L);
    outcomes.put("damaged", 2L);
    sets.add(new SetStatus(id, parts - gaps.size(), gaps, 17_502, 2, job.isEmpty(), row, outcomes));
    return this;
  }

  Shown waiting(String path, String why) {
    waiting.add(new Waiting(path, why));
    return this;
  }

  Shown export(String path, String words) {
    boolean away = words.equals("not connected");
    exports.add(
        new ExportStatus(
            path,
            words,
            Optional.of(now.minus(3, ChronoUnit.DAYS)),
            96_400,
            away ? OptionalLong.empty() : OptionalLong.of(120_000_000_000L),
            away ? 1_204 : 0,
            away ? 3_100_000_000L : 0,
            away ? Optional.of(now.minus(2, ChronoUnit.DAYS)) : Optional.empty(),
            away ? Optional.of(now.minus(2, ChronoUnit.DAYS)) : Optional.empty(),
            away ? Optional.of(now.plus(1, ChronoUnit.MINUTES)) : Optional.empty(),
            Optional.empty(),
            words.equals("not ours")));
    return this;
  }

  Shown problem(String id, String what, String remedy, boolean needsYou) {
    problems.add(new Problem(id, what, remedy, needsYou, now.minus(3, ChronoUnit.HOURS)));
    return this;
  }

  Shown server(ServerState how, String why) {
    server = Optional.of(new ServerStatus("photos.example.org", how, now, why));
    return this;
  }

  AgentStatus done() {
    Optional<Instant> lastImport = Optional.of(now.minus(1, ChronoUnit.DAYS));
    return new AgentStatus(state, sentence, now, Optional.empty(), Optional.empty(), job, assets, 57, sets, waiting, exports, problems, lastImport, server, Optional.empty());
  }
}
