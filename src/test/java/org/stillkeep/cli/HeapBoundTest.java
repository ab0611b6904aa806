package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapBoundTest {

  @TempDir private Path home;

  @Test
  void theLeastThatIsSaidIsEnoughAsTheVirtualMachineCountsIt() {
    // What Java's serial collector makes of -Xmx64m and -Xmx48m.
    assertThatCode(() -> HeapBound.requireEnough(64_880_640)).doesNotThrowAnyException();
    assertThatThrownBy(() -> HeapBound.requireEnough(48_693_248)).isInstanceOf(UserException.class);
  }

  @Test
  void tooLittleIsSaidBeforeAnythingBegins() throws Exception {
    Installation installation = Installation.withVault(home);
    installation.jvmFlags("-Xmx32m");

    for (String[] command : new String[][] {{"run", "--headless"}, {"import", "x.zip"}, {"export"}, {"check-config"}}) {
      Installation.Ended refused = installation.run(command);
      assertThat(refused.exitCode()).as(command[0]).isEqualTo(ExitCode.USAGE.number());
      assertThat(refused.err()).contains("MiB of memory, with which it cannot work").contains("hint: set STILLKEEP_MEMORY to 64m or more");
    }
  }
}
