package org.stillkeep.notices;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentEvent;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.platform.Notifications;

/**
 * Tells what is worth telling to somebody who does not look: what {@link NoticePlan} decides, on a daemon thread of its own
 * that sleeps until something changes or is due. Whoever reports to it never waits, and no failing desktop, command or store
 * is heard of outside. Thread-safe.
 */
public final class Notices implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private static final int MAX_EVENTS = 1000;
  private static final Duration LAST_NOTICE = Duration.ofSeconds(2);

  /** While something is due later: a computer that slept has not counted the time. */
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private static final Duration SHORTEST_SLEEP = Duration.ofMillis(100);

  private final NoticeOptions options;
  private final NoticeStore store;
  private final Delivery delivery;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Thread thread;

  /** Rings when there is something new. */
  private final Semaphore bell = new Semaphore(0);

  private final BlockingQueue<AgentEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
  private final AtomicReference<AgentStatus> newest = new AtomicReference<>();

  private Notices(
      NoticeOptions options, NoticeStore store, Notifications desktop, Clock clock, LongSupplier nanoTime) {
    this.options = options;
    this.store = store;
    this.delivery = new Delivery(options, desktop, clock);
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.thread = new Thread(this::run, "notices");
    thread.setDaemon(true);
  }

  /**
   * Starts. Where everything is switched off, no thread is.
   *
   * @param clock the time of the notices, in the zone in which they are told
   * @param nanoTime {@code System::nanoTime}; by it, sleep is noticed
   */
  public static Notices start(
      NoticeOptions options, NoticeStore store, Notifications desktop, Clock clock, LongSupplier nanoTime) {
    Notices notices = new Notices(options, store, desktop, clock, nanoTime);
    if (!options.isOff()) {
      notices.thread.start();
    }
    return notices;
  }

  /** Takes in a status; the newest wins. */
  public void observe(AgentStatus status) {
    newest.set(status);
    bell.release();
  }

  /** Takes in an event. */
  public void listen(AgentEvent event) {
    if (options.setFinished() && events.offer(event)) {
      bell.release();
    }
  }

  /** Ends, and with it a command that is running, within some seconds. What is not due yet is not told. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LAST_NOTICE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    String saved = load();
    NoticeMemory memory = NoticeMemory.parse(saved);
    NoticePlan plan = new NoticePlan(options, memory, clock.instant(), nanoTime.getAsLong());
    try {
      while (!Thread.currentThread().isInterrupted()) {
        sleep(plan.next());
        takeIn(plan);
        for (NoticeAction action : plan.due(clock.instant(), nanoTime.getAsLong())) {
          delivery.carryOut(action);
        }
        saved = saveIfChanged(saved, memory.toText());
      }
    } catch (InterruptedException closed) {
      log.debug("no more notices");
    } catch (RuntimeException e) {
      log.warn("no more notices until the next start", e);
    }
  }

  /** Until there is something new, or something is due. */
  private void sleep(Optional<Instant> until) throws InterruptedException {
    if (until.isEmpty()) {
      bell.acquire();
    } else {
      long millis = Math.min(Duration.between(clock.instant(), until.get()).toMillis(), LONGEST_SLEEP.toMillis());
      // No sooner again than this, should a rule name a time that does not come.
      boolean rang = bell.tryAcquire(Math.max(SHORTEST_SLEEP.toMillis(), millis), TimeUnit.MILLISECONDS);
      log.trace("awake: {}", rang ? "something is new" : "something is due");
    }
    bell.drainPermits();
  }

  private void takeIn(NoticePlan plan) {
    Instant now = clock.instant();
    List<AgentEvent> heard = new ArrayList<>();
    events.drainTo(heard);
    heard.forEach(event -> plan.hear(event, now));
    Optional.ofNullable(newest.getAndSet(null)).ifPresent(status -> plan.see(status, now));
  }

  private String load() {
    try {
      return store.load().orElse("{}");
    } catch (IOException e) {
      log.warn("what was told before is not known: {}", e.getMessage());
      return "{}";
    }
  }

  private String saveIfChanged(String saved, String text) {
    if (!text.equals(saved)) {
      try {
        store.save(text);
      } catch (IOException e) {
        log.warn("what was told is not kept: {}", e.getMessage());
      }
    }
    return text;
  }
}
