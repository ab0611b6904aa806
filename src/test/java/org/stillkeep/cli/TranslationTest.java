package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.StoreException;

/** Whatever rooms say happened ends in one line that says what, one that says what to do, and an exit code. */
class TranslationTest {

  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private final Terminal terminal = new Terminal(stream(new ByteArrayOutputStream()), stream(words), false);

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure(new UserException(ExitCode.LOCKED, "no passphrase", "type it"), 4, "no passphrase", "type it"),
        failure(new ConfigException(Path.of("/c.toml"), 3, "inbox", "is no list", "write [\"…\"]"), 2, "/c.toml:3: inbox: is no list", "write"),
        failure(new StoreException(StoreException.Reason.FULL, "no room in /v"), 7, "no room in /v", "make room"),
        failure(new StoreException(StoreException.Reason.IN_USE, "in use"), 5, "in use", "stop the other program"),
        failure(new CatalogException(CatalogException.Reason.FULL, "no room"), 1, "no room", "make room"),
        failure(new CancellationException(), 130, "interrupted", "run it again"),
        failure(new AccessDeniedException("/inbox"), 1, "no permission for /inbox", "who owns it"),
        failure(new FileSystemException("/nas/a.jpg", null, "Input/output error"), 1, "/nas/a.jpg: Input/output error", "its disk"),
        failure(new IOException("the cable is loose"), 1, "unexpected: the cable is loose", "report it"),
        failure(new IllegalStateException("3 of 4 entries"), 1, "unexpected: java.lang.IllegalStateException: 3 of 4 entries", "report it"));
  }

  @Test
  void aFullMemoryIsNamedWithTheFlagThatRaisesIt() {
    assertThat(new Translation(terminal).explain(new OutOfMemoryError(), "stillkeep inspect", 256L << 20)).isEqualTo(1);

    assertThat(said())
        .isEqualTo(
            """
            error: not enough memory for `stillkeep inspect`: it may use 256 MiB
            hint: run it once more with STILLKEEP_MEMORY=512m; nothing is lost, and what is done is not done again
            """);
  }

  @Test
  @Covers("F59")
  void aLackOfThreadsIsNotTakenForOneOfMemory() {
    OutOfMemoryError threads = new OutOfMemoryError("unable to create native thread: possibly out of memory or process/resource limits reached");
    assertThat(new Translation(terminal).explain(threads, "stillkeep run", 256L << 20)).isEqualTo(1);

    assertThat(said())
        .startsWith("error: the system gives Stillkeep no more threads for `stillkeep run`")
        .contains("--pids-limit")
        .doesNotContain("STILLKEEP_MEMORY");
  }

  private static Arguments failure(Exception failure, int exitCode, String what, String hint) {
    return Arguments.of(failure, exitCode, what, hint);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureHasItsExitCodeWordsAndRemedy(Exception failure, int exitCode, String what, String hint) {
    assertThat(new Translation(terminal).explain(failure)).isEqualTo(exitCode);

    assertThat(said().lines().toList()).hasSize(2);
    assertThat(said().lines().findFirst().orElseThrow()).startsWith("error: ").contains(what);
    assertThat(said().lines().skip(1).findFirst().orElseThrow()).startsWith("hint: ").contains(hint);
  }

  @ParameterizedTest
  @EnumSource(StoreException.Reason.class)
  void everyRefusalOfAStoreHasARemedy(StoreException.Reason reason) {
    assertThat(new Translation(terminal).explain(new StoreException(reason, "the store said no"))).isBetween(5, 7);
    assertThat(said()).contains("error: the store said no").contains("hint: ");
  }

  @ParameterizedTest
  @EnumSource(StoreException.Reason.class)
  void nobodyWithAnAccountIsToldOfAVault(StoreException.Reason reason) {
    Optional<LibraryHome> account = Optional.of(new LibraryHome.EnteAccount("api.ente.io", "ada@example.org"));
    new Translation(terminal, () -> account).explain(new StoreException(reason, "the store said no"));
    assertThat(said()).contains("hint: ").doesNotContainIgnoringCase("vault").doesNotContain("library.path");
  }

  @ParameterizedTest
  @EnumSource(StoreException.Reason.class)
  void nobodyWithAVaultIsToldOfAnAccount(StoreException.Reason reason) {
    Optional<LibraryHome> vault = Optional.of(new LibraryHome.Vault(Path.of("/v")));
    new Translation(terminal, () -> vault).explain(new StoreException(reason, "the store said no"));
    assertThat(said()).contains("hint: ").doesNotContain("account");
  }

  @Test
  void aMistypedCommandGetsASuggestion() {
    assertThat(Main.run(new String[] {"exprot"}, terminal, Map.of())).isEqualTo(2);
    assertThat(said()).contains("exprot").contains("did you mean export?").contains("stillkeep --help");
  }

  private String said() {
    return words.toString(StandardCharsets.UTF_8);
  }
}
