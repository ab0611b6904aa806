package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.TakeoutBuilder;

/** A damaged vault, from the first finding to the last photo that is back: by the program that people run. */
@Covers({"F54", "F55", "F27", "P2", "P16"})
class RepairTest {

  /** Behind each content, sealed in one chunk. */
  private static final int SEAL_BYTES = 17;

  @TempDir Path home;
  @TempDir Path elsewhere;
  private Installation installation;

  @Test
  void whatStillLiesInTheInboxOrInAnExportComesBackAndTheRestIsNamed() throws Exception {
    installation = Installation.withVault(home);
    Path inTheInbox = TakeoutBuilder.takeout().media("IMG_1.jpg", bytes(1_000)).album("Sardinia").writeTo(installation.inbox()).get(1);
    Path takenAway =
        TakeoutBuilder.takeout("20250701T101010Z").media("IMG_2.jpg", bytes(2_000)).media("IMG_3.jpg", bytes(3_000)).media("IMG_4.jpg", bytes(4_000)).writeTo(elsewhere).get(1);
    installation.run("import", inTheInbox.toString(), takenAway.toString()).mustSucceed();
    installation.run("export").mustSucceed();
    rot(object(1_000));
    Files.delete(object(2_000));
    rot(object(3_000));
    die(object(4_000));
    Files.writeString(installation.vault().resolve("vault.json"), "{ torn");
    Files.delete(installation.export().resolve("Sardinia/IMG_1.jpg"));
    Files.delete(installation.export().resolve("Photos from 2019/IMG_3.jpg"));

    Installation.Ended fixed = installation.run("verify", "--read-data", "--export", "--fix", "--json");

    assertThat(fixed.exitCode()).as(fixed.out() + fixed.err()).isEqualTo(ExitCode.SOME_FAILED.number());
    JsonNode report = new ObjectMapper().readTree(fixed.out());
    assertThat(report.get("totals").toString()).isEqualTo("{\"lost\":1,\"warning\":0,\"note\":0,\"mended\":6}");
    assertThat(photo(report, "IMG_1.jpg").get("mended").asBoolean()).as("from the archive").isTrue();
    assertThat(photo(report, "IMG_2.jpg").get("mended").asBoolean()).as("from the export").isTrue();
    assertThat(photo(report, "IMG_3.jpg").get("mended").asBoolean()).as("lies nowhere").isFalse();
    assertThat(photo(report, "IMG_4.jpg").get("mended").asBoolean()).as("not given out, from the export").isTrue();
    assertThat(photo(report, "IMG_4.jpg").get("kind").asText()).isEqualTo("content-damaged");
    assertThat(photo(report, "IMG_1.jpg").get("albums").toString()).isEqualTo("[\"Sardinia\"]");
    assertThat(photo(report, "IMG_1.jpg").get("date").asText()).isEqualTo("2019-08-07");
    assertThat(report.get("exports").get(0).get("missing").asInt()).isEqualTo(2);
    assertThat(Installation.files(installation.vault().resolve("quarantine"))).hasSize(2).contains("vault.json");

    installation.run("import", takenAway.toString()).mustSucceed();
    Installation.Ended well = installation.run("verify", "--read-data").mustSucceed();
    assertThat(well.err()).contains("4 photos and videos checked").contains("all is well, 1 note");
    installation.run("export").mustSucceed();
    assertThat(installation.export().resolve("Photos from 2019/IMG_3.jpg")).hasBinaryContent(bytes(3_000));
    assertThat(installation.export().resolve("Sardinia/IMG_1.jpg")).hasBinaryContent(bytes(1_000));
  }

  private static JsonNode photo(JsonNode report, String title) {
    for (JsonNode each : report.get("findings")) {
      if (each.get("title").asText().equals(title)) {
        return each;
      }
    }
    throw new AssertionError(title + " is not named in " + report);
  }

  /** The sealed object of content of this length. */
  private Path object(int contentBytes) throws IOException {
    try (Stream<Path> objects = Files.walk(installation.vault().resolve("objects"))) {
      List<Path> all = objects.filter(Files::isRegularFile).toList();
      for (Path each : all) {
        if (Files.size(each) == contentBytes + SEAL_BYTES) {
          return each;
        }
      }
      throw new AssertionError("no object of " + contentBytes + " bytes");
    }
  }

  /** One bit, as a disk loses it. */
  private static void rot(Path object) throws IOException {
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Path rotten = Files.write(object.resolveSibling("rotten"), bytes);
    Files.move(rotten, object, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Asking for it fails, as with a bad sector, on a disk that works. */
  private static void die(Path object) throws IOException {
    Files.delete(object);
    Files.createSymbolicLink(object, object.getFileName());
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return bytes;
  }
}
