package org.stillkeep.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.agent.ControlCommands;
import org.stillkeep.agent.SilenceWords;
import org.stillkeep.agent.Wish;
import org.stillkeep.crypto.NotEnoughMemoryException;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.web.PageBackend;
import org.stillkeep.web.SetUp;
import org.stillkeep.web.StatusPage;

/**
 * What stands behind page, tray and control socket from the program's start to its end, whichever phase it is in. The main
 * thread moves it from phase to phase; all other methods may be called from any thread.
 */
final class PageHouse implements PageBackend, ControlCommands.Desk {

  private static final Logger log = LoggerFactory.getLogger(PageHouse.class);

  /**
   * All that belongs to one phase; replaced as a whole.
   *
   * @param setUp there while folders are chosen
   * @param unlocking there while the vault is locked
   * @param atWork there while the agent runs
   * @param status what is shown while there is no agent
   */
  private record Stage(
      Phase phase, Optional<SetUp> setUp, Optional<Unlocking> unlocking, Optional<AtWork> atWork, AgentStatus status) {}

  private final Clock clock;
  private final Runnable end;
  private final List<Consumer<AgentStatus>> observers = new CopyOnWriteArrayList<>();
  private final EarlyWishes early;

  private volatile Stage stage;
  private volatile Optional<StatusPage> page = Optional.empty();
  private volatile CompletableFuture<?> awaited = new CompletableFuture<>();
  private volatile boolean stopping;

  /**
   * @param end ends the program as a termination signal does, and returns at once
   * @param earlyPause where a pause is kept until there is an agent that keeps it
   */
  PageHouse(Clock clock, Runnable end, EarlyPause earlyPause) {
    this.clock = clock;
    this.end = end;
    this.early = new EarlyWishes(earlyPause);
    this.stage = waiting(Phase.RUNNING, idle("Starting"));
  }

  /** Takes up the pause that the last run had accepted when it ended before its agent began. The state folder is held. */
  void takeUpPause() throws IOException {
    early.takeUpPause();
  }

  /** From now on folders are chosen; the result comes when all is confirmed, or is cancelled when the program is to end. */
  CompletableFuture<FirstSetUp.Done> setUpBy(FirstSetUp setUp) {
    enter(
        new Stage(
            Phase.SET_UP,
            Optional.of(setUp),
            Optional.empty(),
            Optional.empty(),
            needsYou("set-up", "Stillkeep is not set up yet", "`stillkeep page` opens the status page, where folders are chosen")));
    return untilStopped(setUp.done());
  }

  /** From now on the vault waits for its passphrase; the keys come with it, or are cancelled when the program is to end. */
  CompletableFuture<Keys> locked(KeyAttributes attributes) {
    Unlocking unlocking = new Unlocking(attributes);
    enter(
        new Stage(
            Phase.LOCKED,
            Optional.empty(),
            Optional.of(unlocking),
            Optional.empty(),
            needsYou("locked", "the library is locked", "`stillkeep page` opens the status page, where its passphrase is asked for")));
    return untilStopped(unlocking.keys());
  }

  /** From now on the vault's disk is waited for; what comes with its answer is cancelled when the program is to end. */
  <T> CompletableFuture<T> vaultHangs(Path vault, CompletableFuture<T> answer) {
    Instant now = clock.instant();
    Problem problem = SilenceWords.problem("vault", vault, now, Optional.empty());
    enter(waiting(Phase.RUNNING, AgentStatus.ofProgram(State.IDLE, "Starting: " + problem.what(), now, List.of(problem))));
    return untilStopped(answer);
  }

  /** From now on the vault is being opened, which may take a while; nobody is needed for it. */
  void opening() {
    enter(waiting(Phase.RUNNING, idle("Starting: opening the library")));
  }

  /** From now on the agent answers. */
  void running(AtWork atWork) {
    synchronized (early) {
      stage = new Stage(Phase.RUNNING, Optional.empty(), Optional.empty(), Optional.of(atWork), atWork.agent().status());
      early.handOver(atWork.agent());
    }
    atWork.agent().observe(this::publish);
    publish(atWork.agent().status());
    if (stopping) {
      atWork.agent().wish(new Wish.Stop());
    }
  }

  /** From now on nothing of the library may be asked for: it is being closed. */
  void ending() {
    stage = waiting(Phase.RUNNING, idle("Ending"));
  }

