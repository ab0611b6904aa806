package org.stillkeep.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.stillkeep.agent.AgentStatus;

/**
 * Tells the open pages what happens. Whoever publishes only leaves word here; each stream has its connection's thread, which picks up the
 * newest and sends it at its own pace, so that one who does not read keeps nobody else waiting. Without a page there is no thread and no
 * timer.
 */
final class StatusFeed implements Closeable {

  private static final int MAX_STREAMS = 8;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.UTF_8);

  private final PageBackend backend;
  private final StatusText text;
  private final Clock clock;
  private final Throughput throughput = new Throughput();

  /** Guards what follows; notified when it changes. */
  private final Object lock = new Object();

  private final Deque<Object> streams = new ArrayDeque<>();
  private long published;
  private boolean closed;

  /** Guards what follows; never taken while the other lock is held. */
  private final Object drawing = new Object();

  private Drawn drawn = new Drawn(-1, new byte[0]);

  /** A status as it is sent, and how often it had been left word before. */
  private record Drawn(long published, byte[] event) {}

  StatusFeed(PageBackend backend, StatusText text, Clock clock) {
    this.backend = backend;
    this.text = text;
    this.clock = clock;
  }

  /** Leaves word that the status has changed; never waits for a reader. */
  void publish(AgentStatus status) {
    throughput.observe(status, clock.instant());
    synchronized (lock) {
      published++;
      lock.notifyAll();
    }
  }

  /** Lets the streams look again whether they may go on. */
  void wake() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  /** Ends all streams. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  /**
   * A stream that lasts until the client goes, others need its place, or it may not go on.
   *
   * @param mayGoOn asked at least at each ping; must not wait for anything
   */
  Response.Stream stream(BooleanSupplier mayGoOn) {
    return sink -> {
      Object self = new Object();
      synchronized (lock) {
        if (streams.size() >= MAX_STREAMS) {
          streams.removeFirst();
          lock.notifyAll();
        }
        streams.addLast(self);
      }
      try {
        run(self, mayGoOn, sink);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        synchronized (lock) {
          streams.remove(self);
        }
      }
    };
  }

  private void run(Object self, BooleanSupplier mayGoOn, Response.Sink sink) throws IOException, InterruptedException {
    long sent = -1;
    long told = 0;
    while (mayGoOn.getAsBoolean()) {
      Drawn newest = newest();
      if (newest.published() == sent) {
        sink.send(PING);
      } else {
        sent = newest.published();
        sink.send(newest.event());
        Throughput.News news = throughput.after(told);
        if (!news.samples().isEmpty() || told == 0) {
          told = news.added();
          sink.send(event("throughput", samples(news.samples())));
        }
      }
      if (!awaitNews(self, sent, mayGoOn)) {
        return;
      }
    }
  }

  /** The newest status, drawn once for all streams. */
  private Drawn newest() {
    long number;
    synchronized (lock) {
      number = published;
    }
    synchronized (drawing) {
      if (drawn.published() < number) {
        drawn = new Drawn(number, event("status", text.of(backend.phase(), backend.status())));
      }
      return drawn;
    }
  }

  /** Waits until there is news, but for a while at least, or a ping is due; false when the stream has to end. */
  private boolean awaitNews(Object self, long sent, BooleanSupplier mayGoOn) throws InterruptedException {
    long begun = System.nanoTime();
    synchronized (lock) {
      while (published == sent && System.nanoTime() - begun < PING_NANOS) {
        if (closed || !streams.contains(self) || !mayGoOn.getAsBoolean()) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, PING_NANOS - (System.nanoTime() - begun));
      }
      if (closed || !streams.contains(self)) {
        return false;
      }
    }
    // Not on the lock: what is published meanwhile need not wake anybody.
    TimeUnit.NANOSECONDS.sleep(STEP_NANOS - (System.nanoTime() - begun));
    return true;
  }

  private static ObjectNode samples(List<Throughput.Sample> samples) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("samples");
    for (Throughput.Sample each : samples) {
      list.addObject().put("at", each.at().truncatedTo(ChronoUnit.MILLIS).toString()).put("bytesPerSecond", each.bytesPerSecond());
    }
    return node;
  }

  private static byte[] event(String name, ObjectNode data) {
    return ("event: " + name + "\ndata: " + new String(Json.bytes(data), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
