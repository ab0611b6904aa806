package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stillkeep.importer.TakeoutBuilder.TAKEN;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/restore-vault.py} gets everything out of a vault, without a line of ours. */
class RestoreScriptTest {

  private static final String SCRIPT = Path.of("docs/restore-vault.py").toAbsolutePath().toString();
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @BeforeEach
  void theMachineHasPyNaCl() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)) && run("", "-c", "import nacl.bindings").exitCode() == 0, "needs python3-nacl");
  }

  @Test
  void aVaultIsRestoredWithThePassphraseAndWithTheWords() throws Exception {
    Installation home = Installation.withVault(folder.resolve("home"));
    takeout()
        .photo("IMG_1.jpg").album("Sardinia: 2019/20").description("käse")
        .photo("IMG_2.jpg")
        .photo("IMG_3.jpg").withoutSidecar().video("IMG_3.MP4").withoutSidecar()
        .writeTo(home.inbox());
    home.run("import", home.inbox().toString()).mustSucceed();
    home.run("export").mustSucceed();

    Path restored = folder.resolve("restored");
    Ended byPassphrase = restore(Installation.PASSPHRASE + "\n", home.vault(), restored);
    assertThat(byPassphrase.exitCode()).as(byPassphrase.output()).isZero();

    assertThat(contents(restored)).isEqualTo(contents(home.export())).isNotEmpty();
    Path photo = restored.resolve("Sardinia_ 2019_20").resolve("IMG_1.jpg");
    assertThat(Files.getLastModifiedTime(photo).toInstant()).isEqualTo(TAKEN);
    assertThat(photo.resolveSibling("metadata").resolve("IMG_1.jpg.json")).content().contains("käse");

    String words = home.run("vault", "recovery-words").mustSucceed().out();
    Path again = folder.resolve("again");
    Ended byWords = restore(words, home.vault(), again, "--words");
    assertThat(byWords.exitCode()).as(byWords.output()).isZero();
    assertThat(contents(again)).isEqualTo(contents(restored));
  }

  @Test
  void whatIsDamagedIsNamedAndTheRestIsRestored() throws Exception {
    Installation home = Installation.withVault(folder.resolve("home"));
    takeout().photo("IMG_1.jpg").photo("IMG_2.jpg").photo("IMG_3.jpg").writeTo(home.inbox());
    home.run("import", home.inbox().toString()).mustSucceed();
    Path largest = objects(home.vault()).stream().max(Comparator.comparing(RestoreScriptTest::size)).orElseThrow();
    byte[] object = Files.readAllBytes(largest);
    object[object.length / 2] ^= 1;
    // An object may not be written to, but for root.
    Files.delete(largest);
    Files.write(largest, object);

    Ended ended = restore(Installation.PASSPHRASE + "\n", home.vault(), folder.resolve("restored"));

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.output()).contains("2 files restored").contains("error: file ");
    assertThat(contents(folder.resolve("restored"))).hasSize(2);
  }

  @Test
  void aWrongPassphraseAndAFullTargetAreRefused() throws Exception {
    Ended wrong = restore("wrong\n", fixture(), folder.resolve("restored"));
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output()).contains("wrong passphrase or words");
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("mine"), "x");
    assertThat(restore("sample vault, käse\n", fixture(), full).output()).contains("is not empty");
    assertThat(full.toFile().list()).containsExactly("mine");
  }

  private Path fixture() throws IOException {
    Path vault = folder.resolve("vault");
    if (Files.notExists(vault)) {
      Installation.copyTree(Path.of("src/test/resources/fixtures/vault/v1"), vault);
    }
    return vault;
  }

  /** SHA-256 of each photo and video. */
  private static Set<String> contents(Path folder) throws IOException {
    return new TreeSet<>(new Mirror(folder).media().values());
  }

  private static List<Path> objects(Path vault) throws IOException {
    try (Stream<Path> files = Files.walk(vault.resolve("objects"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static Ended restore(String typed, Path vault, Path target, String... options) throws Exception {
    return run(typed, Stream.of(Stream.of(SCRIPT), Stream.of(options), Stream.of(vault.toString(), target.toString())).flatMap(each -> each).toArray(String[]::new));
  }

  private record Ended(int exitCode, String output) {}

  private static Ended run(String typed, String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(PYTHON), Stream.of(arguments)).toList()).redirectErrorStream(true).start();
    process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
