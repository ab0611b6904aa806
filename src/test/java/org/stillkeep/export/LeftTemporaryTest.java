package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

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
    home.video("large.mp4", new byte[3_000_000]);
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
      Path there = paths.filter(path -> path.getFileName().toString().startsWith(".stillkeep-tmp-")).findAny().orElseThrow();
      Files.delete(there);
      Files.createDirectories(there.resolve("inside"));
      temporary.set(there);
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
