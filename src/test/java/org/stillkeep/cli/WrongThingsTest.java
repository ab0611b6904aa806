package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.files.Mounts;
import org.stillkeep.importer.TakeoutBuilder;

/** What goes wrong ends with its exit code, with one line that says what and one that says what to do, and loses nothing. */
class WrongThingsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path ready;
  @TempDir static Path takeouts;
  @TempDir Path home;

  private static Installation template;
  private static String recoveryWords;
  private static Path archive;
  private static Path laterArchive;
  private Installation installation;
  private Map<String, String> vault;

  @BeforeAll
  static void importOnePhoto() throws Exception {
    template = Installation.in(ready);
    recoveryWords = template.run("vault", "create").mustSucceed().out().replaceAll("[\\s0-9.]+", " ").strip();
    archive = TakeoutBuilder.takeout().photo("IMG_1.jpg").writeTo(takeouts).get(1);
    laterArchive = TakeoutBuilder.takeout("20240701T101010Z").photo("IMG_2.jpg").writeTo(takeouts).get(1);
    template.run("import", archive.toString()).mustSucceed();
  }

  @BeforeEach
  void moveIn() throws Exception {
    installation = template.copyTo(home);
    vault = Installation.snapshot(installation.vault());
    vault.remove("");
  }

  private void nothingIsLost() throws IOException {
    Map<String, String> now = Installation.snapshot(installation.vault());
    now.remove("");
    assertThat(now).isEqualTo(vault);
  }

  @Test
  @Covers("F57")
  void aWrongPassphraseIsRefused() throws Exception {
    forgetKey();
    Installation.Ended ended = installation.runTyping("not the right one\n", "export").mustFailWith(ExitCode.LOCKED);
    assertThat(ended.err()).contains("passphrase").doesNotContain("not the right one");
    assertThat(installation.state().resolve("vault.key")).doesNotExist();
    nothingIsLost();
  }

  @Test
  @Covers("F57")
  void withoutKeyAndPassphraseTheVaultStaysLocked() throws Exception {
    forgetKey();
    for (String command : new String[] {"export", "verify"}) {
      installation.runTyping("", command).mustFailWith(ExitCode.LOCKED);
    }
    installation.runTyping("", "run", "--headless").mustFailWith(ExitCode.LOCKED);
    nothingIsLost();
  }

  @Test
  void aKeyFileThatOthersCanReadIsRefused() throws Exception {
    Path key = installation.state().resolve("vault.key");
    assumeTrue(Files.getFileStore(key).supportsFileAttributeView("posix"), "needs POSIX permissions");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Installation.Ended ended = installation.run("export").mustFailWith(ExitCode.LOCKED);
    assertThat(ended.err()).contains(key.toString()).contains("chmod 600");
    nothingIsLost();
  }

  @Test
  @Covers({"F54", "P5"})
  void oneDamagedCopyOfTheHeaderIsToldAndTheOtherServes() throws Exception {
    Files.writeString(installation.vault().resolve("vault.json"), "{ torn");
    assertThat(installation.run("vault", "info").mustSucceed().out()).contains("vault.json").contains("finding");
    assertThat(installation.run("check-config").mustSucceed().out()).doesNotContain("header is whole");
    installation.run("import", laterArchive.toString()).mustSucceed();
    installation.run("export").mustSucceed();
    assertThat(new Mirror(installation.export()).album("Photos from 2019")).containsExactly("IMG_1.jpg", "IMG_2.jpg");
  }

  @Test
  @Covers("F54")
  void withBothCopiesOfTheHeaderDamagedNothingIsOpenedOrChanged() throws Exception {
    Files.writeString(installation.vault().resolve("vault.json"), "{ torn");
    Files.writeString(installation.vault().resolve("vault-copy.json"), "");
    vault = Installation.snapshot(installation.vault());
    vault.remove("");
    installation.run("import", laterArchive.toString()).mustFailWith(ExitCode.STORE_REFUSED);
    installation.run("vault", "unlock").mustFailWith(ExitCode.STORE_REFUSED);
    Installation.Ended create = installation.run("vault", "create").mustFailWith(ExitCode.USAGE);
    assertThat(create.err()).contains("vault");
    nothingIsLost();
  }

  @Test
  @Covers("F53")
  void aReadOnlyVaultRefusesAnImport() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      mounts.readOnly(installation.vault());
      Installation.Ended ended =
          installation.run("import", laterArchive.toString()).mustFailWith(ExitCode.STORE_REFUSED);
      assertThat(ended.err()).contains(installation.vault().toString());
    }
    nothingIsLost();
    installation.run("import", laterArchive.toString()).mustSucceed();
  }

  @Test
  @Covers("F53")
  void onAFullDiskTheImportWaitsAndGoesOnWhenThereIsRoom() throws Exception {
    try (Mounts mounts = new Mounts(home)) {
      Path disk = mounts.tmpfs(mounts.directory("disk"), "400m");
      Installation.copyTree(installation.vault(), disk.resolve("Vault"));
      mounts.bind(disk.resolve("Vault"), installation.vault());
      Path filler = fillUp(disk);
      Installation.Ended ended = installation.run("import", laterArchive.toString()).mustFailWith(ExitCode.STORE_REFUSED);
      assertThat(ended.err()).contains("no room");
      Files.copy(laterArchive, installation.inbox().resolve(laterArchive.getFileName()));
      try (RunningAgent agent = RunningAgent.of(installation)) {
        agent.awaitStatus(PATIENCE, hasProblem("no room"));
        Files.delete(filler);
        agent.awaitStatus(PATIENCE, status -> status.path("problems").isEmpty() && status.path("assets").asInt() == 2);
        agent.terminate(Duration.ofSeconds(10));
      }
      assertThat(installation.run("verify", "--read-data").mustSucceed().err()).contains("all is well");
    }
  }

  @Test
  @Covers("F43")
  void aMissingInboxIsAProblemThatHealsByItself() throws Exception {
    try (RunningAgent agent = RunningAgent.of(installation)) {
      agent.awaitStatus(PATIENCE, status -> status.path("state").asText().equals("idle"));
      Path aside = Files.move(installation.inbox(), home.resolve("aside"));
      agent.awaitStatus(PATIENCE, hasProblem(installation.inbox().toString()));
      Files.copy(laterArchive, aside.resolve(laterArchive.getFileName()));
      Files.move(aside, installation.inbox());
      agent.awaitStatus(PATIENCE, status -> status.path("assets").asInt() == 2 && status.path("problems").isEmpty());
      agent.terminate(Duration.ofSeconds(10));
    }
  }

  @Test
  @Covers("F69")
  void aBrokenConfigurationIsNamedWithFileAndLine() throws Exception {
    Files.writeString(installation.config(), "inbox = [\"/somewhere\"]\nstate = \n");
    Installation.Ended ended = installation.run("export").mustFailWith(ExitCode.USAGE);
    assertThat(ended.err()).contains(installation.config() + ":2");
    nothingIsLost();
  }

  @Test
  @Covers("F69")
  void anUnknownKeyIsRefusedWithASuggestion() throws Exception {
    installation.configure("after_inport = \"delete\"\n");
    Installation.Ended ended = installation.run("run", "--headless").mustFailWith(ExitCode.USAGE);
    assertThat(ended.err()).contains(installation.config() + ":").contains("after_inport").contains("after_import");
    nothingIsLost();
  }

  @Test
  void unknownCommandsAndOptionsAreRefused() throws Exception {
    assertThat(installation.run("exprot").mustFailWith(ExitCode.USAGE).err()).contains("export");
    installation.run("import").mustFailWith(ExitCode.USAGE);
    installation.run("export", "--fulll").mustFailWith(ExitCode.USAGE);
    nothingIsLost();
  }

  @Test
  @Covers({"F48", "P3"})
  void whileAnAgentRunsNoSecondOneAndNoOtherWriterStarts() throws Exception {
    try (RunningAgent agent = RunningAgent.of(installation)) {
      installation.run("run", "--headless").mustFailWith(ExitCode.ALREADY_RUNNING);
      installation.run("import", laterArchive.toString()).mustFailWith(ExitCode.ALREADY_RUNNING);
      agent.awaitStatus(PATIENCE, status -> status.path("state").asText().equals("idle"));
      agent.terminate(Duration.ofSeconds(10));
    }
    nothingIsLost();
  }

  @Test
  @Covers({"F2", "P8"})
  void anExportFolderWithoutItsMarkerIsNotWrittenTo() throws Exception {
    installation.run("export").mustSucceed();
    Files.delete(installation.export().resolve(".stillkeep-export"));
    installation.run("import", laterArchive.toString()).mustSucceed();
    Map<String, String> export = Installation.snapshot(installation.export());
    Installation.Ended ended = installation.run("export").mustFailWith(ExitCode.EXPORT_NOT_CONNECTED);
    assertThat(ended.err()).contains(installation.export().toString());
    assertThat(Installation.files(installation.export())).noneMatch(name -> name.contains("IMG_2"));
    export.remove("");
    Map<String, String> now = Installation.snapshot(installation.export());
    now.remove("");
    assertThat(now).isEqualTo(export);
  }

  @Test
  void checkConfigSaysWhichExportFoldersAreThere() throws Exception {
    assertThat(installation.run("check-config").mustSucceed().out()).contains(installation.export() + ": none yet");

    installation.run("export").mustSucceed();
    assertThat(installation.run("check-config").mustSucceed().out()).contains(installation.export() + ": ours");

    Files.delete(installation.export().resolve(".stillkeep-export"));
    Map<String, String> export = Installation.snapshot(installation.export());

    assertThat(installation.run("check-config").mustSucceed().out())
        .contains(installation.export() + ": not connected: the folder has no marker");
    // Not even a probe for a moment: that would be written into the bare mount point.
    assertThat(Installation.snapshot(installation.export())).isEqualTo(export);
  }

  @Test
  @Covers("F36")
  void whatIsNoArchiveIsNamedAndTheOthersAreImported() throws Exception {
    Path page = home.resolve("takeout-20240801T101010Z-001.zip");
    Files.writeString(page, "<!doctype html><html><title>Sign in - Google Accounts</title></html>");
    Path missing = home.resolve("takeout-nowhere.zip");
    Path unreadable = Files.createSymbolicLink(home.resolve("loop"), Path.of("loop")).resolve("takeout-somewhere.zip");
    Installation.Ended ended =
        installation
            .run("import", missing.toString(), unreadable.toString(), page.toString(), laterArchive.toString())
            .mustFailWith(ExitCode.SOME_FAILED);
    assertThat(ended.err()).contains(missing + ": no such file").contains(page.toString()).contains("log in to Google");
    assertThat(ended.err()).contains(unreadable + ": ").contains("1 imported");
  }

  @Test
  void recoveryWordsOpenTheVaultAndSetANewPassphrase() throws Exception {
    forgetKey();
    assertThat(recoveryWords.split(" ")).hasSize(24);
    String otherWords = recoveryWords.substring(recoveryWords.indexOf(' ') + 1) + " zebra";
    installation.runTyping(otherWords + "\n", "vault", "unlock", "--recovery-words").mustFailWith(ExitCode.LOCKED);
    installation.runTyping(recoveryWords + "\n", "vault", "unlock", "--recovery-words").mustSucceed();
    installation.runTyping("", "export").mustSucceed();
  }

  @Test
  void aChangedPassphraseOpensTheVaultAndTheOldOneNoMore() throws Exception {
    String changed = "a quite different one";
    installation.runTyping(Installation.PASSPHRASE + "\n" + changed + "\n", "vault", "change-passphrase").mustSucceed();
    forgetKey();
    installation.runTyping(Installation.PASSPHRASE + "\n", "vault", "unlock").mustFailWith(ExitCode.LOCKED);
    installation.runTyping(changed + "\n", "export").mustSucceed();
    assertThat(new Mirror(installation.export()).album("Photos from 2019")).containsExactly("IMG_1.jpg");
  }

  private void forgetKey() throws IOException {
    Files.delete(installation.state().resolve("vault.key"));
  }

  private static Predicate<JsonNode> hasProblem(String words) {
    return status -> status.path("problems").toString().contains(words);
  }

  /** Leaves but some megabytes of a disk; returns the file that takes the rest. */
  private static Path fillUp(Path disk) throws IOException {
    Path filler = disk.resolve("filler");
    FileStore store = Files.getFileStore(disk);
    try (FileChannel out = FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(1 << 20);
      while (store.getUsableSpace() > 8L << 20) {
        out.write(block.clear());
      }
    }
    return filler;
  }
}
