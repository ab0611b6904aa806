package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.export.ExportListener;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.store.StoreException.Reason;

/** The whole agent, with a library on a server that is not always there. */
@Timeout(60)
@Covers("F67")
class AgentOnServerTest {

  @TempDir Path folder;

  private Premises premises;
  private Agent agent;
  private Thread worker;

  @BeforeEach
  void make() throws IOException {
    premises = new Premises(folder);
  }

  @AfterEach
  void close() throws InterruptedException {
    if (worker != null) {
      premises.store.answer();
      agent.wish(new Wish.Stop());
      worker.join();
    }
    premises.close();
  }

  private void start() {
    start(made -> {});
  }

  private void start(Consumer<Agent> before) {
    agent = new Agent(premises.parts(System::nanoTime));
    premises.store.stopBy(agent::mustStopStoreCalls);
    before.accept(agent);
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

  private ServerState server() {
    return agent.status().server().orElseThrow().state();
  }

  private String export() {
    return agent.status().exports().stream().map(ExportStatus::state).findFirst().orElse("");
  }

  private void dropArchive(String photo) throws IOException {
    drop(takeout().photo(photo));
  }

  private void drop(TakeoutBuilder takeout) throws IOException {
    Path made = takeout.writeTo(Files.createDirectories(folder.resolve("elsewhere"))).get(1);
    Files.move(made, premises.inbox.resolve(made.getFileName()));
  }

  private long assets() {
    return premises.catalog.assets().count(AssetState.ACTIVE);
  }

  private void awaitExportInStep() {
    await().until(() -> export().equals(ExportWords.IN_STEP));
  }

  @Test
  void whatAnotherClientUploadsComesIntoTheExportFolder() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    start();
    await().until(() -> Files.exists(premises.export.resolve("Sea/a.jpg")));

    premises.uploadElsewhere("Sea", "b.jpg");
    agent.wish(new Wish.LookAgain());
    await().until(() -> Files.exists(premises.export.resolve("Sea/b.jpg")));
    awaitExportInStep();
    assertThat(agent.status().problems()).isEmpty();
  }

  @Test
  @Covers("F68")
  void resumedWhileTheDiskOfAnExportIsAwayItDoesAllElseAndThatOnceItIsBack() throws IOException {
    start();
    awaitExportInStep();
    agent.wish(new Wish.Pause(Optional.empty()));
    Path away = Files.move(premises.export, folder.resolve("unplugged"));
    Files.createDirectory(premises.export);
    dropArchive("IMG_1.jpg");
    agent.wish(new Wish.Resume());
    await().until(() -> assets() == 1 && export().equals(ExportWords.NOT_CONNECTED));
    assertThat(agent.status().state()).isNotEqualTo(State.NEEDS_YOU);
    assertThat(premises.export).isEmptyDirectory();

    Files.delete(premises.export);
    Files.move(away, premises.export);
    agent.wish(new Wish.LookAgain());
    awaitExportInStep();
    assertThat(premises.export.resolve("Photos from 2019/IMG_1.jpg")).exists();
  }

  @Test
  void itStartsWhileTheServerIsAwayAndGoesOnWhenItIsBack() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.store.failAll(Optional.of(Reason.UNAVAILABLE));
    dropArchive("IMG_1.jpg");
    start();
    await().until(() -> server() == ServerState.AWAY);
    await().until(() -> !agent.status().sets().isEmpty());
    assertThat(agent.status().sentence()).contains("photos.example.org is away since");
    assertThat(agent.status().problems()).isEmpty();
    assertThat(assets()).as("nothing is imported meanwhile").isZero();

    premises.store.failAll(Optional.empty());

