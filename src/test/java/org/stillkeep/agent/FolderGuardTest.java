package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskWatcher;
import org.stillkeep.faults.FaultKind;
import org.stillkeep.faults.FaultyFileSystem;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;

/** F16: a disk that hangs holds up nobody but its own lane, and is not written to before it is proved to lie apart. */
@Covers("F16")
class FolderGuardTest {

  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(30);

  @TempDir Path home;

  private final CountDownLatch diskAnswers = new CountDownLatch(1);
  private Path inbox;
  private Path nas;
  private List<Folder> folders;
  private volatile boolean hangs;

  @BeforeEach
  void makeFolders() throws IOException {
    inbox = Files.createDirectory(home.resolve("inbox"));
    nas = Files.createDirectory(home.resolve("nas"));
    folders = List.of(new Folder("inbox", "inbox[0]", inbox), new Folder("export", "export[0].path", nas));
  }

  @AfterEach
  void healDisk() {
    diskAnswers.countDown();
  }

  private FolderGuard guard(List<Folder> watched) {
    return new FolderGuard(watched, Set.of(nas), folder -> answerLate(), () -> {}, SOON, LATE);
  }

  private boolean answerLate() {
    try {
      diskAnswers.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long lookers(Path folder) {
    return threads("stillkeep-ask " + folder);
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().equals(name)).count();
  }

  @Test
  void aDiskThatHangsIsNotProvenAndHoldsUpNoLook() throws IOException {
    FolderGuard guard = guard(folders);

    assertThat(guard.look()).isEmpty();

    assertThat(guard.silent()).containsExactly(nas);
    assertThat(guard.failing()).isEmpty();
    assertThat(guard.isProven(nas)).isFalse();
    assertThat(guard.isProven(inbox)).isTrue();
  }

  @Test
  void threadsDoNotPileUpWhileADiskHangs() throws IOException {
    FolderGuard guard = guard(folders);
    for (int look = 0; look < 5; look++) {
      guard.look();
    }
    assertThat(lookers(nas)).isEqualTo(1);
  }

  @Test
  void aDiskThatAnswersAgainIsProvenAtTheNextLook() throws IOException {
    FolderGuard guard = guard(folders);
    guard.look();
    diskAnswers.countDown();
    await().until(() -> lookers(nas) == 0);

    assertThat(guard.look()).isEmpty();

    assertThat(guard.silent()).isEmpty();
    assertThat(guard.isProven(nas)).isTrue();
  }

  @Test
  void theOtherFoldersAreStillProvedToLieApart() throws IOException {
    Path inside = Files.createDirectory(inbox.resolve("vault"));
    List<Folder> nested = List.of(folders.get(0), new Folder("vault", "library.path", inside), folders.get(1));

    assertThat(guard(nested).look()).extracting(overlap -> overlap.second().role()).containsExactly("vault");
  }

  @Test
  @Covers("F70")
  void anOverlapOfADiskThatHungIsFoundWhenItAnswers() throws IOException {
    Path inside = Files.createDirectory(nas.resolve("inbox"));
    FolderGuard guard = guard(List.of(new Folder("inbox", "inbox[0]", inside), folders.get(1)));
    assertThat(guard.look()).isEmpty();
    diskAnswers.countDown();
    await().until(() -> lookers(nas) == 0);

    List<Overlap> overlaps = guard.look();

    assertThat(overlaps).hasSize(1);
  }

  @Test
  @Covers({"F13", "F15", "F18", "F19"})
  void aDiskThatFailsAtEverythingIsNotProvenLikeOneThatHangs() throws IOException {
    // Below a file, whatever is asked of a path fails, and not because nothing is there.
    Path failing = Files.createFile(home.resolve("gone")).resolve("Export");
    List<Folder> both = List.of(folders.get(0), new Folder("export", "export[0].path", failing), new Folder("export", "export[1].path", nas));
    FolderGuard guard = new FolderGuard(both, Set.of(failing, nas), folder -> folder.path().equals(nas), () -> {}, LATE, LATE);

    assertThat(guard.look()).isEmpty();
    assertThat(guard.look()).isEmpty();

    assertThat(guard.failing()).containsExactly(failing);
    assertThat(guard.silent()).as("it answers, and so is told from one that hangs").isEmpty();
    assertThat(guard.isProven(failing)).isFalse();
    assertThat(guard.isProven(nas)).isTrue();
  }

  @Test
  void aDiskThatBeginsToHangUnderTheProofLeavesTheOtherExportsProven() throws IOException {
    Path local = Files.createDirectory(home.resolve("local"));
    try (FaultyFileSystem disk = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()))) {
      Path hanging = Files.createDirectory(disk.getPath("/export"));
      disk.watchAtOnce(this::hangFromTheFirstProbeOn);
      List<Folder> three = List.of(folders.get(0), export(0, hanging), export(1, local));
      FolderGuard guard = new FolderGuard(three, Set.of(hanging, local), folder -> true, () -> {}, A_SECOND, A_SECOND);

      await().until(() -> guard.look().isEmpty() && guard.silent().equals(Set.of(hanging)) && guard.isProven(local));
      assertThat(guard.failing()).isEmpty();
      assertThat(guard.isProven(hanging)).isFalse();
      assertThat(threads("stillkeep-proof")).isEqualTo(1);

      diskAnswers.countDown();
      await().until(() -> guard.look().isEmpty() && guard.isProven(hanging));
      await().until(() -> threads("stillkeep-proof") == 0);
    }
  }

  @Test
  void whereNoDiskHangsAndTheProofDoesIsSaid() throws IOException {
    try (FaultyFileSystem disk = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()))) {
      Path odd = Files.createDirectory(disk.getPath("/export"));
      disk.watchAtOnce(this::hangAtProbes);
      FolderGuard guard = new FolderGuard(List.of(folders.get(0), export(0, odd)), Set.of(odd), folder -> true, () -> {}, LATE, A_SECOND);

      assertThat(guard.look()).isEmpty();
      assertThat(guard.unproven()).containsExactly(odd);
      assertThat(guard.isProven(odd)).isFalse();
      assertThat(guard.isProven(inbox)).isTrue();
      assertThat(guard.look()).isEmpty();
      assertThat(guard.unproven()).containsExactly(odd);

      diskAnswers.countDown();
      await().until(() -> guard.look().isEmpty() && guard.isProven(odd));
      assertThat(guard.unproven()).isEmpty();
    }
  }

  private void hangAtProbes(DiskCall call) {
    if (call.op() == DiskCall.Op.CREATE) {
      answerLate();
    }
  }

  @Test
  void aDiskThatComesBackIsProvenAnew() throws IOException {
    try (FaultyFileSystem disk = new FaultyFileSystem(Jimfs.newFileSystem(Configuration.unix()))) {
      Path network = Files.createDirectory(disk.getPath("/export"));
      AtomicInteger probes = new AtomicInteger();
      DiskWatcher counting = call -> probes.addAndGet(call.op() == DiskCall.Op.CREATE ? 1 : 0);
      disk.watch(counting);
      FolderGuard guard = new FolderGuard(List.of(folders.get(0), export(0, network)), Set.of(network), folder -> true, () -> {}, LATE, LATE);
      guard.look();
      guard.look();
      assertThat(probes).as("while nothing happens").hasValue(1);

      disk.watch(FaultKind.STALE.from(1));
      guard.look();
      assertThat(guard.failing()).containsExactly(network);
      disk.watch(counting);
      guard.look();
      assertThat(probes).hasValue(2);
    }
  }

  private void hangFromTheFirstProbeOn(DiskCall call) {
    if (call.op() == DiskCall.Op.CREATE) {
      hangs = true;
    }
    if (hangs) {
      answerLate();
    }
  }

  private static Folder export(int index, Path path) {
    return new Folder("export", "export[" + index + "].path", path);
  }
}
