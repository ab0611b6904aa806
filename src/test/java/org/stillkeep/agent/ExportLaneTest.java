package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.faults.FaultKind;
import org.stillkeep.faults.FaultyFileSystem;

/** What is said of one export folder, and when it is looked at again. */
class ExportLaneTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Premises.CLOCK.instant());
  private final StatusBoard board = new StatusBoard(new SetClock());
  private final AtomicReference<Error> inThePass = new AtomicReference<>();
  private final AtomicInteger asked = new AtomicInteger();
  private Premises premises;
  private ExportLane lane;

  @BeforeEach
  void start() throws IOException {
    premises = new Premises(folder);
    premises.library.refresh(() -> false);
    restart();
  }

  private void restart() {
    ExportView view = new ExportView(premises.exporter, board, premises.catalog.settings(), new SetClock());
    lane = new ExportLane(premises.exporter, board, this::fail, () -> {}, System::nanoTime, view);
    lane.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    lane.stop();
    lane.awaitEnd(Duration.ofMinutes(1).toMillis());
    premises.close();
  }

  private ExportStatus shown() {
    return board.current().exports().stream().filter(each -> each.path().equals(premises.export.toString())).findFirst().orElseThrow();
  }

  private void pass(String state) {
    lane.request(false);
    await().until(() -> shown().state().equals(state));
  }

  private Instant later() {
    return now.updateAndGet(before -> before.plus(HOUR));
  }

  @Test
  @Covers({"F2", "F16"})
  void aDiskThatHangsIsToldFromOneThatIsNotThereEachWithItsTime() throws IOException {
    pass(ExportWords.IN_STEP);
    assertThat(shown().since()).isEmpty();

    Instant unplugged = later();
    Path away = Files.move(premises.export, folder.resolve("unplugged"));
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.library.refresh(() -> false);
    pass(ExportWords.NOT_CONNECTED);
    Instant next = later();
    lane.nextTry(next);
    assertThat(shown().since()).contains(unplugged);
    assertThat(shown().nextTry()).contains(next);

    Instant hung = later();
    lane.silent();
    later();
    lane.silent();
    assertThat(shown().state()).isEqualTo(ExportWords.NOT_ANSWERING);
    assertThat(shown().since()).contains(hung);
    assertThat(shown().awaySince()).as("away all the time").contains(unplugged);

    Files.move(away, premises.export);
    pass(ExportWords.IN_STEP);
    assertThat(shown().since()).isEmpty();
    assertThat(shown().nextTry()).isEmpty();
    assertThat(shown().awaySince()).isEmpty();
  }

  @Test
  @Covers("F2")
  void anAbsenceLastsOverARestart() throws IOException, InterruptedException {
    Files.move(premises.export, folder.resolve("unplugged"));
    Instant unplugged = later();
    pass(ExportWords.NOT_CONNECTED);
    lane.stop();
    lane.awaitEnd(Duration.ofMinutes(1).toMillis());
    later();
    restart();
    pass(ExportWords.NOT_CONNECTED);
    assertThat(shown().since()).contains(unplugged);
  }

  @ParameterizedTest
  @CsvSource({"FULL_AT_WRITE, full", "NO_QUOTA, full", "READ_ONLY, read-only", "STALE, not connected"})
  @Covers({"F5", "F7", "F12", "F13"})
  void whatIsWrongWithItsDiskIsSaidAndSinceWhenHoweverOftenItIsTried(FaultKind kind, String state) throws Exception {
    try (FaultyFileSystem disk = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()))) {
      moveTo(Files.createDirectory(disk.getPath("/nas")));
      pass(ExportWords.IN_STEP);
      premises.uploadElsewhere("Sea", "a.jpg");
      premises.library.refresh(() -> false);
      disk.watch(kind.from(1));
      Instant since = later();
      pass(state);
      Instant tried = later();
      lane.request(true);
      await().until(() -> lane.isDue(true, true) && board.current().problems().stream().allMatch(each -> each.since().equals(since)));
      lane.nextTry(tried);
      assertThat(shown().state()).isEqualTo(state);
      assertThat(shown().since()).contains(since);
      assertThat(shown().nextTry()).contains(tried);

      disk.watch(DiskWatcher.NONE);
      pass(ExportWords.IN_STEP);
      assertThat(shown().since()).isEmpty();
    }
  }

  private void moveTo(Path nas) throws IOException, InterruptedException {
    stop();
    premises = new Premises(nas);
    premises.library.refresh(() -> false);
    restart();
  }

  @Test
  void aPassThatMeetsARefreshIsTriedAgainWithoutWaitingForTheNextLook() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.uploadElsewhere("Hills", "b.jpg");
    AtomicInteger questions = new AtomicInteger();
    assertThatThrownBy(() -> premises.library.refresh(() -> questions.incrementAndGet() > 1)).isInstanceOf(CancellationException.class);
    assertThat(premises.library.edition()).as("half read").isEmpty();
    lane.request(false);
    await().until(() -> lane.isDue(true, false));
    assertThat(lane.isDue(false, true)).as("while the library does not answer").isFalse();

    premises.library.refresh(() -> false);
    pass(ExportWords.IN_STEP);
    assertThat(premises.export.resolve("Hills/b.jpg")).exists();
  }

  /** Asked whether work is halted: before each pass, and all along. */
  private boolean fail() {
    Error failure = inThePass.get();
    if (failure != null && asked.getAndIncrement() > 0) {
      throw failure;
    }
    return false;
  }

  private String problems() {
    return board.current().problems().toString();
  }

  @Test
  @Covers("F59")
  void aPassThatLacksThreadsIsTriedAgainAndSaysWhatIsLacking() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.library.refresh(() -> false);
    inThePass.set(new OutOfMemoryError("unable to create native thread: possibly out of memory or process/resource limits reached"));
    lane.request(false);
    await().until(() -> problems().contains(ThreadWords.LACKING));
    await().until(() -> lane.isDue(true, true));
    assertThat(shown().state()).isEqualTo(ExportWords.BEHIND);

    inThePass.set(null);
    pass(ExportWords.IN_STEP);
    await().until(() -> board.current().problems().isEmpty());
  }

  @Test
  void aLaneThatHasDiedIsSaidToWhateverItsDiskDoesThen() throws IOException {
    premises.uploadElsewhere("Sea", "a.jpg");
    premises.library.refresh(() -> false);
    inThePass.set(new LinkageError("made up"));
    lane.request(false);
    await().until(() -> !lane.isAlive());
    assertThat(problems()).contains("nothing is exported to " + premises.export + " any more");

    lane.silent();
    lane.failing();
    assertThat(problems()).contains("nothing is exported to " + premises.export + " any more");
  }

  /** A clock that is set by hand. */
  private final class SetClock extends Clock {
    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
