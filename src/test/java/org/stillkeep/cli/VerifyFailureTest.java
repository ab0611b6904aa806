package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** A vault that fails while it is repaired: what was found is said, then the failure, and its code is the one to end with. */
@Covers({"F53", "P16"})
class VerifyFailureTest {

  /** Room for what an import keeps free, none of which is used. */
  private static final String LARGE = "size=400m";

  private static final String SMALL = "size=512k";

  @TempDir Path home;

  @Test
  void whatWasFoundBeforeTheVaultFailedIsSaidAndTheFailureLast() throws Exception {
    Installation installation = Installation.withVault(home);
    Files.writeString(installation.vault().resolve("vault-copy.json"), "torn");
    Path inTheWay = Files.writeString(installation.vault().resolve("quarantine"), "no folder");

    Installation.Ended failed = installation.run("verify", "--fix");

    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.UNEXPECTED.number());
    assertThat(failed.out()).contains("warning  vault: vault-copy.json");
    assertThat(failed.err()).doesNotContain("all is well");
    assertThat(failed.err().lines().filter(line -> line.startsWith("error: ")).reduce((first, last) -> last).orElseThrow())
        .contains("quarantine");
    JsonNode report = new ObjectMapper().readTree(installation.run("verify", "--fix", "--json").out());
    assertThat(report.get("complete").asBoolean()).isFalse();
    assertThat(report.get("totals").get("warning").asInt()).isEqualTo(1);
    Files.delete(inTheWay);
    assertThat(installation.run("verify", "--fix").mustSucceed().out()).contains("mended  vault: vault-copy.json");
  }

  /** As where both files of a change set lay in the same bad area of a disk. */
  @Test
  @Covers({"F54", "P5"})
  void aVaultThatCannotBeOpenedIsLookedAtFileByFile() throws Exception {
    Installation installation = Installation.withVault(home);
    TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(installation.inbox());
    installation.runHere("import", installation.inbox().toString()).mustSucceed();
    Files.delete(installation.vault().resolve("changes/00000002"));
    Files.writeString(installation.vault().resolve("changes-copy/00000002"), "torn");
    Files.writeString(installation.vault().resolve("changes-copy/00000001"), "torn");

    Installation.Ended refused = installation.runHere("export").mustFailWith(ExitCode.STORE_REFUSED);
    assertThat(refused.err()).contains("change set 2 is missing", "run `stillkeep verify`");
    Installation.Ended looked = installation.runHere("verify", "--fix").mustFailWith(ExitCode.STORE_REFUSED);
    assertThat(looked.out()).contains("lost  vault: changes/00000002", "warning  vault: changes-copy/00000001");
    assertThat(looked.err()).contains("change set 2 is missing", "from a backup", "restore-vault.py").doesNotContain("run `stillkeep verify`");
  }

  @Test
  void aVaultThatIsTooFullForItsRepairSaysSoAndWhatIsLost() throws Exception {
    Installation installation = Installation.in(home);
    Files.createDirectories(installation.vault());
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", LARGE, "tmpfs", installation.vault().toString()) == 0,
        "mounting a small disk needs root");
    try {
      installation.run("vault", "create").mustSucceed();
      TakeoutBuilder.takeout().media("IMG_1.jpg", filled(900_000)).media("IMG_2.jpg", filled(800_000)).writeTo(installation.inbox());
      installation.run("import", installation.inbox().toString()).mustSucceed();
      installation.run("export").mustSucceed();
      try (Stream<Path> objects = Files.walk(installation.vault().resolve("objects"))) {
        for (Path object : objects.filter(each -> Files.isRegularFile(each) && size(each) > 500_000).toList()) {
          Files.delete(object);
        }
      }
      assertThat(run("mount", "-o", "remount," + SMALL, installation.vault().toString())).isZero();

      Installation.Ended failed = installation.run("verify", "--fix");

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(ExitCode.STORE_REFUSED.number());
      assertThat(failed.out()).contains("lost  IMG_1.jpg", "lost  IMG_2.jpg");
      assertThat(failed.err()).contains("no space left").doesNotContain("nothing that lies in the inbox");
      assertThat(run("mount", "-o", "remount," + LARGE, installation.vault().toString())).isZero();
      assertThat(installation.run("verify", "--fix").mustSucceed().out()).contains("mended  IMG_1.jpg", "mended  IMG_2.jpg");
    } finally {
      assertThat(run("umount", installation.vault().toString())).isZero();
    }
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (length / 1000));
    return bytes;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static int run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException noSuchCommand) {
      return -1;
    }
  }
}
