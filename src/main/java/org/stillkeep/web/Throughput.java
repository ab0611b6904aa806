package org.stillkeep.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.Job;

/**
 * How fast work has gone in the last half hour, told from the statuses that the agent publishes while it works; so it needs no timer.
 * All methods may be called from any thread.
 */
final class Throughput {

  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final int MAX_SAMPLES = (int) (KEPT.toSeconds() / STEP.toSeconds());

  /** Bytes worked through per second, on average over the time since the sample before. */
  record Sample(Instant at, long bytesPerSecond) {}

  /**
   * What somebody has not been told yet.
   *
   * @param samples oldest first
   * @param added how many there have been with them, to be asked with the next time
   */
  record News(List<Sample> samples, long added) {}

  /** Where a job stood. */
  private record Mark(String what, String subject, long doneBytes, Instant at) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Optional<Mark> mark = Optional.empty();
  private long added;

  /** Takes in a status; true when that made a new sample. */
  synchronized boolean observe(AgentStatus status, Instant now) {
    Optional<Mark> here = status.job().map(job -> mark(job, now));
    if (here.isEmpty()) {
      return endOfJob(now);
    }
    Mark before = mark.orElse(here.get());
    boolean sameJob =
        before.what().equals(here.get().what())
            && before.subject().equals(here.get().subject())
            && before.doneBytes() <= here.get().doneBytes();
    if (mark.isEmpty() || !sameJob) {
      mark = here;
      return false;
    }
    Duration passed = Duration.between(before.at(), now);
    if (passed.compareTo(STEP) < 0) {
      return false;
    }
    mark = here;
    return add(new Sample(now, (here.get().doneBytes() - before.doneBytes()) * 1000 / passed.toMillis()));
  }

  /** The samples after the first {@code seen} that there have been, as far as they are kept. */
  synchronized News after(long seen) {
    long skipped = Math.max(0, seen - (added - samples.size()));
    return new News(samples.stream().skip(skipped).toList(), added);
  }

  private boolean endOfJob(Instant now) {
    boolean ends = mark.isPresent();
    mark = Optional.empty();
    return ends && add(new Sample(now, 0));
  }

  private boolean add(Sample sample) {
    samples.addLast(sample);
    added++;
    while (samples.size() > MAX_SAMPLES || samples.getFirst().at().isBefore(sample.at().minus(KEPT))) {
      samples.removeFirst();
    }
    return true;
  }

  private static Mark mark(Job job, Instant now) {
    return new Mark(job.what(), job.subject(), job.doneBytes(), now);
  }
}
