package org.stillkeep.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.Wish;

/**
 * What is wished for while the vault is still being opened: kept for the agent, and a pause also for the next start, should the
 * program end before its agent begins. Guarded by itself; whoever changes the agent that wishes go to does so under this lock, so
 * that none is lost between the two.
 */
final class EarlyWishes {

  private static final Logger log = LoggerFactory.getLogger(EarlyWishes.class);

  private final EarlyPause pause;
  private final List<Wish> kept = new ArrayList<>();

  /** @param pause where a pause is kept until there is an agent that keeps it */
  EarlyWishes(EarlyPause pause) {
    this.pause = pause;
  }

  /** Takes up the pause that the last run had accepted when it ended before its agent began. The state folder is held. */
  synchronized void takeUpPause() throws IOException {
    pause.noted().ifPresent(kept::add);
  }

  /**
   * Keeps a wish for the agent.
   *
   * @throws IllegalStateException when a pause would not survive the end of the program
   */
  synchronized void keep(Wish wish) {
    if (wish instanceof Wish.Pause asked) {
      note(asked);
    } else if (wish instanceof Wish.Resume) {
      forgetPause();
    }
    kept.add(wish);
  }

  /** Passes all that was kept on to the agent. */
  synchronized void handOver(Agent agent) {
    kept.forEach(agent::wish);
    kept.clear();
    forgetKeptPause(agent);
  }

  /** Passes a wish on to an agent that is there. */
  synchronized void passOn(Wish wish, Agent agent) {
    agent.wish(wish);
    if (wish instanceof Wish.Pause) {
      forgetKeptPause(agent);
    } else if (wish instanceof Wish.Resume) {
      forgetPause();
    }
  }

  private void note(Wish.Pause asked) {
    try {
      pause.note(asked);
    } catch (IOException e) {
      throw new IllegalStateException("the pause cannot be noted in the state folder: " + e.getMessage(), e);
    }
  }

  private void forgetKeptPause(Agent agent) {
    if (agent.keepsPause()) {
      forgetPause();
    }
  }

  private void forgetPause() {
    try {
      pause.forget();
    } catch (IOException e) {
      log.warn("the next start is paused, until it is resumed", e);
    }
  }
}
