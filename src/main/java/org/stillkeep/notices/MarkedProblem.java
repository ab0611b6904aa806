package org.stillkeep.notices;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.SetStatus;

/**
 * A problem without what may name a photo: its words and its id may, its remedy does not.
 *
 * @param mark stands for its id
 * @param set the set that it is about
 * @param export the export folder that it is about
 * @param remedy what to do
 */
record MarkedProblem(String mark, Optional<String> set, Optional<String> export, String remedy) {

  private static final int MARK_BYTES = 8;

  /** Ids begin with what they are about: {@code set NAME/…}, {@code export FOLDER/…}. */
  static MarkedProblem of(Problem problem, AgentStatus status) {
    String id = problem.id();
    return new MarkedProblem(
        markOf(id),
        status.sets().stream().map(SetStatus::id).filter(set -> id.startsWith("set " + set + "/")).findFirst(),
        status.exports().stream().map(ExportStatus::path).filter(path -> id.startsWith("export " + path + "/")).findFirst(),
        problem.remedy());
  }

  /** What it is about, for people. */
  String subject() {
    return set.map(id -> "The set " + id).or(() -> export.map(path -> "The export folder " + path)).orElse("What to do");
  }

  private static String markOf(String id) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, MARK_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
