package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.tray.Statuses.OPTIONS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus;

class PainterTest {

  private static final Duration APART = Duration.ofMillis(300);

  private final List<Drawing> painted = new CopyOnWriteArrayList<>();
  private final List<Long> nanos = new CopyOnWriteArrayList<>();
  private final Painter painter =
      Painter.start(
          drawing -> {
            nanos.add(System.nanoTime());
            painted.add(drawing);
          },
          APART);

  @AfterEach
  void close() throws InterruptedException {
    painter.close(Duration.ofSeconds(5));
  }

  @Test
  void ofManyChangesTheFirstIsSeenAtOnceAndTheLastAWhileLater() {
    painter.paint(drawing(Statuses.idle()));
    await().until(() -> painted.size() == 1);
    for (int i = 0; i < 1000; i++) {
      painter.paint(drawing(Statuses.idle("/nas/" + i)));
    }
    await().until(() -> painted.size() == 2);
    assertThat(painted).containsExactly(drawing(Statuses.idle()), drawing(Statuses.idle("/nas/999")));
    assertThat(nanos.get(1) - nanos.get(0)).isGreaterThanOrEqualTo(APART.toNanos());
  }

  @Test
  void whatLooksTheSameIsNotPaintedAgain() {
    painter.paint(drawing(Statuses.idle()));
    await().until(() -> painted.size() == 1);
    painter.paint(drawing(Statuses.idle()));
    painter.paint(drawing(Statuses.paused()));
    await().until(() -> painted.size() == 2);
    assertThat(painted).containsExactly(drawing(Statuses.idle()), drawing(Statuses.paused()));
  }

  @Test
  void nothingIsPaintedOnceItIsClosed() throws Exception {
    painter.paint(drawing(Statuses.idle()));
    await().until(() -> painted.size() == 1);
    painter.paint(drawing(Statuses.paused()));
    painter.close(Duration.ofSeconds(5));
    assertThat(painted).hasSize(1);
  }

  private static Drawing drawing(AgentStatus status) {
    return Drawing.of(status, OPTIONS);
  }
}
