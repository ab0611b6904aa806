package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.Problem;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.faults.Covers;
import org.stillkeep.store.StoreException.Reason;

@Covers("F67")
class ServerTurnTest {

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong(42);
  private final StatusBoard board = new StatusBoard(Premises.CLOCK);
  private boolean stopRequested;
  private int counted;
  private Premises premises;
  private ServerTurn server;

  @BeforeEach
  void make() throws IOException {
    premises = new Premises(folder);
    premises.uploadElsewhere("Sea", "a.jpg");
    server = new ServerTurn(premises.parts(nanos::get), board, () -> stopRequested);
  }

  @AfterEach
  void close() {
    premises.close();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private ServerState state() {
    return board.current().server().orElseThrow().state();
  }

  /** How often it was asked since this was last called. */
  private int asked() {
    int before = counted;
    counted = premises.store.newsAsked();
    return counted - before;
  }

  private List<Problem> problems() {
    return board.current().problems();
  }

  @Test
  void theFirstTurnBringsWhatIsThere() {
    assertThat(state()).isEqualTo(ServerState.UNASKED);
    assertThat(server.isInStep()).isFalse();

    assertThat(server.turn()).as("the server is there, which was not known").isTrue();

    assertThat(state()).isEqualTo(ServerState.IN_STEP);
    assertThat(premises.catalog.assets().count(AssetState.ACTIVE)).isOne();
  }

  @Test
  void whatIsDueAndCouldNotBeAskedIsNoReasonToLookAThousandTimesASecond() {
    assertThat(server.isDue()).isTrue();
    assertThat(server.millisToNext()).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void itIsAskedByTheTimerAndNotBefore() throws IOException {
    server.turn();
    premises.uploadElsewhere("Sea", "b.jpg");
    assertThat(asked()).isPositive();

    pass(Duration.ofSeconds(299));
    server.turn();
    assertThat(asked()).isZero();

    pass(Duration.ofSeconds(1));
    server.turn();
    assertThat(premises.catalog.assets().count(AssetState.ACTIVE)).isEqualTo(2);
  }

  @Test
  void whoWantsToKnowDoesNotWaitForTheTimer() throws IOException {
    server.turn();
    premises.uploadElsewhere("Sea", "b.jpg");
    server.askSoon();
    server.turn();
    assertThat(premises.catalog.assets().count(AssetState.ACTIVE)).isEqualTo(2);
  }

  @Test
  void newsThatAreNoneAreSilent() {
    server.turn();
    assertThat(asked()).isPositive();
    long changes = premises.catalog.lastChange();
    List<AgentStatus> drawn = new ArrayList<>();
    board.observe(drawn::add);

    pass(Duration.ofMinutes(5));
    server.turn();

    assertThat(asked()).isOne();
    assertThat(premises.catalog.lastChange()).isEqualTo(changes);
    assertThat(drawn).isEmpty();
  }

  @Test
  void newsDoNotWaitForContentThatNobodyHashedAndCannotBeHad() throws IOException {
    premises.uploadUnhashed("old.jpg");
    premises.store.failDownloads(Optional.of(Reason.UNAVAILABLE));
    server.turn();
    assertThat(state()).isEqualTo(ServerState.IN_STEP);
    assertThat(premises.catalog.assets().countUnhashed()).isOne();

    pass(Duration.ofSeconds(1));
    server.turn();
    assertThat(Duration.ofMillis(server.millisToNext())).as("no use in trying at once").isGreaterThan(Duration.ofSeconds(299));

    premises.store.failDownloads(Optional.empty());
    pass(Duration.ofMinutes(5));
    server.turn();
    assertThat(premises.catalog.assets().countUnhashed()).isZero();
  }

  @Test
  void whatIsInTheAccountAndCannotBeReadIsSaid() throws IOException {
    premises.uploadUnhashed("old.jpg");
    premises.store.failDownloads(Optional.of(Reason.NOT_FOUND));
    server.turn();
    pass(Duration.ofSeconds(1));
    server.turn();
    assertThat(state()).isEqualTo(ServerState.IN_STEP);
    assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem.what()).contains("1 in the Ente account").contains("not exported"));

    premises.store.failDownloads(Optional.empty());
    premises.uploadElsewhere("Sea", "this client has read it.jpg");
    pass(Duration.ofMinutes(5));
    server.turn();
    assertThat(problems()).isEmpty();
  }

