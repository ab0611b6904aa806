package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertThat(check.err()).contains("the disk of the export folder " + failing + " fails: " + failing + ": Too many levels of symbolic links");
    assertThat(check.out()).contains("none overlaps another", installation.export() + ": none yet");
  }

  @Test
  void anOverlapOfTheOthersIsStillRefused() throws Exception {
    installation.write("", "[[export]]\npath = \"" + failing + "\"\n[[export]]\npath = \"" + installation.inbox() + "\"\n");
    installation.run("check-config").mustFailWith(ExitCode.USAGE);
  }

  @Test
  void whatCouldNotBeComparedIsNotCalledWellAndALostPhotoWeighsMore() throws Exception {
    installation = Installation.withVault(Files.createDirectory(home.resolve("house")));
    Path archive = TakeoutBuilder.takeout().media("IMG_1.jpg", new byte[1_000]).writeTo(home).get(1);
    installation.run("import", archive.toString()).mustSucceed();
    Path neverWritten = home.resolve("unplugged");
    installation.write("", "[[export]]\npath = \"" + failing + "\"\n[[export]]\npath = \"" + neverWritten + "\"\n");

    Ended verified = installation.runHere("verify", "--export").mustFailWith(ExitCode.EXPORT_NOT_CONNECTED);

    assertThat(verified.err()).contains("not all could be looked at").doesNotContain("all is well");
    for (Path each : List.of(failing, neverWritten)) {
      assertThat(verified.err())
          .containsPattern("error: .*" + each)
          .contains(each + ": not compared; once that is put right, run `stillkeep verify --export \"" + each + "\"`");
    }
    assertThat(verified.err()).contains("error: nothing is known to have been exported to " + neverWritten);
    JsonNode report = new ObjectMapper().readTree(installation.runHere("verify", "--export", "--json").out());
    assertThat(report.get("complete").asBoolean()).isFalse();
    assertThat(report.get("notCompared")).extracting(JsonNode::asText).containsExactly(failing.toString(), neverWritten.toString());
    Ended one = installation.runHere("verify", "--export", neverWritten + "/").mustFailWith(ExitCode.EXPORT_NOT_CONNECTED);
    assertThat(one.err()).contains(neverWritten + ": not compared").doesNotContain(failing + ": not compared");
    assertThat(installation.runHere("verify", "--export", "elsewhere").mustFailWith(ExitCode.USAGE).err())
        .contains("no export folder is called elsewhere", "those of the configuration are: " + failing + ", " + neverWritten);
    assertThat(installation.runHere("verify").mustSucceed().err()).as("asked for no folder").contains("all is well");

    try (Stream<Path> objects = Files.walk(installation.vault().resolve("objects"))) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        Files.delete(object);
      }
    }
    installation.runHere("verify", "--export").mustFailWith(ExitCode.SOME_FAILED);
  }
}
