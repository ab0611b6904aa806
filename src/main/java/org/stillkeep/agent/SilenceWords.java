package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.agent.AgentStatus.Problem;

/** Says of an inbox or a vault that its disk does not answer, and since when. */
public final class SilenceWords {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final String REMEDY = "look after its disk, or the network to it; what waits for it goes on by itself when it answers";

  private SilenceWords() {}

  /**
   * The problem, which passes by itself.
   *
   * @param role what the folder is for: inbox, vault
   * @param failure what its disk says instead of an answer; empty when it says nothing
   */
  public static Problem problem(String role, Path folder, Instant since, Optional<IOException> failure) {
    String what =
        "the "
            + role
            + " "
            + folder
            + (failure.isPresent() ? " fails since " : " does not answer since ")
            + MINUTE.format(since.atZone(ZoneId.systemDefault()))
            + failure.map(e -> ": " + e.getMessage()).orElse("");
    return new Problem("silent " + folder, what, REMEDY, false, since);
  }
}
