package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagePasswordTest {

  @TempDir private Path state;

  private PagePassword password() {
    return new PagePassword(state);
  }

  @Test
  void onlyTheOneThatWasSetMatches() throws IOException {
    assertThat(password().isSet()).isFalse();
    password().set("größer als alles".toCharArray());

    assertThat(password().isSet()).isTrue();
    assertThat(password().matches("größer als alles".toCharArray())).isTrue();
    assertThat(password().matches("grosser als alles".toCharArray())).isFalse();
    assertThat(password().matches(new char[0])).isFalse();
  }

  @Test
  void itsFileIsItsOwnersAndDoesNotHoldIt() throws IOException {
    password().set("opensesame".toCharArray());
    Path file = state.resolve("page-password");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(Files.readString(file)).startsWith("$argon2id$v=19$m=32768,t=3,p=1$").doesNotContain("opensesame");
  }

  @Test
  void aDamagedFileOpensNothingAndCannotAskForAllMemory() throws IOException {
    password().set("opensesame".toCharArray());
    Path file = state.resolve("page-password");
    Files.writeString(file, Files.readString(file).replace("m=32768", "m=9999999"));
    assertThatThrownBy(() -> password().matches("opensesame".toCharArray())).hasMessageContaining("damaged");
    Files.writeString(file, "");
    assertThatThrownBy(() -> password().matches("opensesame".toCharArray())).hasMessageContaining("damaged");
  }
}