  @Test
  void oneThatIsAwayIsAskedMoreAndMoreRarely() {
    premises.store.failAll(Optional.of(Reason.UNAVAILABLE));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      server.turn();
      long wait = Duration.ofMillis(server.millisToNext()).toSeconds();
      waits.add(wait);
      pass(Duration.ofSeconds(wait));
    }
    assertThat(waits).containsExactly(1L, 2L, 5L, 10L, 20L, 60L, 120L, 300L, 300L, 300L);
    assertThat(premises.store.newsAsked()).isEqualTo(10);
  }

  @Test
  void oneThatIsAwayIsAStateAtOnceAndAProblemAfterTenMinutes() {
    server.turn();
    premises.store.failAll(Optional.of(Reason.UNAVAILABLE));
    server.askSoon();
    server.turn();
    assertThat(state()).isEqualTo(ServerState.AWAY);
    assertThat(board.current().server().orElseThrow().why()).contains("UNAVAILABLE");
    assertThat(problems()).isEmpty();

    pass(Duration.ofMinutes(11));
    server.turn();
    assertThat(problems()).hasSize(1);
    assertThat(problems().get(0).needsYou()).isFalse();
    assertThat(problems().get(0).what()).startsWith("photos.example.org does not answer");

    premises.store.failAll(Optional.empty());
    pass(Duration.ofMinutes(5));
    assertThat(server.turn()).as("it is back").isTrue();
    assertThat(problems()).isEmpty();
    assertThat(state()).isEqualTo(ServerState.IN_STEP);
    assertThat(board.current().server().orElseThrow().why()).isEmpty();
  }

  @Test
  void whoMeetsItFailingHasItAskedAtTheNextTurn() {
    server.turn();
    premises.store.failAll(Optional.of(Reason.UNAVAILABLE));
    server.turn();
    assertThat(state()).as("nobody asked").isEqualTo(ServerState.IN_STEP);

    server.doubt();
    server.turn();
    assertThat(state()).isEqualTo(ServerState.AWAY);
    assertThat(asked()).isPositive();

    server.doubt();
    server.turn();
    assertThat(asked()).as("one that is known to be away is not asked for every doubt").isZero();
  }

  @Test
  void anEndedSessionNeedsSomebodyAndANewLoginIsTakenUp() {
    server.turn();
    premises.store.failAll(Optional.of(Reason.LOGIN_REQUIRED));
    server.askSoon();
    server.turn();
    assertThat(state()).isEqualTo(ServerState.LOGIN_NEEDED);
    assertThat(problems()).hasSize(1);
    assertThat(problems().get(0).needsYou()).isTrue();
    assertThat(problems().get(0).remedy()).contains("`stillkeep ente login`");
    assertThat(asked()).isPositive();

    server.turn();
    assertThat(asked()).as("the old session is not sent again and again").isZero();

    premises.store.failAll(Optional.empty());
    premises.logins.set(1);
    server.turn();
    assertThat(state()).isEqualTo(ServerState.IN_STEP);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aNewLoginIsTakenUpAlsoWhenItIsTimeToAsk() {
    server.turn();
    premises.store.failAll(Optional.of(Reason.LOGIN_REQUIRED));
    server.askSoon();
    server.turn();

    premises.logins.set(1);
    pass(Duration.ofMinutes(5));
    server.turn();
    assertThat(premises.logins.get()).as("logins that wait").isZero();
  }

  @Test
  void oneThatAnswersWronglyNeedsSomebody() {
    premises.store.failAll(Optional.of(Reason.DAMAGED));
    server.turn();
    assertThat(state()).isEqualTo(ServerState.FAILING);
    assertThat(problems()).extracting(Problem::needsYou).containsExactly(true);
  }

  @Test
  void anImportBeginsOnFreshNewsOrNotAtAll() throws IOException {
    assertThat(server.isReadyForImport()).as("never asked").isFalse();
    server.turn();
    assertThat(asked()).isPositive();
    assertThat(server.isReadyForImport()).isTrue();
    assertThat(asked()).as("a moment ago").isZero();

    premises.uploadElsewhere("Sea", "b.jpg");
    pass(Duration.ofSeconds(31));
    assertThat(server.isReadyForImport()).isTrue();
    assertThat(premises.catalog.assets().count(AssetState.ACTIVE)).isEqualTo(2);

    premises.store.failAll(Optional.of(Reason.UNAVAILABLE));
    pass(Duration.ofSeconds(31));
    assertThat(server.isReadyForImport()).isFalse();
  }

  @Test
  void aPauseBreaksItOffAndResumingAsksAgain() {
    premises.store.hang();
    premises.store.stopBy(() -> stopRequested);
    stopRequested = true;
    assertThatThrownBy(server::turn).isInstanceOf(CancellationException.class);
    assertThat(state()).isEqualTo(ServerState.UNASKED);

    stopRequested = false;
    premises.store.answer();
    assertThat(server.isDue()).isTrue();
    server.turn();
    assertThat(state()).isEqualTo(ServerState.IN_STEP);
  }
}
