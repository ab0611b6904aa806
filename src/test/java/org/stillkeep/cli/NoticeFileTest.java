package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeFileTest {

  @TempDir private Path state;

  @Test
  void whatIsSavedIsLoadedAndAtFirstThereIsNothing() throws IOException {
    assertThat(new NoticeFile(state).load()).isEmpty();
    new NoticeFile(state).save("{\"a\":\"ü\"}");
    assertThat(new NoticeFile(state).load()).contains("{\"a\":\"ü\"}");
  }
}
