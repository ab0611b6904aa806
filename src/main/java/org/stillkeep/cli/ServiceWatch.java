package org.stillkeep.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.platform.Systemd;

/**
 * Keeps the service manager informed: ready, the status in a sentence, signs of life, the end. Whoever waits for somebody at the
 * page counts as ready, since a start that takes as long as a person does would be taken for a failed one.
 *
 * <p>Signs of life come from the thread that has something to do, never from a timer: from the main thread while it waits or
 * opens the vault, and then from the agent's worker.
 */
final class ServiceWatch {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration OPENING = Duration.ofMinutes(10);
  private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Systemd service;
  private final Duration beatEvery;

  /** Guarded by this object's lock, as are all below. */
  private State toldState;

  private String toldSentence = "";
  private long toldNanos;
  private boolean stopping;

  ServiceWatch(Systemd service) {
    this.service = service;
    this.beatEvery = service.watchdogInterval().map(interval -> interval.dividedBy(3)).orElse(NEVER);
  }

  /** Passes the status on: progress now and then, all else at once. */
  synchronized void observe(AgentStatus status) {
    boolean progress = status.state() == State.WORKING && toldState == State.WORKING;
    boolean due = !progress || System.nanoTime() - toldNanos >= STATUS_NANOS;
    if (due && !status.sentence().equals(toldSentence)) {
      toldState = status.state();
      toldSentence = status.sentence();
      toldNanos = System.nanoTime();
      service.status(status.sentence());
    }
  }

  /**
   * The vault is being opened, which may take long where much is to be caught up with. The signs of life come with the asking,
   * so that they stay out when the opening hangs.
   */
  BooleanSupplier opening(BooleanSupplier stopRequested) {
    service.alive();
    service.extendTimeout(OPENING);
    long[] lastNanos = {System.nanoTime()};
    return () -> {
      if (System.nanoTime() - lastNanos[0] >= beatEvery.toNanos()) {
        lastNanos[0] = System.nanoTime();
        service.alive();
        service.extendTimeout(OPENING);
      }
      return stopRequested.getAsBoolean();
    };
  }

  /** From now on the agent's worker gives the signs. */
  void watch(Agent agent) {
    agent.whenReady(service::ready);
    if (service.watchdogInterval().isPresent()) {
      agent.heartbeat(beatEvery, service::alive);
    }
  }

  /**
   * Waits for somebody at the page.
   *
   * @throws java.util.concurrent.CancellationException when the program is to end instead
   */
  <T> T await(CompletableFuture<T> something) throws InterruptedException {
    service.ready();
    while (true) {
      try {
        return something.get(beatEvery.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillWaiting) {
        service.alive();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** The end has begun. */
  synchronized void stopping() {
    if (!stopping) {
      stopping = true;
      service.stopping();
    }
  }
}
