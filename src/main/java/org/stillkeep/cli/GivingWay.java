package org.stillkeep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.platform.DiskShare;
import org.stillkeep.platform.Precedence;

/**
 * Lowers the precedence of this process, for good, as soon as there is something to do: an agent that idles is in nobody's way, and
 * starts a tenth of a second sooner without the native code for it.
 */
final class GivingWay implements Consumer<AgentStatus> {

  private static final Logger log = LoggerFactory.getLogger(GivingWay.class);

  private final PoliteConfig wanted;
  private final AtomicBoolean done = new AtomicBoolean();

  GivingWay(PoliteConfig wanted) {
    this.wanted = wanted;
  }

  @Override
  public void accept(AgentStatus status) {
    if (hasWork(status)) {
      now();
    }
  }

  /** There is something to do. */
  void now() {
    if (!done.getAndSet(true)) {
      log.info("precedence: {}", lower(wanted));
    }
  }

  private static boolean hasWork(AgentStatus status) {
    return status.job().isPresent() || !status.waiting().isEmpty() || !status.sets().stream().allMatch(SetStatus::done);
  }

  /** Lowers that of this process now, and says what came of it. */
  static String lower(PoliteConfig wanted) {
    if (wanted.nice() == 0 && wanted.disk() == DiskShare.NORMAL) {
      return "as that of all others";
    }
    Precedence precedence = Precedence.ofThisProcess();
    List<String> words = new ArrayList<>();
    if (wanted.nice() > 0) {
      words.add("nice " + wanted.nice() + inVain(precedence.lowerProcessor(wanted.nice())));
    }
    if (wanted.disk() != DiskShare.NORMAL) {
      words.add("disk " + wanted.disk().name().toLowerCase(Locale.ROOT) + inVain(precedence.lowerDisk(wanted.disk())));
    }
    return String.join(", ", words);
  }

  private static String inVain(boolean had) {
    return had ? "" : " (not to be had here)";
  }
}
