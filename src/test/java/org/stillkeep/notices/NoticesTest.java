package org.stillkeep.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.platform.NotificationServer;
import org.stillkeep.platform.Notifications;
import org.stillkeep.platform.PrivateBus;

@Timeout(30)
class NoticesTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path folder;

  private final AtomicLong passedNanos = new AtomicLong();
  private final MemoryStore store = new MemoryStore();
  private final AtomicInteger unansweredZones = new AtomicInteger();

  /** Noon in a zone of its own, and no faster than the test. */
  private final class TestClock extends Clock {

    @Override
    public ZoneId getZone() {
      if (unansweredZones.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("no zone");
      }
      return ZoneOffset.ofHours(1);
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return START.plusNanos(passedNanos.get());
    }
  }

  private static final class MemoryStore implements NoticeStore {

    private volatile String text = "";
    private volatile boolean isBroken;

    @Override
    public Optional<String> load() throws IOException {
      if (isBroken) {
        throw new IOException("no disk");
      }
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void save(String newText) throws IOException {
      if (isBroken) {
        throw new IOException("no disk");
      }
      text = newText;
    }
  }

  private Notices start(boolean onDesktop, Notifications desktop, List<String> command) {
    return Notices.start(
        new NoticeOptions(onDesktop, command, true, true, true, true), store, desktop, new TestClock(), passedNanos::get);
  }

  /** Lets time pass, in steps shorter than what counts as sleep, with things standing so, until it is seen that somebody was told. */
  private void goOn(Notices notices, Standing standing, Callable<Boolean> isTold) {
    await()
        .atMost(25, TimeUnit.SECONDS)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              passedNanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
              notices.observe(standing.status());
              return isTold.call();
            });
  }

  @Test
  void theDesktopShowsAProblemAndTakesItAwayWhenItHeals() throws IOException {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        NotificationServer server = NotificationServer.startOn(bus, "body", "body-markup");
        Notices notices = start(true, Notifications.onBusOf(bus.environment()), List.of())) {
      goOn(notices, Standing.idle().problem("a"), server::hasNext);
      JsonNode shown = server.next();
      assertThat(shown.path("summary").asText()).isEqualTo("Stillkeep needs you");
      assertThat(shown.path("urgency").asInt()).isEqualTo(2);

      notices.observe(Standing.idle().status());
      assertThat(server.next().path("call").asText()).isEqualTo("CloseNotification");
    }
  }

  @Test
  void theCommandGetsANoticeAsJson() throws IOException {
    assumeTrue(PrivateBus.has("sh"), "no sh here");
    Path heard = folder.resolve("heard");
    try (Notices notices = start(false, noDesktop(), tellInto(heard))) {
      notices.listen(Standing.imported("takeout-ü", 1204, 3));
      goOn(notices, Standing.idle(), () -> Files.exists(heard));
    }

    JsonNode json = new ObjectMapper().readTree(Files.readString(heard));
    assertThat(json.path("kind").asText()).isEqualTo("set-finished");
    assertThat(json.path("title").asText()).isEqualTo("1,204 photos and videos imported");
    assertThat(json.path("at").asText()).matches("2026-11-22T11:[0-9]{2}:[0-9]0\\+01:00");
    assertThat(json.path("sets").get(0).asText()).isEqualTo("takeout-ü");
    assertThat(json.path("counts").path("imported").asLong()).isEqualTo(1204);
    List<String> fields = new ArrayList<>();
    json.fieldNames().forEachRemaining(fields::add);
    assertThat(fields).containsExactly("kind", "title", "text", "at", "sets", "exports", "problems", "counts");
  }

  @Test
  void aDesktopThatIsNotThereAndADeadStoreDoNotKeepTheCommandFromHearing() {
    assumeTrue(PrivateBus.has("sh"), "no sh here");
    store.isBroken = true;
    Path heard = folder.resolve("heard");
    try (Notices notices = start(true, noDesktop(), tellInto(heard))) {
      goOn(notices, Standing.idle().problem("a"), () -> Files.exists(heard));
    }
  }

  @Test
  void aNoticeThatFailsUnexpectedlyCostsNoneAfterIt() {
    assumeTrue(PrivateBus.has("sh"), "no sh here");
    Path heard = folder.resolve("heard");
    unansweredZones.set(1);
    try (Notices notices = start(false, noDesktop(), tellInto(heard))) {
      goOn(notices, Standing.idle().problem("a"), () -> unansweredZones.get() == 0);
      goOn(notices, Standing.idle().problem("a").problem("b"), () -> Files.exists(heard));
    }
  }

  @Test
  void aCommandThatHangsHoldsUpNobodyAndDiesAtTheEnd() {
    assumeTrue(PrivateBus.has("sh"), "no sh here");
    Path begun = folder.resolve("begun");
    long start = System.nanoTime();
    try (Notices notices = start(false, noDesktop(), List.of("sh", "-c", "touch \"$1\"; sleep 60", "sh", begun.toString()))) {
      goOn(notices, Standing.idle().problem("a"), () -> Files.exists(begun));
      for (int i = 0; i < 5000; i++) {
        notices.listen(Standing.imported("takeout-a", 1, 0));
        notices.observe(Standing.idle().status());
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("notices"));
  }

  @Test
  void whatWasToldIsNotToldAgainAfterARestart() throws IOException {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        NotificationServer server = NotificationServer.startOn(bus, "body")) {
      try (Notices notices = start(true, Notifications.onBusOf(bus.environment()), List.of())) {
        goOn(notices, Standing.idle().problem("a"), server::hasNext);
        assertThat(server.next().path("call").asText()).isEqualTo("Notify");
        await().until(() -> store.text.contains("\"problems\":[\""));
      }
      try (Notices notices = start(true, Notifications.onBusOf(bus.environment()), List.of())) {
        long then = passedNanos.get() + TimeUnit.MINUTES.toNanos(4);
        goOn(notices, Standing.idle().problem("a"), () -> passedNanos.get() > then);
        goOn(notices, Standing.idle().problem("a").problem("b"), server::hasNext);
        assertThat(server.next().path("summary").asText()).isEqualTo("Stillkeep needs you: 2 problems");
      }
    }
  }

  @Test
  void whereAllIsSwitchedOffNothingRuns() {
    NoticeOptions off = new NoticeOptions(false, List.of(), true, true, true, true);
    try (Notices notices = Notices.start(off, store, noDesktop(), new TestClock(), passedNanos::get)) {
      notices.observe(Standing.idle().status());
      assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("notices"));
    }
  }

  private static Notifications noDesktop() {
    return Notifications.onBusOf(Map.of());
  }

  private static List<String> tellInto(Path file) {
    return List.of("sh", "-c", "cat > \"$1.new\" && mv \"$1.new\" \"$1\"", "sh", file.toString());
  }
}
