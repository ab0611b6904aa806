package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.FaultKind;
import org.stillkeep.faults.FaultyFileSystem;

/** F16: who tells of disks that hang, whatever the worker is doing. */
@Covers("F16")
class LookoutTest {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATE = Duration.ofSeconds(30);

  private final CountDownLatch diskAnswers = new CountDownLatch(1);
  private final StatusBoard board = new StatusBoard(Premises.CLOCK);
  private final Queue<Path> silentExports = new ConcurrentLinkedQueue<>();
  private FaultyFileSystem disk;
  private Premises premises;
  private Lookout lookout;

  @BeforeEach
  void putAllOnOneDisk() throws IOException {
    disk = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()));
    premises = new Premises(Files.createDirectory(disk.getPath("/nas")));
  }

  private void start(Duration answerLimit) {
    lookout = new Lookout(premises.parts(System::nanoTime), answerLimit, board, () -> false, silentExports::add);
    lookout.start();
  }

  @AfterEach
  void healDisk() throws IOException {
    lookout.stop();
    diskAnswers.countDown();
    premises.close();
  }

  private void hang(DiskCall call) throws IOException {
    try {
      diskAnswers.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException(call.toString());
    }
  }

  @Test
  void inboxesAndExportsThatHangAreTold() {
    disk.watchAtOnce(this::hang);
    start(SOON);
    await().until(() -> silentExports.contains(premises.export));
    assertThat(board.current().problems())
        .extracting(Problem::what)
        .singleElement()
        .asString()
        .startsWith("the inbox " + premises.inbox + " does not answer since ");
    assertThat(lookout.answers(premises.inbox)).isFalse();
  }

  @Test
  void ofAnExportThatFailsItsPassTells() {
    disk.watch(FaultKind.STALE.from(1));
    start(LATE);
    await().until(() -> !board.current().problems().isEmpty());
    assertThat(board.current().problems())
        .extracting(Problem::what)
        .singleElement()
        .asString()
        .startsWith("the inbox " + premises.inbox + " fails since ")
        .endsWith("Stale file handle");
    assertThat(silentExports).isEmpty();
  }
}