  /** The page that links lead into; empty when none is served. */
  void linksInto(Optional<StatusPage> served) {
    page = served;
  }

  /** Whether a page is served. */
  boolean hasPage() {
    return page.isPresent();
  }

  /** Cancels this, too, when the program is to end. */
  private <T> CompletableFuture<T> untilStopped(CompletableFuture<T> something) {
    awaited = something;
    if (stopping) {
      something.cancel(true);
    }
    return something;
  }

  /** Ends whatever the main thread does or waits for. Returns at once. */
  void stop() {
    stopping = true;
    awaited.cancel(true);
    stage.atWork().ifPresent(atWork -> atWork.agent().wish(new Wish.Stop()));
  }

  /** Whether the program is to end. */
  boolean isStopping() {
    return stopping;
  }

  @Override
  public Phase phase() {
    return stage.phase();
  }

  @Override
  public String phaseWord() {
    return stage.phase().word();
  }

  @Override
  public AgentStatus status() {
    Stage now = stage;
    return now.atWork().map(atWork -> atWork.agent().status()).orElse(now.status());
  }

  @Override
  public void observe(Consumer<AgentStatus> observer) {
    observers.add(observer);
  }

  @Override
  public void wish(Wish wish) {
    if (wish instanceof Wish.Stop) {
      end.run();
      return;
    }
    synchronized (early) {
      Stage now = stage;
      if (now.atWork().isPresent()) {
        early.passOn(wish, now.atWork().get().agent());
      } else if (now.phase() == Phase.RUNNING) {
        early.keep(wish);
      } else {
        throw new IllegalStateException(now.status().sentence());
      }
    }
  }

  @Override
  public Optional<URI> pageLink() {
    return page.map(StatusPage::link);
  }

  @Override
  public Optional<URI> pageLinkToOpenHere() {
    return page.map(StatusPage::linkToOpenHere);
  }

  @Override
  public List<RecentAsset> recent(int most) throws IOException {
    Optional<AtWork> atWork = stage.atWork();
    return atWork.isPresent() ? atWork.get().recent(most) : List.of();
  }

  @Override
  public Optional<byte[]> preview(long assetId) throws IOException {
    Optional<AtWork> atWork = stage.atWork();
    return atWork.isPresent() ? atWork.get().preview(assetId) : Optional.empty();
  }

  @Override
  public Optional<String> reportHtml(String setId) throws IOException {
    Optional<AtWork> atWork = stage.atWork();
    return atWork.isPresent() ? atWork.get().reportHtml(setId) : Optional.empty();
  }

  @Override
  public Optional<String> adoptExport(int export, String path) throws IOException {
    Optional<AtWork> atWork = stage.atWork();
    return atWork.isPresent() ? atWork.get().adopt(export, path) : Optional.of("Stillkeep is still starting");
  }

  @Override
  public Unlocked unlock(char[] passphrase) throws IOException {
    Unlocking unlocking = stage.unlocking().orElseThrow(() -> new IllegalStateException("the vault is not locked"));
    try {
      unlocking.attempt(passphrase);
      return Unlocked.DONE;
    } catch (WrongPassphraseException e) {
      return Unlocked.WRONG_PASSPHRASE;
    } catch (NotEnoughMemoryException e) {
      log.warn("the vault cannot be unlocked: the passphrase needs {} MiB of memory", e.neededBytes() >> 20);
      return Unlocked.NOT_ENOUGH_MEMORY;
    }
  }

  @Override
  public SetUp setUp() {
    return stage.setUp().orElseThrow(() -> new IllegalStateException("Stillkeep is set up already"));
  }

  private void enter(Stage next) {
    stage = next;
    publish(next.status());
  }

  private void publish(AgentStatus status) {
    observers.forEach(observer -> observer.accept(status));
  }

  private static Stage waiting(Phase phase, AgentStatus status) {
    return new Stage(phase, Optional.empty(), Optional.empty(), Optional.empty(), status);
  }

  private AgentStatus idle(String sentence) {
    return AgentStatus.ofProgram(State.IDLE, sentence, clock.instant(), List.of());
  }

  private AgentStatus needsYou(String id, String what, String remedy) {
    Instant now = clock.instant();
    return AgentStatus.ofProgram(State.NEEDS_YOU, what, now, List.of(new Problem(id, what, remedy, true, now)));
  }
}
