package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.AgentParts;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.ExportStatus;
import org.stillkeep.agent.AgentStatus.SetStatus;
import org.stillkeep.agent.LibraryLink;
import org.stillkeep.agent.Wish;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.export.ExportOptions;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.store.LibraryStore;

/** An installation in this process, on a clock that is moved: it starts, ends, crashes, and starts again. */
final class Home {

  private static final String IN_STEP = "in step";

  /** Once a day everything on the disk of an export is looked at. */
  private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);

  private static final Duration MOST_WAIT = Duration.ofMinutes(2);

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();

  final Path inbox;
  final Path export;
  final Path state;
  final YearClock clock;
  final Cellar cellar;

  /** Accessible while it runs. */
  Catalog catalog;

  Library library;
  FaultyStore faults;

  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<Throwable> died = new AtomicReference<>();
  private char[] passphrase = Cellar.FIRST_PASSPHRASE;
  private Keys keys;
  private LibraryStore store;
  private Agent agent;
  private Thread worker;

  Home(Path folder, Cellar cellar, YearClock clock) throws IOException {
    this.inbox = Files.createDirectories(folder.resolve("inbox"));
    this.export = folder.resolve("nas").resolve("export");
    this.state = Files.createDirectories(folder.resolve("state"));
    this.cellar = cellar;
    this.clock = clock;
    Files.createDirectories(export.getParent());
  }

  Path catalogFile() {
    return state.resolve("catalog.sqlite");
  }

  void start() throws Exception {
    catalog = Catalog.open(catalogFile());
    keys = Keys.unlockWithPassphrase(cellar.keyAttributes(), passphrase);
    store = cellar.open(keys, catalog);
    faults = new FaultyStore();
    LibraryStore seen = faults.over(store);
    library = Library.open(seen, keys, catalog, random);
    if (!store.isRemote()) {
      library.refresh(() -> false);
    }
    ExportOptions options = ExportOptions.defaults("nas", export, clock.getZone(), "this machine", store.storeId());
    Exporter exporter = new Exporter(library, catalog, options);
    if (!Files.exists(export)) {
      exporter.adoptOrCreate();
    }
    agent = new Agent(parts(seen, exporter));
    died.set(null);
    worker = new Thread(this::work, "year-worker");
    worker.start();
  }

  private AgentParts parts(LibraryStore seen, Exporter exporter) {
    List<Path> inboxes = List.of(inbox);
    return new AgentParts(
        inboxes,
        new InboxScanner(inboxes, new SettleOptions(Duration.ZERO), clock::nanoTime),
        new Importer(library, catalog, ImportOptions.defaults(clock.getZone(), clock)),
        List.of(exporter),
        catalog,
        List.of(folder("inbox", inbox), folder("export", export), folder("state", state)),
        new LibraryLink(cellar.home(), library, seen, Duration.ofMinutes(5), LibraryLink.Relogin.NONE),
        Duration.ofMinutes(1),
        clock,
        clock::nanoTime);
  }

  private static Folder folder(String name, Path path) {
    return new Folder(name, name, path);
  }

  private void work() {
    try {
      agent.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (FaultyStore.Ended e) {
      assertThat(faults.hasEnded()).isTrue();
    } catch (RuntimeException | Error e) {
      died.set(e);
      throw e;
    }
  }

  AgentStatus status() {
    return agent.status();
  }

  private boolean isExport(String state) {
    return status().exports().stream().map(ExportStatus::state).anyMatch(state::equals);
  }

  void wish(Wish wish) {
    agent.wish(wish);
  }

  /** A day goes by and is looked at; ends when a full pass over the export has come after a turn of the inbox. */
  void day() {
    clock.pass(MORE_THAN_A_DAY);
    lookUntil("a pass", () -> isQuiet() && hasPassedNow());
  }

  private boolean hasPassedNow() {
    return status().exports().stream().anyMatch(each -> each.lastPass().equals(Optional.of(clock.instant())));
  }

  /**
   * Days go by until all that has come is in, and out. Three more after the last archive is done with: the first pass that ends then
   * may have begun before, and the second may have been asked for before the server was.
   */
  void untilInStep() {
    clock.pass(Duration.ofHours(1));
    lookUntil("the archives are done with", this::isAllIn);
    day();
    day();
    day();
    lookUntil("the export is in step", () -> isQuiet() && isExport(IN_STEP));
  }

  private boolean isAllIn() {
    List<SetStatus> sets = status().sets();
    return isQuiet() && sets.stream().allMatch(SetStatus::done) && sets.stream().mapToLong(SetStatus::parts).sum() == archives();
  }

  /** How many there are, without those that were downloaded twice. */
  private long archives() {
    try (Stream<Path> files = Files.list(inbox)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".zip"))
          .map(name -> name.replaceFirst(" \\(\\d+\\)", ""))
          .distinct()
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isQuiet() {
    assertThat(died.get()).as("why the worker has died").isNull();
    AgentStatus status = status();
    return status.job().isEmpty() && status.exports().stream().allMatch(each -> each.job().isEmpty());
  }

  /** A night goes by in which the disk of the export sleeps. */
  void nightWithoutNas() throws IOException {
    Path aside = export.resolveSibling("asleep");
    Files.move(export, aside);
    clock.pass(MORE_THAN_A_DAY);
    lookUntil("the disk is missed", () -> isQuiet() && isExport("not connected"));
    assertThat(export).as("where no disk is").doesNotExist();
    Files.move(aside, export);
  }

  /** Looks, and looks again now and then: a pass that met a refresh is tried again at the next look only. */
  private void lookUntil(String what, BooleanSupplier isSo) {
    agent.wish(new Wish.LookAgain());
    AtomicLong lookedNanos = new AtomicLong(System.nanoTime());
    await(what)
        .until(
            () -> {
              if (System.nanoTime() - lookedNanos.get() > LOOK_EVERY_NANOS) {
                lookedNanos.set(System.nanoTime());
                agent.wish(new Wish.LookAgain());
              }
              return isSo.getAsBoolean();
            });
  }

  ConditionFactory await(String what) {
    return org.awaitility.Awaitility.await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(4)).atMost(MOST_WAIT);
  }

  /** Ends in order. */
  void close() throws Exception {
    end();
    library.close();
    cellar.endInOrder(catalog);
    keys.close();
    catalog.close();
  }

  /**
   * The program ends at a call of its store: the import or the export at hand is cut off, and nothing is written any more.
   *
   * @return whether there was so much to do that it came to that
   */
  boolean crash(long calls, boolean afterwards) throws Exception {
    faults.endAt(calls, afterwards);
    for (int i = 0; i < 3 && !faults.hasEnded(); i++) {
      clock.pass(MORE_THAN_A_DAY);
      lookUntil("a crash, or a pass", () -> faults.hasEnded() || (isQuiet() && hasPassedNow()));
    }
    boolean crashed = faults.hasEnded();
    abandon();
    return crashed;
  }

  /** Ends without a last word: whatever a program does in order at its end is not done. */
  void abandon() throws Exception {
    end();
    cellar.endInDisorder();
    keys.close();
    catalog.close();
  }

  /** For a year that has failed: nothing of it may run on. */
  void abandonIfRunning() throws Exception {
    if (worker != null && worker.isAlive()) {
      abandon();
    }
  }

  private void end() throws InterruptedException {
    agent.wish(new Wish.Stop());
    worker.join(MOST_WAIT.toMillis());
    assertThat(worker.isAlive()).as("the worker is still there").isFalse();
  }

  /** Another passphrase from the next start on. */
  void changePassphrase(char[] other) throws IOException {
    cellar.changePassphrase(keys, other);
    passphrase = other;
  }
}
