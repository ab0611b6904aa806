package org.stillkeep.notices;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.notices.NoticeAction.Show;
import org.stillkeep.notices.NoticeAction.Withdraw;
import org.stillkeep.platform.Notifications;
import org.stillkeep.platform.Notifications.Urgency;
import org.stillkeep.platform.Program;

/** Carries notices to the desktop and to {@code notify_command}. What fails is logged, once for each way. Used by one thread. */
final class Delivery {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final String DESKTOP = "desktop notifications";
  private static final String COMMAND = "notify_command";
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(30);

  private final NoticeOptions options;
  private final Notifications desktop;
  private final Clock clock;
  private final Map<String, Long> shown = new HashMap<>();
  private final Set<String> failedWays = new HashSet<>();

  Delivery(NoticeOptions options, Notifications desktop, Clock clock) {
    this.options = options;
    this.desktop = desktop;
    this.clock = clock;
  }

  /** Does it, within a minute at worst. */
  void carryOut(NoticeAction action) throws InterruptedException {
    if (action instanceof Show show) {
      if (options.desktop()) {
        showOnDesktop(show.notice(), show.isNews());
      }
      if (show.isNews() && !options.command().isEmpty()) {
        attempt(COMMAND, () -> runCommand(show.notice()));
      }
    } else if (action instanceof Withdraw withdraw && shown.containsKey(withdraw.slot())) {
      long id = shown.remove(withdraw.slot());
      attempt(DESKTOP, () -> desktop.withdraw(id));
    }
  }

  private void showOnDesktop(Notice notice, boolean isNews) throws InterruptedException {
    Long before = shown.get(notice.slot());
    Urgency urgency = isNews ? urgency(notice.kind()) : Urgency.LOW;
    attempt(
        DESKTOP,
        () ->
            desktop
                .show(notice.title(), notice.text(), urgency, before == null ? OptionalLong.empty() : OptionalLong.of(before))
                .ifPresent(id -> shown.put(notice.slot(), id)));
  }

  /** Critical ones stay until they are clicked away, on most desktops: that is for what must not be missed. */
  private static Urgency urgency(Notice.Kind kind) {
    return switch (kind) {
      case SET_FINISHED -> Urgency.LOW;
      case PART_MISSING, EXPORT_AWAY -> Urgency.NORMAL;
      case NEEDS_YOU -> Urgency.CRITICAL;
    };
  }

  private void runCommand(Notice notice) throws IOException, InterruptedException {
    Program.Ending ending =
        new Program(options.command(), Map.of()).run(NoticeJson.of(notice, OffsetDateTime.now(clock)), COMMAND_PATIENCE);
    log.debug("notify_command ended with {}: {}", ending.exitCode(), ending.output());
    if (ending.isLate()) {
      fail(COMMAND, "it took longer than " + COMMAND_PATIENCE.toSeconds() + " seconds");
    } else if (ending.exitCode() != 0) {
      fail(COMMAND, "it ended with " + ending.exitCode());
    }
  }

  /** No notice that fails may cost those after it. */
  private void attempt(String way, Attempt attempt) throws InterruptedException {
    try {
      attempt.run();
    } catch (IOException e) {
      fail(way, e.getMessage());
    } catch (RuntimeException e) {
      if (failedWays.add(way)) {
        log.warn("{} failed (said once)", way, e);
      }
    }
  }

  private void fail(String way, String why) {
    if (failedWays.add(way)) {
      log.info("{}: {} (said once)", way, why);
    }
  }

  private interface Attempt {
    void run() throws IOException, InterruptedException;
  }
}
