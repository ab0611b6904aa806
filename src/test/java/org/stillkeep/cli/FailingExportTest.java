package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.cli.Installation.Ended;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** The disk of an export folder fails at whatever it is asked, as one does whose server is down. A link that leads to itself does, too. */
@Covers({"F13", "F15", "F19"})
class FailingExportTest {

  @TempDir private Path home;

  private Installation installation;
  private Path failing;

  @BeforeEach
  void exportToADiskThatFails() throws IOException {
    assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs links");
    installation = Installation.in(home);
    Path link = Files.createSymbolicLink(home.resolve("network"), Path.of("network"));
    failing = link.resolve("Export");
    installation.write("", "[[export]]\npath = \"" + failing + "\"\n[[export]]\npath = \"" + installation.export() + "\"\n");
  }

  @Test
  void itIsSaidAndTheOtherFoldersAreCheckedAllTheSame() throws Exception {
    Ended check = installation.run("check-config").mustSucceed();
    assertThat(check.err()).contains("the disk of the export folder " + failing + " does not answer");
    assertThat(check.out()).contains("none overlaps another", installation.export() + ": none yet");
  }

  @Test
  void anOverlapOfTheOthersIsStillRefused() throws Exception {
    installation.write("", "[[export]]\npath = \"" + failing + "\"\n[[export]]\npath = \"" + installation.inbox() + "\"\n");
    installation.run("check-config").mustFailWith(ExitCode.USAGE);
  }

  @Test
  void aLostPhotoWeighsMoreThanAFolderThatDoesNotAnswer() throws Exception {
    installation = Installation.withVault(Files.createDirectory(home.resolve("house")));
    Path archive = TakeoutBuilder.takeout().media("IMG_1.jpg", new byte[1_000]).writeTo(home).get(1);
    installation.run("import", archive.toString()).mustSucceed();
    installation.write("", "[[export]]\npath = \"" + failing + "\"\n");
    installation.run("verify", "--export").mustFailWith(ExitCode.EXPORT_NOT_CONNECTED);
    try (Stream<Path> objects = Files.walk(installation.vault().resolve("objects"))) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        Files.delete(object);
      }
    }
    installation.run("verify", "--export").mustFailWith(ExitCode.SOME_FAILED);
  }
}
