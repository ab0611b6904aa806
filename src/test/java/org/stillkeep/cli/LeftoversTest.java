package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

/** What a crash leaves behind, put there by hand. */
class LeftoversTest {

  @TempDir private Path home;

  @Test
  @Covers("F50")
  void theNextRunSweepsProbesAndHalfWrittenFilesOutOfEveryFolder() throws Exception {
    Installation installation = Installation.withVault(home);
    Files.createDirectory(installation.export());
    List<Path> folders =
        List.of(installation.inbox(), installation.vault(), installation.export(), installation.state());
    for (Path folder : folders) {
      Files.createFile(folder.resolve(".stillkeep-probe-" + UUID.randomUUID()));
    }
    for (Path folder : folders.subList(1, folders.size())) {
      Files.createFile(folder.resolve(".stillkeep-tmp-" + UUID.randomUUID()));
    }
    installation.run("export").mustSucceed();
    for (Path folder : folders) {
      assertThat(folder).isDirectoryNotContaining("glob:**/.stillkeep-{probe,tmp}-*");
    }
  }

  @Test
  void whatACrashLeftInANewFolderDoesNotKeepAVaultFromBeingCreatedThere() throws Exception {
    Installation installation = Installation.in(home);
    Files.createDirectory(installation.vault());
    Files.createFile(installation.vault().resolve(".stillkeep-probe-" + UUID.randomUUID()));
    installation.run("vault", "create").mustSucceed();
    assertThat(installation.vault()).isDirectoryNotContaining("glob:**/.stillkeep-probe-*");
  }
}
