package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillkeep.export.ExportStage.Work;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.DiskCall;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.faults.DiskWatcher;

/**
 * A temporary that cannot be deleted, since its server is gone, is there again when the server is. A folder in its place, which is not
 * empty, cannot be deleted either.
 */
@Covers({"F15", "F18"})
class LeftTemporaryTest {

  @TempDir private Path temp;

  private final AtomicReference<Path> temporary = new AtomicReference<>();
  private Household home;

  @BeforeEach
  void fill() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    home.video("large.mp4", new byte[64_000_000]);
    home.photo("small.jpg", "small");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void isDeletedByThePassAfterOneThatWasStopped() throws IOException {
    assertThatThrownBy(() -> home.exporter().run(false, goingAway(), () -> temporary.get() != null)).isInstanceOf(CancellationException.class);
    comeBack();
    assertThat(home.export().isClean()).isTrue();
    assertThat(temporary.get()).doesNotExist();
    assertThat(home.media()).hasSize(2);
  }

  @Test
  void isDeletedByThePassAfterOneThatWasStoppedBetweenTwoAttempts() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      SoftMount mount = new SoftMount(Op.WRITE);
      stage.disk.watch(mount);
      assertThatThrownBy(() -> stage.exporter().run(false, ExportListener.NONE, mount::hasLeft)).isInstanceOf(CancellationException.class);
      assertLeftAndThenSwept(stage);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {"CREATE", "WRITE", "FORCE", "SET_ATTRIBUTES", "LINK"})
  void isDeletedWhicheverCallTheMountGaveUpFirst(Op first) throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      stage.disk.watch(new SoftMount(first));
      stage.export();
      stage.disk.watch(DiskWatcher.NONE);
      stage.export();
      assertThat(stage.home.files()).isEqualTo(ExportStage.undisturbed(Work.FIRST_PASS));
    }
  }

  @Test
  void aFolderThatCannotBeLookedAtIsNotTakenForSwept() throws IOException {
    try (ExportStage stage = new ExportStage(Work.FIRST_PASS)) {
      SoftMount mount = new SoftMount(Op.WRITE);
      stage.disk.watch(mount);
      assertThatThrownBy(() -> stage.exporter().run(false, ExportListener.NONE, mount::hasLeft)).isInstanceOf(CancellationException.class);
      stage.disk.watch(call -> failIf(call.op() == Op.LOOK && call.path().endsWith("Sardinia"), call));
      assertThatThrownBy(stage::export).isInstanceOf(IOException.class);
      assertLeftAndThenSwept(stage);
    }
  }

  private static void assertLeftAndThenSwept(ExportStage stage) throws IOException {
    stage.disk.watch(DiskWatcher.NONE);
    assertThat(stage.home.files().keySet()).anyMatch(name -> name.contains(".stillkeep-tmp-"));
    stage.export();
    assertThat(stage.home.files()).isEqualTo(ExportStage.undisturbed(Work.FIRST_PASS));
  }

  private static void failIf(boolean fails, DiskCall call) throws IOException {
    if (fails) {
      throw new FileSystemException(call.path().toString(), null, "Input/output error");
    }
  }

  /** Gives up at the first call of a kind, and at deleting the temporary that it was about, as often as it is asked. */
  private static final class SoftMount implements DiskWatcher {
    private final Op first;
    private Optional<Path> temporary = Optional.empty();
    private boolean left;

    SoftMount(Op first) {
      this.first = first;
    }

    boolean hasLeft() {
      return left;
    }

    @Override
    public void before(DiskCall call) throws IOException {
      Path file = call.op() == Op.LINK ? call.other().orElseThrow() : call.path();
      boolean isTemporary = file.getFileName() != null && file.getFileName().toString().startsWith(".stillkeep-tmp-");
      if (temporary.isEmpty() && isTemporary && call.op() == first) {
        temporary = Optional.of(file);
        if (first == Op.CREATE) {
          // The server did it, and could not say so any more.
          Files.createFile(file);
        }
        failIf(true, call);
      }
      boolean deletes = call.op() == Op.DELETE && temporary.filter(file::equals).isPresent();
      left |= deletes;
      failIf(deletes, call);
    }
  }

  private ExportListener goingAway() {
    return new ExportListener() {
      @Override
      public void progressed(long filesDone, long bytesDone) {
        if (temporary.get() == null && bytesDone > 1_000_000) {
          goAway();
        }
      }
    };
  }

  private void goAway() {
    try (Stream<Path> paths = Files.walk(temp.resolve("export"))) {
      Optional<Path> there = paths.filter(path -> path.getFileName().toString().startsWith(".stillkeep-tmp-")).findAny();
      if (there.isPresent()) {
        Files.delete(there.get());
        Files.createDirectories(there.get().resolve("inside"));
        temporary.set(there.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void comeBack() {
    try {
      Files.delete(temporary.get().resolve("inside"));
      Files.delete(temporary.get());
      Files.writeString(temporary.get(), "half a video");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
