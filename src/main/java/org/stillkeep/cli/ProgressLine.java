package org.stillkeep.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.stillkeep.agent.Pace;

/** The one changing line of a long command: share, counts, pace and time left. Draws at most ten times a second. */
final class ProgressLine {

  private static final long DRAW_EVERY_NANOS = 100_000_000;

  private final Terminal terminal;
  private final String verb;
  private final LongSupplier nanoTime;
  private final Pace pace;
  private long drawnAt;
  private long totalItems;
  private long totalBytes;
  private String current = "";

  ProgressLine(Terminal terminal, String verb, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.verb = verb;
    this.nanoTime = nanoTime;
    this.pace = new Pace(nanoTime.getAsLong());
  }

  void total(long items, long bytes) {
    totalItems = items;
    totalBytes = bytes;
  }

  void current(String name) {
    current = name;
  }

  void reached(long items, long bytes) {
    long now = nanoTime.getAsLong();
    pace.reached(items, bytes, now);
    if (now - drawnAt >= DRAW_EVERY_NANOS) {
      drawnAt = now;
      terminal.progress(text(items, bytes, now));
    }
  }

  private String text(long items, long bytes, long now) {
    StringBuilder text = new StringBuilder(verb);
    if (totalBytes > 0) {
      text.append(String.format(Locale.ROOT, " %3d %%", 100 * bytes / totalBytes));
    }
    text.append(String.format(Locale.ROOT, " %,d", items));
    if (totalItems > 0) {
      text.append(String.format(Locale.ROOT, " of %,d", totalItems));
    }
    if (pace.bytesPerSecond() > 0) {
      text.append(", ").append(Figures.size((long) pace.bytesPerSecond())).append("/s");
    }
    pace.remainingSeconds(totalItems - items, totalBytes - bytes, now)
        .ifPresent(seconds -> text.append(", ").append(Pace.inWords(seconds)).append(" left"));
    return text.append("  ").append(current).toString();
  }
}