    await().until(() -> assets() == 2);
    await().until(() -> Files.exists(premises.export.resolve("Photos from 2019/IMG_1.jpg")));
    await().until(() -> Files.exists(premises.export.resolve("Sea/a.jpg")));
    assertThat(agent.status().problems()).isEmpty();
  }

  @Test
  void anImportThatLosesTheServerGoesOnSoonAfterItIsBack() throws IOException {
    premises.store.failUploads(Optional.of(Reason.UNAVAILABLE));
    dropArchive("IMG_1.jpg");
    start();
    await().until(() -> !agent.status().sets().isEmpty() && premises.store.newsAsked() > 1);
    assertThat(agent.status().problems()).isEmpty();

    premises.store.failUploads(Optional.empty());
    await().atMost(15, TimeUnit.SECONDS).until(() -> assets() == 1);
  }

  @Test
  void aSetThatTheServerNeverTakesKeepsNoOtherOut() throws IOException {
    premises.store.failUploadsAbove(100_000);
    drop(takeout("20240101T101010Z").media("odd.jpg", new byte[200_000]));
    drop(takeout("20250101T101010Z").photo("IMG_1.jpg"));

    start();

    await().until(() -> assets() == 1);
  }

  @Test
  void aPassThatMeetsTheServerAwayIsBehindAndNoProblem() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.uploadElsewhere("Sea", "b.jpg");
    premises.uploadElsewhere("Sea", "c.jpg");
    premises.uploadElsewhere("Sea", "d.jpg");
    premises.store.failDownloads(Optional.of(Reason.UNAVAILABLE));
    start();
    await().until(() -> premises.store.objectsOpened() >= 3);
    await().until(() -> export().equals(ExportWords.BEHIND));
    assertThat(agent.status().problems()).isEmpty();

    premises.store.failDownloads(Optional.empty());
    agent.wish(new Wish.LookAgain());
    await().until(() -> Files.exists(premises.export.resolve("Sea/d.jpg")));
    awaitExportInStep();
  }

  @Test
  void whoIsLoggedOutIsToldOnceAndNothingElseIsWrong() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    start();
    awaitExportInStep();
    premises.store.failAll(Optional.of(Reason.LOGIN_REQUIRED));
    agent.wish(new Wish.LookAgain());
    dropArchive("IMG_1.jpg");
    await().until(() -> agent.status().state() == State.NEEDS_YOU);
    await().until(() -> !agent.status().sets().isEmpty());
    assertThat(agent.status().problems()).hasSize(1);
    assertThat(agent.status().sentence()).isEqualTo("the Ente account ada@example.org on photos.example.org asks for a new login");

    premises.store.failAll(Optional.empty());
    premises.logins.set(1);
    agent.wish(new Wish.LookAgain());
    await().until(() -> assets() == 2);
    assertThat(agent.status().problems()).isEmpty();
  }

  @Test
  void anAccountWithoutRoomStopsImportsAndNotExports() throws IOException {
    premises.store.failUploads(Optional.of(Reason.FULL));
    dropArchive("IMG_1.jpg");
    start();
    await().until(() -> agent.status().state() == State.NEEDS_YOU);
    assertThat(agent.status().problems().get(0).remedy()).contains("larger plan");

    premises.uploadElsewhere("Sea", "a.jpg");
    agent.wish(new Wish.LookAgain());
    await().until(() -> Files.exists(premises.export.resolve("Sea/a.jpg")));

    premises.store.failUploads(Optional.empty());
    agent.wish(new Wish.LookAgain());
    await().until(() -> assets() == 2);
    assertThat(agent.status().problems()).isEmpty();
  }

  @Test
  void aSetThatDoesNotFitIntoTheAccountIsNotBegun() throws IOException {
    premises.store.free(OptionalLong.of(10));
    dropArchive("IMG_1.jpg");
    start();
    await().until(() -> agent.status().state() == State.NEEDS_YOU);
    assertThat(agent.status().problems().get(0).what()).contains("MiB needed in the Ente account");
    assertThat(assets()).isZero();

    premises.store.free(OptionalLong.of(1L << 30));
    agent.wish(new Wish.LookAgain());
    await().until(() -> assets() == 1);
  }

  @Test
  void pauseAndStopDoNotWaitForAServerThatHangs() throws InterruptedException {
    premises.store.hang();
    start();
    await().until(premises.store::isWaitedFor);

    agent.wish(new Wish.Pause(Optional.empty()));
    await().atMost(1, TimeUnit.SECONDS).until(agent::keepsPause);
    await().until(() -> agent.status().state() == State.PAUSED);

    agent.wish(new Wish.Resume());
    premises.store.hang();
    await().until(premises.store::isWaitedFor);
    agent.wish(new Wish.Stop());
    worker.join(TimeUnit.SECONDS.toMillis(1));
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void theWorkerGivesItsSignOfLifeWhileItWaitsForTheServer() {
    AtomicInteger beats = new AtomicInteger();
    premises.store.hang();
    start(made -> made.heartbeat(Duration.ofMillis(20), beats::incrementAndGet));
    await().until(premises.store::isWaitedFor);
    int before = beats.get();
    await().until(() -> beats.get() > before + 5);
    assertThat(server()).isEqualTo(ServerState.UNASKED);
    assertThat(agent.status().server().orElseThrow().why()).isEqualTo("it is being asked just now");
  }

  @Test
  void whatIsKnownIsShownBeforeASilentServerAnswers() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.library.refresh(() -> false);
    premises.store.hang();
    start();
    await().until(premises.store::isWaitedFor);
    await().until(() -> agent.status().sentence().startsWith("1 in the library"));
  }

  @Test
  void withoutACatalogNothingIsPlannedBeforeTheServerWasRead() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.library.refresh(() -> false);
    premises.exporter.run(false, ExportListener.NONE, () -> false);
    premises.catalog.inTransaction(
        () -> {
          premises.catalog.forgetLibrary();
          List.of("library.store", "library.collections", "library.trash").forEach(premises.catalog.cursors()::remove);
        });
    premises.reopenLibrary();
    premises.store.failAll(Optional.of(Reason.UNAVAILABLE));
    start();
    await().until(() -> server() == ServerState.AWAY);
    agent.wish(new Wish.ExportNow(true));
    agent.wish(new Wish.LookAgain());
    await().until(() -> premises.store.newsAsked() > 3);
    assertThat(premises.export.resolve("Sea/a.jpg")).exists();

    premises.store.failAll(Optional.empty());
    awaitExportInStep();
    assertThat(premises.export.resolve("Sea/a.jpg")).exists();
    assertThat(premises.export.resolve("Trash")).doesNotExist();
  }
}
