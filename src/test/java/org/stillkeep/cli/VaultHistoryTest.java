package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** A vault that is not the one that was last seen is refused until its owner says which is right; then nothing is amiss. */
class VaultHistoryTest {

  @TempDir private Path folder;

  @Test
  @Covers({"F55", "F56"})
  void anotherStateOfTheVaultIsRefusedUntilItsOwnerAcceptsIt() throws Exception {
    Path first = TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(Files.createDirectory(folder.resolve("first"))).get(1);
    Path second = TakeoutBuilder.takeout("20240701T101010Z").photo("IMG_2.jpg").writeTo(Files.createDirectory(folder.resolve("second"))).get(1);
    Installation here = Installation.withVault(folder.resolve("here"));
    here.run("import", first.toString()).mustSucceed();
    Path backup = copy(here.vault(), folder.resolve("backup"));
    here.run("import", second.toString()).mustSucceed();
    putBack(backup, here.vault());
    Map<String, String> older = files(here.vault());

    Installation.Ended refused = here.run("import", second.toString()).mustFailWith(ExitCode.STORE_REFUSED);
    assertThat(refused.err()).containsPattern("the vault is older than last seen: its last change set is \\d+, not \\d+").contains("stillkeep vault accept");
    here.runTyping(Installation.PASSPHRASE + "\nanother passphrase\n", "vault", "change-passphrase").mustFailWith(ExitCode.STORE_REFUSED);
    assertThat(files(here.vault())).isEqualTo(older);

    assertThat(here.run("vault", "accept").mustSucceed().err()).contains("accepted, as of change set");
    assertThat(here.run("vault", "accept").mustSucceed().err()).contains("nothing to accept");
    here.run("import", second.toString()).mustSucceed();
    assertThat(here.run("verify", "--read-data").mustSucceed().err()).contains("2 photos and videos checked", "all is well");

    putBack(backup, here.vault());
    here.run("vault", "accept").mustSucceed();
    here.run("import", first.toString(), second.toString()).mustSucceed();
    assertThat(here.run("verify").mustSucceed().err()).contains("2 photos and videos checked", "all is well");
  }

  /** Without the folder's own time: whether it lies apart from others is proved by a file that comes and goes. */
  private static Map<String, String> files(Path vault) throws Exception {
    Map<String, String> files = Installation.snapshot(vault);
    files.remove("");
    return files;
  }

  private static Path copy(Path from, Path to) throws Exception {
    Installation.copyTree(from, to);
    return to;
  }

  private static void putBack(Path backup, Path vault) throws Exception {
    try (Stream<Path> files = Files.walk(vault)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Installation.copyTree(backup, vault);
  }
}
