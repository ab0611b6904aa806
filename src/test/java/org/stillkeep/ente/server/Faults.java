package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What goes wrong on purpose. A fault waits for requests whose line (method, space, path) begins with a text, e.g. {@code
 * "POST /files"}, and happens to the next so many of them; then it is gone. {@link #ALWAYS} stays until {@link #clear}.
 * The oldest that fits is the one that happens. Safe to use from several threads.
 */
public final class Faults {

  /** As number of times: until cleared. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Does the work that was asked for. */
  @FunctionalInterface
  interface Work {
    Answer run() throws IOException;
  }

  /** Does what goes wrong instead of the plain work and its answer. */
  @FunctionalInterface
  interface Fault {
    void happen(Work work, Sender sender) throws IOException;
  }

  private static final class Armed {
    private final String linePrefix;
    private final Fault fault;
    private int times;

    private Armed(String linePrefix, int times, Fault fault) {
      this.linePrefix = linePrefix;
      this.times = times;
      this.fault = fault;
    }
  }

  private final CountDownLatch closed = new CountDownLatch(1);

  /** Guarded by this. */
  private final List<Armed> armed = new ArrayList<>();

  Faults() {}

  /** Answers so, and does no work. */
  public void fail(String linePrefix, int times, int status, String body) {
    arm(linePrefix, times, (work, sender) -> sender.send(Answer.text(status, body)));
  }

  /** Answers 307 to another place, and does no work. */
  public void redirect(String linePrefix, int times, URI location) {
    arm(linePrefix, times, (work, sender) -> sender.send(Answer.redirect(location)));
  }

  /** Waits before the work is done. */
  public void delay(String linePrefix, int times, Duration delay) {
    arm(
        linePrefix, times,
        (work, sender) -> {
          await(delay);
          sender.send(work.run());
        });
  }

  /** Does the work, and cuts the connection after so many bytes of the answer's body. */
  public void cutAnswer(String linePrefix, int times, long afterBytes) {
    arm(linePrefix, times, (work, sender) -> sender.sendCut(work.run(), afterBytes));
  }

  /** Does the work, and cuts the connection instead of answering. */
  public void loseAnswer(String linePrefix, int times) {
    arm(
        linePrefix, times,
        (work, sender) -> {
          work.run().body().close();
          sender.drop();
        });
  }

  /** Does the work, and answers so nevertheless, as a gateway does that ran out of patience. */
  public void answerInstead(String linePrefix, int times, int status, String body) {
    arm(
        linePrefix, times,
        (work, sender) -> {
          work.run().body().close();
          sender.send(Answer.text(status, body));
        });
  }

  /** Cuts the connection, and does no work. */
  public void cut(String linePrefix, int times) {
    arm(linePrefix, times, (work, sender) -> sender.drop());
  }

  /** Answers with other bytes than it should. */
  public void answerWith(String linePrefix, int times, int status, Map<String, String> headers, byte[] body) {
    arm(
        linePrefix, times,
        (work, sender) ->
            sender.send(new Answer(status, headers, new ByteArrayInputStream(body), body.length)));
  }

  /** Answers with a body that has no end. */
  public void answerWithoutEnd(String linePrefix, int times, String start, String again) {
    arm(linePrefix, times, (work, sender) -> sender.send(new Answer(200, Map.of(), new Endless(start, again), -1)));
  }

  /** Does the work, and changes what is answered if that is a JSON object and no error. */
  public void rewrite(String linePrefix, int times, Consumer<ObjectNode> change) {
    arm(
        linePrefix, times,
        (work, sender) -> {
          Answer answer = work.run();
          if (answer.status() == 200 && answer.length() > 0) {
            JsonNode body = MAPPER.readTree(answer.body());
            change.accept((ObjectNode) body);
            sender.send(Answer.json(body));
          } else {
            sender.send(answer);
          }
        });
  }

  /** Calls back before the work is done: a moment for a test to act in. */
  public void before(String linePrefix, int times, Runnable callback) {
    arm(
        linePrefix, times,
        (work, sender) -> {
          callback.run();
          sender.send(work.run());
        });
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    armed.clear();
  }

  /** The fault for a request, which is one time less from then on. */
  synchronized Optional<Fault> next(String line) {
    for (Iterator<Armed> each = armed.iterator(); each.hasNext(); ) {
      Armed candidate = each.next();
      if (line.startsWith(candidate.linePrefix)) {
        if (candidate.times != ALWAYS && --candidate.times == 0) {
          each.remove();
        }
        return Optional.of(candidate.fault);
      }
    }
    return Optional.empty();
  }

  /** Ends all waiting. */
  void close() {
    closed.countDown();
  }

  private synchronized void arm(String linePrefix, int times, Fault fault) {
    armed.add(new Armed(linePrefix, times, fault));
  }

  private void await(Duration delay) throws IOException {
    try {
      closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
