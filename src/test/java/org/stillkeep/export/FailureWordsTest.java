package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {

  @Test
  void whatAnExceptionSaysByItsTypeIsSaidInWords() {
    assertThat(FailureWords.of(new AccessDeniedException("/nas/a.jpg"))).startsWith("/nas/a.jpg").contains("another program has it open");
    assertThat(FailureWords.of(new FileAlreadyExistsException("/nas/a.jpg"))).contains("there already");
    assertThat(FailureWords.of(new NoSuchFileException("/nas/a.jpg"))).isEqualTo("/nas/a.jpg is not there");
  }

  @Test
  void whatHasWordsKeepsThem() {
    assertThat(FailureWords.of(new FileSystemException("/nas/a.jpg", null, "Host is down"))).isEqualTo("/nas/a.jpg: Host is down");
    assertThat(FailureWords.of(new IOException("Input/output error"))).isEqualTo("Input/output error");
    assertThat(FailureWords.of(new IOException((String) null))).isEqualTo("IOException");
  }
}
