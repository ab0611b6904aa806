package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.media.MediaSamples;

/** A library behind a network, photos to bring there, and a look at what is left behind. */
abstract class RemoteImport {

  /** Thumbnails and the objects that stand for one are smaller, the contents of {@link #photos} are not. */
  static final int CONTENT_BYTES = 50_000;

  @TempDir Path inbox;
  ImportFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture(true);
  }

  @AfterEach
  void close() {
    fixture.close();
    // A pool is terminated a moment before its last thread is gone.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("stillkeep-content")));
  }

  static TakeoutBuilder photos(int count) {
    return photos(count, takeout());
  }

  static TakeoutBuilder photos(int count, TakeoutBuilder takeout) {
    for (int i = 0; i < count; i++) {
      takeout.media("IMG_" + i + ".jpg", content(i));
    }
    return takeout;
  }

  static byte[] content(int seed) {
    byte[] content = new byte[CONTENT_BYTES + 1_000 * (seed % 7)];
    new Random(seed).nextBytes(content);
    byte[] head = MediaSamples.jpeg("x");
    System.arraycopy(head, 0, content, 0, head.length);
    return content;
  }
}
