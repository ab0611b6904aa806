package org.stillkeep.tray;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.agent.Pace;

/** How far a job has come, on one line: {@code 41 % · 12.3 of 30.1 GB · 12 min left}. */
final class Progress {

  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private Progress() {}

  /** As much as can be told; empty when that is nothing yet. */
  static String of(Job job) {
    List<String> parts = new ArrayList<>();
    if (job.totalBytes() > 0) {
      // 100 % is when it is done, and not before.
      parts.add(Math.min(99, 100 * job.doneBytes() / job.totalBytes()) + " %");
      parts.add(bytes(job.doneBytes(), job.totalBytes()));
    } else if (job.totalItems() > 0) {
      parts.add(Math.min(99, 100 * job.doneItems() / job.totalItems()) + " %");
    }
    job.remainingSeconds().ifPresent(seconds -> parts.add(Pace.inWords(seconds) + " left"));
    return String.join(" \u00b7 ", parts);
  }

  /** Both in the unit of the whole, so that the first can be seen to grow towards the second. */
  private static String bytes(long done, long total) {
    int unit = 0;
    double divisor = 1;
    while (total / divisor >= 999.5 && unit < UNITS.length - 1) {
      divisor *= 1000;
      unit++;
    }
    String format = unit == 0 ? "%.0f of %.0f %s" : "%.1f of %.1f %s";
    return String.format(Locale.ROOT, format, done / divisor, total / divisor, UNITS[unit]);
  }
}
