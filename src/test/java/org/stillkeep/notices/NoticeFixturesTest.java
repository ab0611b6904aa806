package org.stillkeep.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;

/** What releases noted of what they had told is read for ever. */
@Covers("P4")
class NoticeFixturesTest {

  private static final int RELEASES = 1;
  private static final Instant SINCE = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void eachReleaseHasAFixture() throws Exception {
    for (int release = 1; release <= RELEASES; release++) {
      Fixtures.of("notices", release, NoticeFixturesTest::write);
    }
    assertThat(Fixtures.all("notices")).hasSize(RELEASES);
  }

  @Test
  void theNoticesOfEachReleaseAreRead() throws IOException {
    for (Path fixture : Fixtures.all("notices").values()) {
      NoticeMemory memory = NoticeMemory.parse(Files.readString(fixture.resolve("notices.json")));
      assertThat(memory.gaps()).containsEntry("takeout-20240101T101010Z", new NoticeMemory.Gap(3, "002", SINCE, List.of("002")));
      assertThat(memory.problems()).containsExactly("1f0c");
      assertThat(memory.absences()).containsEntry("/mnt/nas/photos", SINCE);
    }
  }

  private static void write(Path state) throws IOException {
    NoticeMemory memory = NoticeMemory.parse("{}");
    memory.gaps().put("takeout-20240101T101010Z", new NoticeMemory.Gap(3, "002", SINCE, List.of("002")));
    memory.problems().add("1f0c");
    memory.absences().put("/mnt/nas/photos", SINCE);
    Files.writeString(state.resolve("notices.json"), memory.toText());
  }
}
