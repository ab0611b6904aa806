package org.stillkeep.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All there is to say about the agent at one moment. Immutable; tray, status page and {@code status} are functions of it.
 *
 * @param state idle, working, paused or needs you
 * @param sentence the state in one sentence, for people
 * @param since when this state began
 * @param pausedBy why it is paused; empty while it is not
 * @param pausedUntil when a pause ends by itself
 * @param job what is being done right now
 * @param assets assets in the library
 * @param albums albums in the library
 * @param sets the sets seen in the inboxes, in the order of their stamps
 * @param waiting archives in the inboxes that cannot be read yet
 * @param exports the export folders, in the order of the configuration
 * @param problems what went wrong and has not healed, most urgent first
 * @param lastImport when an import last added something to the library or improved it, over all runs
 * @param server the server that the library lies on; empty when it lies in a vault
 * @param reread how far the library is read again; empty when it is not
 */
public record AgentStatus(
    State state,
    String sentence,
    Instant since,
    Optional<PausedBy> pausedBy,
    Optional<Instant> pausedUntil,
    Optional<Job> job,
    long assets,
    long albums,
    List<SetStatus> sets,
    List<Waiting> waiting,
    List<ExportStatus> exports,
    List<Problem> problems,
    Optional<Instant> lastImport,
    Optional<ServerStatus> server,
    Optional<RereadStatus> reread) {

  /** What people see of it: the next try of an export folder moves by seconds with each look at it, and is shown by its minute. */
  AgentStatus asShown() {
    List<ExportStatus> shown = exports.stream().map(ExportStatus::asShown).toList();
    return new AgentStatus(
        state, sentence, since, pausedBy, pausedUntil, job, assets, albums, sets, waiting, shown, problems, lastImport, server, reread);
  }

  /** What the icon shows. */
  public enum State {
    IDLE,
    WORKING,
    PAUSED,
    NEEDS_YOU
  }

  /** Why no work is done. */
  public enum PausedBy {
    /** Somebody has asked for it; or nobody, for an hour after several crashes, which are a problem then. */
    SOMEBODY("somebody"),
    /** The computer runs on its battery. */
    BATTERY("battery");

    private final String word;

    PausedBy(String word) {
      this.word = word;
    }

    /** In JSON. */
    public String word() {
      return word;
    }
  }

  /**
   * One piece of work in progress.
   *
   * @param what e.g. {@code importing} or {@code exporting}
   * @param subject the set or folder it is about
   * @param current the file at hand; empty between two files
   * @param doneBytes bytes worked through
   * @param totalBytes bytes in all; 0 while unknown
   * @param doneItems items worked through
   * @param totalItems items in all; 0 while unknown
   * @param remainingSeconds estimated time to the end, once it can be told
   */
  public record Job(
      String what,
      String subject,
      String current,
      long doneBytes,
      long totalBytes,
      long doneItems,
      long totalItems,
      Optional<Long> remainingSeconds) {}

  /**
   * A set in the inbox.
   *
   * @param id its name
   * @param parts archives of it that can be read
   * @param missingParts numbers that are missing below the highest seen
   * @param entries entries that have an outcome
   * @param failedEntries those of them that could not be read
   * @param done whether all that is there has been imported
   * @param partRow its parts in order, the missing ones among them
   * @param outcomes how many entries have which outcome, by the words and in the order of {@code report}; the sum is
   *     {@code entries}
   */
  public record SetStatus(
      String id,
      int parts,
      List<String> missingParts,
      long entries,
      long failedEntries,
      boolean done,
      List<PartStatus> partRow,
      Map<String, Long> outcomes) {

    public SetStatus {
      Objects.requireNonNull(id);
      missingParts = List.copyOf(missingParts);
      partRow = List.copyOf(partRow);
      // Not Map.copyOf, which would lose the order.
      outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
  }

  /**
   * A part of a set.
   *
   * @param label its number, with that of its product group where there are several, e.g. {@code 001} or {@code 3-001}; of
   *     an archive without a number, its file name
   * @param missing whether it was never seen, though a later one was
   */
  public record PartStatus(String label, boolean missing) {}

  /**
   * An archive that is not read yet.
   *
   * @param path where it lies
   * @param why in words
   */
  public record Waiting(String path, String why) {}

  /**
   * An export folder.
   *
   * @param path where it lies
   * @param state {@code in step}, {@code behind}, {@code writing}, {@code not connected} (not there, or failing), {@code not
   *     answering} (its disk hangs), {@code not ours}, {@code full}, {@code read-only} or {@code not writable}
   * @param lastPass when the last complete pass ended
   * @param files files in it that we wrote
   * @param freeBytes room on its disk, as of the last pass; empty where the disk does not tell
   * @param waitingFiles photos and videos that the pass at hand, or the last one that was broken off, has yet to write; 0
   *     when in step or unknown
   * @param waitingBytes their size
   * @param awaySince since when it is not connected, or not answering, over restarts; empty unless it is so
   * @param since since when it has been in this state, of those that last: away, not ours, full, read-only, not writable
   * @param nextTry when it is about to be tried again, while it is not in step; empty while paused
   * @param job its pass in progress
   * @param needsAdoption whether it holds files already, or is another computer's: only {@code export --adopt} sets it up
   */
  public record ExportStatus(
      String path,
      String state,
      Optional<Instant> lastPass,
      long files,
      OptionalLong freeBytes,
      long waitingFiles,
      long waitingBytes,
      Optional<Instant> awaySince,
      Optional<Instant> since,
      Optional<Instant> nextTry,
      Optional<Job> job,
      boolean needsAdoption) {

    public ExportStatus {
      Objects.requireNonNull(path);
      Objects.requireNonNull(state);
      Objects.requireNonNull(lastPass);
      Objects.requireNonNull(freeBytes);
      Objects.requireNonNull(awaySince);
      Objects.requireNonNull(since);
      Objects.requireNonNull(nextTry);
      Objects.requireNonNull(job);
    }

    /** The same with this pass in progress. */
    ExportStatus withJob(Optional<Job> pass) {
      return new ExportStatus(
          path, state, lastPass, files, freeBytes, waitingFiles, waitingBytes, awaySince, since, nextTry, pass, needsAdoption);
    }

    /** The same, not tried again before somebody wants it. */
    ExportStatus untried() {
      return withNextTry(Optional.empty());
    }

    private ExportStatus asShown() {
      return withNextTry(nextTry.map(about -> about.truncatedTo(ChronoUnit.MINUTES)));
    }

    private ExportStatus withNextTry(Optional<Instant> about) {
      return new ExportStatus(
          path, state, lastPass, files, freeBytes, waitingFiles, waitingBytes, awaySince, since, about, job, needsAdoption);
    }
  }

  /**
   * The server that the library lies on.
   *
   * @param name its name, e.g. {@code api.ente.io}
   * @param state how it was when it was last asked
   * @param since since when it has been so
   * @param why what it said or what happened, in words; empty text when all is well
   */
  public record ServerStatus(String name, ServerState state, Instant since, String why) {

    public ServerStatus {
      Objects.requireNonNull(name);
      Objects.requireNonNull(state);
      Objects.requireNonNull(since);
      Objects.requireNonNull(why);
    }
  }

  /** How a server is. */
  public enum ServerState {
    /** It has not been asked since the start. */
    UNASKED("not asked yet"),
    /** What it has is known, as of the last time it was asked. */
    IN_STEP("in step"),
    /** It does not answer. */
    AWAY("away"),
    /** It wants a new login. */
    LOGIN_NEEDED("login needed"),
    /** It answers, and something else is wrong. */
    FAILING("failing");

    private final String word;

    ServerState(String word) {
      this.word = word;
    }

    /** For people, and in JSON. */
    public String word() {
      return word;
    }
  }

  /**
   * How far the rolling re-read is.
   *
   * @param days all content is read once in so many days
   * @param readAssets assets that were read to their end within the last so many days
   * @param damagedAssets assets whose content is known to be damaged
   */
  public record RereadStatus(int days, long readAssets, long damagedAssets) {}

  /**
   * Something that went wrong.
   *
   * @param id stays the same while it is the same problem
   * @param what what happened, to which file
   * @param remedy what to do
   * @param needsYou whether it can only heal if somebody does something
   * @param since when it was first seen
   */
  public record Problem(String id, String what, String remedy, boolean needsYou, Instant since) {}

  /** What a program says of itself while its agent does not run: nothing is known of library, inboxes and exports. */
  public static AgentStatus ofProgram(State state, String sentence, Instant since, List<Problem> problems) {
    return new AgentStatus(
        state, sentence, since, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, List.of(), List.of(), List.of(), problems, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public AgentStatus {
    Objects.requireNonNull(state);
    Objects.requireNonNull(sentence);
    Objects.requireNonNull(since);
    Objects.requireNonNull(pausedBy);
    Objects.requireNonNull(pausedUntil);
    Objects.requireNonNull(job);
    sets = List.copyOf(sets);
    waiting = List.copyOf(waiting);
    exports = List.copyOf(exports);
    problems = List.copyOf(problems);
    Objects.requireNonNull(lastImport);
    Objects.requireNonNull(server);
    Objects.requireNonNull(reread);
  }
}
