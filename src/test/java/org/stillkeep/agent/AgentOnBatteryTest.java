package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.PausedBy;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.catalog.AssetState;

class AgentOnBatteryTest {

  @TempDir private Path folder;

  private final AtomicBoolean onBattery = new AtomicBoolean();
  private Premises premises;
  private Agent agent;
  private Thread worker;

  @BeforeEach
  void make() throws IOException {
    premises = new Premises(folder);
  }

  @AfterEach
  void close() throws InterruptedException {
    agent.wish(new Wish.Stop());
    worker.join();
    premises.close();
  }

  private void start() {
    agent = new Agent(premises.parts(onBattery::get, Duration.ofMillis(100)));
    premises.store.stopBy(agent::mustStopStoreCalls);
    worker =
        new Thread(
            () -> {
              try {
                agent.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    worker.start();
  }

  private void dropArchive(String photo) throws IOException {
    Path made = takeout().photo(photo).writeTo(Files.createDirectories(folder.resolve("elsewhere"))).get(1);
    Files.move(made, premises.inbox.resolve(made.getFileName()));
  }

  private long assets() {
    return premises.catalog.assets().count(AssetState.ACTIVE);
  }

  private void awaitPausedBy(PausedBy reason) {
    await().until(() -> agent.status().pausedBy().filter(reason::equals).isPresent());
  }

  private void awaitInStep() {
    await()
        .until(
            () -> agent.status().exports().stream().map(ExportStatus::state).allMatch(ExportWords.IN_STEP::equals));
  }

  @Test
  void onBatteryNothingIsDoneAndOnMainsItGoesOnByItself() throws IOException {
    start();
    awaitInStep();
    onBattery.set(true);
    awaitPausedBy(PausedBy.BATTERY);
    dropArchive("IMG_1.jpg");

    assertThat(agent.status().state()).isEqualTo(State.PAUSED);
    assertThat(agent.status().sentence()).isEqualTo("Paused while on battery; goes on by itself when plugged in");
    assertThat(StatusJson.of(agent.status()).path("pausedBy").asText()).isEqualTo("battery");
    assertThat(agent.mustStopStoreCalls()).as("work at hand stops").isTrue();
    await().during(Duration.ofMillis(500)).until(() -> assets() == 0);

    onBattery.set(false);
    await().until(() -> assets() == 1);
    awaitInStep();
    assertThat(agent.status().pausedBy()).isEmpty();
  }

  @Test
  void whoResumesOnBatteryIsHeardUntilMainsAreBack() throws IOException {
    onBattery.set(true);
    start();
    awaitPausedBy(PausedBy.BATTERY);
    dropArchive("IMG_1.jpg");

    agent.wish(new Wish.Resume());
    await().until(() -> assets() == 1);

    onBattery.set(false);
    await().until(() -> !agent.mustStopStoreCalls());
    onBattery.set(true);
    awaitPausedBy(PausedBy.BATTERY);
  }

  @Test
  void aPauseThatSomebodyAskedForStaysOneOnMains() {
    onBattery.set(true);
    start();
    awaitPausedBy(PausedBy.BATTERY);
    agent.wish(new Wish.Pause(Optional.empty()));
    awaitPausedBy(PausedBy.SOMEBODY);

    onBattery.set(false);

    await().during(Duration.ofMillis(500)).until(() -> agent.status().pausedBy().equals(Optional.of(PausedBy.SOMEBODY)));
    agent.wish(new Wish.Resume());
    awaitInStep();
  }

  @Test
  void thePauseOfAWhileEndsIntoThatOfTheBattery() throws IOException {
    onBattery.set(true);
    start();
    dropArchive("IMG_1.jpg");

    agent.wish(new Wish.Pause(Optional.of(Premises.CLOCK.instant())));

    awaitPausedBy(PausedBy.BATTERY);
    await().during(Duration.ofMillis(500)).until(() -> assets() == 0);
    onBattery.set(false);
    await().until(() -> assets() == 1);
  }
}
