package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.AgentStatus.ServerState;
import org.stillkeep.agent.AgentStatus.State;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.ente.EnteOptions;
import org.stillkeep.ente.EnteStore;
import org.stillkeep.ente.EnteStores;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.Faults;
import org.stillkeep.export.ExportOptions;
import org.stillkeep.export.Exporter;
import org.stillkeep.faults.Covers;
import org.stillkeep.importer.ImportOptions;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;

/** The whole agent with an account on an Ente server, over HTTP. */
@Timeout(90)
@Covers("F67")
class AgentOnEnteServerTest {

  @AutoClose private static final EnteServerForTests server = EnteServerForTests.ofClass();

  @TempDir Path folder;

  private final Catalog catalog = Catalog.inMemory();
  private final AtomicReference<BooleanSupplier> stop = new AtomicReference<>(() -> false);
  private Account account;
  private Keys keys;
  private EnteStore store;
  private Path inbox;
  private Path export;
  private Agent agent;
  private Thread worker;

  @BeforeEach
  void start() throws Exception {
    inbox = Files.createDirectory(folder.resolve("inbox"));
    export = folder.resolve("export");
    account = server.account(UUID.randomUUID() + "@example.org");
    keys = Keys.unlockWithPassphrase(account.keyAttributes(), account.password());
    EnteOptions options = new EnteOptions(() -> stop.get().getAsBoolean(), 0, EnteStores.LITTLE_PATIENCE);
    store = EnteStore.open(EnteStores.session(server, account), options);
    Library library = Library.open(store, keys, catalog, new SecureRandom());
    Exporter exporter =
        new Exporter(library, catalog, ExportOptions.defaults("nas", export, ZoneOffset.UTC, "this machine", store.storeId()));
    exporter.adoptOrCreate();
    agent =
        new Agent(
            new AgentParts(
                List.of(inbox),
                new InboxScanner(List.of(inbox), new SettleOptions(Duration.ZERO), System::nanoTime),
                new Importer(library, catalog, ImportOptions.defaults(ZoneOffset.UTC, Premises.CLOCK)),
                List.of(exporter),
                catalog,
                List.of(),
                new LibraryLink(
                    new LibraryHome.EnteAccount("127.0.0.1", account.email()),
                    library,
                    store,
                    Duration.ofMinutes(5),
                    LibraryLink.Relogin.NONE),
                Duration.ofMinutes(1),
                Premises.CLOCK,
                System::nanoTime));
    stop.set(agent::mustStopStoreCalls);
    worker =
        new Thread(
            () -> {
              try {
                agent.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    worker.start();
  }

  @AfterEach
  void end() throws Exception {
    agent.wish(new Wish.Stop());
    worker.join();
    server.apiFaults().clear();
    server.objectFaults().clear();
    store.close();
    keys.close();
    catalog.close();
  }

  private void drop(String photo, String stamp) throws IOException {
    Path made = takeout(stamp).photo(photo).writeTo(Files.createDirectories(folder.resolve("elsewhere"))).get(1);
    Files.move(made, inbox.resolve(made.getFileName()));
    agent.wish(new Wish.LookAgain());
  }

  private boolean isExported(String photo) {
    return Files.exists(export.resolve("Photos from 2019").resolve(photo));
  }

  private ServerState state() {
    return agent.status().server().orElseThrow().state();
  }

  @Test
  void whatIsDroppedGoesOverTheServerIntoTheExportFolder() throws IOException {
    drop("IMG_1.jpg", "20240601T101010Z");
    await().until(() -> isExported("IMG_1.jpg"));
    await().until(() -> agent.status().exports().get(0).state().equals(ExportWords.IN_STEP));
    assertThat(state()).isEqualTo(ServerState.IN_STEP);
    assertThat(agent.status().problems()).isEmpty();
  }

  @Test
  void itGoesOnWhereAServerThatWasAwayCameBack() throws IOException {
    await().until(() -> state() == ServerState.IN_STEP);
    server.apiFaults().fail("", Faults.ALWAYS, 503, "");
    drop("IMG_1.jpg", "20240601T101010Z");
    await().until(() -> state() == ServerState.AWAY);
    assertThat(agent.status().problems()).isEmpty();

    server.apiFaults().clear();
    await().atMost(30, TimeUnit.SECONDS).until(() -> isExported("IMG_1.jpg"));
    assertThat(agent.status().problems()).isEmpty();
  }

  @Test
  void anEndedSessionNeedsSomebody() throws IOException {
    await().until(() -> state() == ServerState.IN_STEP);
    account.endSessions();
    agent.wish(new Wish.LookAgain());
    await().until(() -> agent.status().state() == State.NEEDS_YOU);
    assertThat(state()).isEqualTo(ServerState.LOGIN_NEEDED);
    assertThat(agent.status().problems()).hasSize(1);
  }

  @Test
  void withoutASubscriptionNothingComesInAndExportsGoOn() throws IOException {
    drop("IMG_1.jpg", "20240601T101010Z");
    await().until(() -> isExported("IMG_1.jpg"));
    account.setSubscribed(false);
    drop("IMG_2.jpg", "20240602T101010Z");
    await().until(() -> agent.status().state() == State.NEEDS_YOU);
    assertThat(agent.status().problems().get(0).remedy()).contains("larger plan");
    assertThat(state()).isEqualTo(ServerState.IN_STEP);

    Files.delete(export.resolve("Photos from 2019/IMG_1.jpg"));
    agent.wish(new Wish.ExportNow(true));
    await().until(() -> isExported("IMG_1.jpg"));
  }

  @Test
  void aPauseDoesNotWaitForASlowServer() throws IOException {
    await().until(() -> state() == ServerState.IN_STEP);
    server.apiFaults().delay("", Faults.ALWAYS, Duration.ofSeconds(20));
    agent.wish(new Wish.LookAgain());
    server.apiRequests().clear();
    await().until(() -> server.apiRequests().count("GET") > 0);

    agent.wish(new Wish.Pause(Optional.empty()));
    await().atMost(1, TimeUnit.SECONDS).until(agent::keepsPause);
    agent.wish(new Wish.Stop());
    await().atMost(1, TimeUnit.SECONDS).until(() -> !worker.isAlive());
  }
}
