package org.stillkeep.agent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus.Problem;

/** Says that the system gives the program no more threads: Java has no exception of its own for that. */
public final class ThreadWords {

  private static final Logger log = LoggerFactory.getLogger(ThreadWords.class);

  /** What is the matter. */
  public static final String LACKING = "the system gives Stillkeep no more threads";

  /** What to do. */
  public static final String REMEDY =
      "let it have a hundred: `TasksMax` of its service, `--pids-limit` of its container, or `ulimit -u`";

  private ThreadWords() {}

  /** Whether it is threads that are lacking, and not memory. */
  public static boolean areLacking(OutOfMemoryError failure) {
    return failure.getMessage() != null && failure.getMessage().contains("native thread");
  }

  /**
   * The problem of an agent that goes on all the same, for threads may be had again at its next turn.
   *
   * @throws OutOfMemoryError that failure, when it is memory that is lacking: that ends the process
   */
  static Problem problem(OutOfMemoryError failure, StatusBoard board) {
    if (!areLacking(failure)) {
      throw failure;
    }
    log.error("the worker's turn failed", failure);
    return board.seenNow("agent", LACKING, REMEDY, true);
  }
}
