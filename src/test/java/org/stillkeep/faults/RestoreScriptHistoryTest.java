package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Library;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** {@code docs/restore-vault.py} tells a copy of a history that was given up from damage, whatever the vault's folder is called. */
@Covers({"F54", "F55"})
class RestoreScriptHistoryTest {

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path folder;

  private SmallLibrary library;
  private Map<String, byte[]> before;
  private long head;

  @BeforeEach
  void fill() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON)) && run(PYTHON, "-c", "import nacl.bindings").exitCode() == 0, "needs python3-nacl");
    library = SmallLibrary.filled(folder.resolve("another history"));
    before = SmallLibrary.files(library.vault);
    head = library.head().number();
  }

  @Test
  void whatFollowsAnotherHistoryIsLeftOutAndAllElseRestored() throws Exception {
    addAlbums("given up", "given up too");
    byte[] stray = Files.readAllBytes(copy(head + 2));
    SmallLibrary.putAll(library.vault, new TreeMap<>(before));
    addAlbums("the true one");
    Files.write(copy(head + 2), stray);
    Ended ended = restore("restored");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("2 files restored");
  }

  @Test
  void damageBehindTheLastChangeSetIsSaid() throws Exception {
    Files.writeString(copy(head + 1), "torn");
    Ended ended = restore("restored");
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output()).contains("2 files restored", "error: ", "was altered").doesNotContain("Traceback");
  }

  /** As where both its files lay in the same bad area of a disk. */
  @Test
  @Covers("P5")
  void whatOneLostChangeSetDidNotSayIsRestored() throws Exception {
    Set<String> everRestored = new TreeSet<>();
    for (long number = 2; number <= 4; number++) {
      SmallLibrary.putAll(library.vault, new TreeMap<>(before));
      for (Path file : List.of(first(number), copy(number))) {
        if (number % 2 == 0) {
          Files.writeString(file, "torn");
        } else {
          Files.delete(file);
        }
      }
      Ended ended = restore("without " + number);
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
      assertThat(ended.output()).containsPattern("error: .* said is lost").doesNotContain("Traceback");
      everRestored.addAll(contents(folder.resolve("without " + number)));
    }
    assertThat(everRestored).contains("the only copy", "it moves", "it moves indeed");
  }

  @Test
  void aVaultWithoutChangeSetsIsNoEmptyOne() throws Exception {
    for (long number = 1; number <= head; number++) {
      Files.delete(first(number));
      Files.delete(copy(number));
    }
    Files.delete(library.vault.resolve("changes"));
    Ended ended = restore("restored");
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("the folder changes is missing");
  }

  @Test
  void aCopyOfTheHeaderThatCannotBeReadIsMadeUpForByTheOther() throws Exception {
    Path header = library.vault.resolve("vault.json");
    for (boolean isTorn : new boolean[] {true, false}) {
      Files.delete(header);
      if (isTorn) {
        Files.writeString(header, "torn\ntorn");
      } else {
        Files.createDirectory(header); // reading it fails as reading a bad sector does
      }
      Ended ended = restore("restored " + isTorn);
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
  }

  private void addAlbums(String... titles) throws IOException {
    try (Catalog catalog = Catalog.inMemory();
        VaultStore store = library.openStore(VaultOptions.readWrite(Optional.empty()));
        Library open = library.openLibrary(store, catalog)) {
      open.refresh(() -> false);
      for (String title : titles) {
        open.album(AlbumKind.ALBUM, title, "set/" + title);
      }
    }
  }

  /** Of the photos and videos in all albums. */
  private static Set<String> contents(Path restored) throws IOException {
    Set<String> contents = new TreeSet<>();
    SmallLibrary.files(restored).forEach((name, content) -> contents.add(new String(content, StandardCharsets.UTF_8)));
    return contents;
  }

  private Path first(long number) {
    return library.vault.resolve("changes").resolve(String.format("%08d", number));
  }

  private Path copy(long number) {
    return library.vault.resolve("changes-copy").resolve(String.format("%08d", number));
  }

  private Ended restore(String target) throws Exception {
    return run(
        PYTHON, Path.of("docs/restore-vault.py").toAbsolutePath().toString(), library.vault.toString(),
        folder.resolve(target).toString());
  }

  private record Ended(int exitCode, String output) {}

  private Ended run(String... command) throws Exception {
    Path typed = Files.writeString(folder.resolve("typed"), new String(SmallLibrary.PASSPHRASE) + "\n");
    Process process = new ProcessBuilder(command).redirectInput(typed.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
