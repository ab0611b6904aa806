package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.inbox.WaitingArchive;

/** F16: a disk begins to hang while what lies on it is being listed. */
@Covers("F16")
class InboxListingsTest {

  @TempDir Path here;

  private final CountDownLatch diskAnswers = new CountDownLatch(1);
  private final AtomicBoolean mustStop = new AtomicBoolean();
  private FaultyFileSystem disk;
  private Path network;
  private InboxListings listings;

  @BeforeEach
  void makeInboxes() throws IOException {
    disk = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()));
    network = Files.createDirectory(disk.getPath("/inbox"));
    Files.createFile(network.resolve("takeout-20240601T101010Z-001.zip.crdownload"));
    takeout("20240701T101010Z").photo("IMG_1.jpg").writeTo(here);
    List<Path> both = List.of(network, here);
    InboxScanner scanner = new InboxScanner(both, new SettleOptions(Duration.ZERO), System::nanoTime);
    listings = new InboxListings(both, scanner, inbox -> inbox.equals(here) || diskAnswers.getCount() == 0, mustStop::get);
    disk.watchAtOnce(this::hang);
  }

  private void hang(DiskCall call) throws IOException {
    try {
      diskAnswers.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException(call.toString());
    }
  }

  @AfterEach
  void healDisk() throws IOException {
    diskAnswers.countDown();
    await().until(() -> listers() == 0);
    disk.close();
  }

  private long listers() {
    return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().equals("stillkeep-listing " + network)).count();
  }

  @Test
  void theOtherInboxIsListedAsLongAsItHangsAndBothWhenItAnswers() throws IOException {
    assertThat(listings.list(Set.of()).orElseThrow().waiting()).extracting(WaitingArchive::path).allMatch(path -> path.startsWith(here));
    assertThat(listings.list(Set.of(network)).orElseThrow().settled()).hasSize(1);
    assertThat(listings.list(Set.of()).orElseThrow().settled()).hasSize(1);
    assertThat(listers()).isEqualTo(1);

    diskAnswers.countDown();
    await().until(() -> listers() == 0);
    assertThat(listings.list(Set.of()).orElseThrow().waiting()).extracting(WaitingArchive::path).allMatch(path -> path.startsWith(network)).hasSize(1);
  }

  @Test
  void whoMustStopWaitsForNoDisk() throws IOException {
    mustStop.set(true);
    assertThat(listings.list(Set.of(here))).isEmpty();
  }
}
