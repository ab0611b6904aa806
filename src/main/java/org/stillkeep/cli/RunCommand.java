package org.stillkeep.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.AgentParts;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.agent.LibraryLink;
import org.stillkeep.agent.RereadOptions;
import org.stillkeep.export.Exporter;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
import org.stillkeep.library.Keys;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.platform.Opener;
import org.stillkeep.platform.PowerSupply;
import org.stillkeep.store.KeyAttributes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep run}. */
@Command(
    name = "run",
    header = "Runs the agent: watches the inbox, imports what settles there, and keeps the export folders in step.",
    description = {
      "",
      "Where there is no configuration yet, one is made, with inbox, vault and export folder under your home folder and a new"
          + " vault; started from a desktop instead of a terminal, the status page asks for the folders first. A locked vault is"
          + " opened at the terminal, or else in the status page. A second start opens the status page of the first. Ends by"
          + " Ctrl-C or a termination signal, within seconds and without losing anything.",
      "",
      "Examples:",
      "  stillkeep run",
      "  stillkeep run --headless --config /etc/stillkeep.toml",
      "  stillkeep run --set-up",
      ""
    })
final class RunCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--headless", description = "Without a tray icon, and without asking for anything in the status page.")
  private boolean headless;

  @Option(names = "--set-up", description = "Choose the folders in the status page; prints a link into it that is valid once.")
  private boolean setUp;

  private final Face face;

  RunCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Path file = stillkeep.configFile(face.places());
    FirstStart first = new FirstStart(face, file);
    boolean byPage = isSetUpByPage(first, file);
    Config config = byPage ? first.proposal() : first.config();
    try (Interruption interruption = Interruption.watch()) {
      PageHouse house = new PageHouse(Clock.systemUTC(), interruption::end, new EarlyPause(config.state()));
      interruption.onInterruption(house::stop);
      try {
        run(config, first, byPage, house, interruption);
      } catch (AlreadyRunningException e) {
        return secondStart(config, e);
      } catch (CancellationException e) {
        if (!house.isStopping()) {
          throw e;
        }
      }
    }
    return ExitCode.DONE.number();
  }

  private boolean isSetUpByPage(FirstStart first, Path file) throws IOException, ConfigException {
    boolean somebodyAtADesktop = !headless && !face.terminal().isInteractive() && face.places().hasDisplay();
    if (setUp && !first.isToCome()) {
      throw new UserException(
          ExitCode.USAGE,
          "Stillkeep is set up already, by " + file,
          "change that file with an editor, and see `stillkeep check-config`; or name another by --config");
    }
    boolean usual = file.equals(face.places().configFile());
    return setUp || (somebodyAtADesktop && usual && first.isToCome());
  }

  private void run(Config atStart, FirstStart first, boolean byPage, PageHouse house, Interruption interruption)
      throws Exception {
    Set<Path> silent = byPage ? Set.of() : SilentFolders.of(atStart, face.terminal());
    Folders folders = new Folders(atStart.without(silent), face.terminal());
    boolean vaultHangs = silent.contains(atStart.vault());
    if (!byPage) {
      PageAddress.requireSecrets(atStart);
    }
    if (!byPage && !vaultHangs) {
      folders.refuseOverlaps();
    }
    try (HeldState held = HeldState.take(atStart.state(), face.terminal())) {
      house.takeUpPause();
      if (!byPage && !vaultHangs) {
        prepare(atStart, folders, first);
      }
      try (Surroundings around = Surroundings.start(face, house, atStart)) {
        if (vaultHangs) {
          around.attend(atStart, headless);
          around.service().await(house.vaultHangs(atStart.vault(), SilentFolders.answer(atStart.vault())));
          folders.refuseOverlaps();
          prepare(atStart, folders, first);
        }
        FirstSetUp.Done start =
            byPage
                ? setUpByPage(atStart, house, around)
                : new FirstSetUp.Done(atStart, keys(atStart, house, around));
        open(start.config(), silent, start.keys(), house, around, interruption);
      }
    }
  }

  private void prepare(Config config, Folders folders, FirstStart first) throws IOException {
    folders.sweepLeftovers();
    if (first.lacksVault(config)) {
      first.createVault(config);
    }
    folders.prepareInboxes();
  }

  private FirstSetUp.Done setUpByPage(Config proposal, PageHouse house, Surroundings around)
      throws IOException, InterruptedException {
    try (FirstSetUp choosing = new FirstSetUp(face, proposal.file(), proposal)) {
      CompletableFuture<FirstSetUp.Done> choice = house.setUpBy(choosing);
      if (!house.hasPage()) {
        throw new UserException(
            ExitCode.UNEXPECTED,
            "Stillkeep is not set up yet, and the status page that asks for the folders cannot be served",
            "run `stillkeep run` at a terminal, or copy config.example.toml to " + proposal.file());
      }
      if (setUp || !new Opener().openPage(house.pageLinkToOpenHere().orElseThrow())) {
        face.terminal().data(house.pageLink().orElseThrow().toString());
        face.terminal().say("open this link in a browser on this computer, within five minutes; `stillkeep page` makes another");
      } else {
        face.terminal().say("choose the folders in the page that opens in your browser; `stillkeep page` opens it again");
      }
      FirstSetUp.Done done = around.service().await(choice);
      new Folders(done.config(), face.terminal()).prepareInboxes();
      return done;
    }
  }

  /** By the key that is kept, by a passphrase from wherever one can be had, or by the page. */
  private Keys keys(Config config, PageHouse house, Surroundings around)
      throws IOException, WrongPassphraseException, InterruptedException {
    LibraryPlace place = LibraryPlace.of(config);
    KeyAttributes attributes = place.keyAttributes();
    LibraryKeys vaultKeys = new LibraryKeys(face, config);
    if (headless || face.terminal().isInteractive() || !house.hasPage()) {
      return vaultKeys.unlock(attributes);
    }
    Optional<Keys> unattended = vaultKeys.unlockUnattended(attributes);
    if (unattended.isPresent()) {
      return unattended.get();
    }
    face.terminal()
        .say(place.home().inWords() + " is locked: `stillkeep page` opens the status page, which asks for its " + place.secret());
    around.attend(config, headless);
    Keys keys = around.service().await(house.locked(attributes));
    vaultKeys.keepOrSay(keys);
    return keys;
  }

  /** @param silent folders that are left alone until the agent has looked at them */
  private void open(
      Config config, Set<Path> silent, Keys keys, PageHouse house, Surroundings around, Interruption interruption)
      throws Exception {
    house.opening();
    try (OpenLibrary open = OpenLibrary.open(config, keys, around.service().opening(interruption))) {
      open.limitTo(config.polite().bytesPerSecond());
      List<Exporter> exporters = open.exporters(false);
      ExportSetUp.ofNewFolders(
          exporters.stream().filter(each -> !silent.contains(each.options().folder())).toList(), face.terminal());
      GivingWay givingWay = new GivingWay(config.polite());
      Agent agent = new Agent(parts(config, open, exporters, givingWay));
      StatusLines lines = new StatusLines(face.terminal());
      open.stopBy(agent::mustStopStoreCalls);
      RecentStarts starts = new RecentStarts(config.state(), Clock.systemUTC());
      int crashes = starts.begin();
      if (crashes >= RecentStarts.TOO_MANY) {
        agent.pauseAfterCrashes(crashes);
      }
      agent.observe(lines);
      agent.observe(givingWay);
      agent.listen(lines::tell);
      around.attend(config, headless);
      around.watch(agent);
      house.running(new AtWork(agent, open, exporters, config.catalogFile()));
      face.terminal().say("drop Takeout archives into " + config.inboxes().get(0));
      try {
        agent.run();
        starts.ended();
      } finally {
        around.closePage();
      }
    }
  }

  private static AgentParts parts(Config config, OpenLibrary open, List<Exporter> exporters, GivingWay givingWay) {
    PowerSupply power = new PowerSupply();
    return new AgentParts(
        config.inboxes(),
        new InboxScanner(config.inboxes(), new SettleOptions(config.quietTime()), System::nanoTime),
        open.importer(),
        exporters,
        open.catalog(),
        config.folders(),
        link(config, open),
        reread(config, power, givingWay),
        () -> config.polite().pausesOnBattery() && power.isOnBattery(),
        config.scanInterval(),
        Clock.systemUTC(),
        System::nanoTime);
  }

  private static RereadOptions reread(Config config, PowerSupply power, GivingWay givingWay) {
    LibraryConfig.Reread reread = config.library().rereadHere();
    return new RereadOptions(reread.days(), reread.bytesPerSecond(), power::isOnBattery, givingWay::now);
  }

  private static LibraryLink link(Config config, OpenLibrary open) {
    return new LibraryLink(
        LibraryPlace.of(config).home(),
        open.library(),
        open.store().store(),
        config.library().account().refreshInterval(),
        open.store()::takeUpLogin,
        open.store()::damage);
  }

  /** Somebody who starts the program again looks for it: on a desktop, that opens the page of the one that runs. */
  private int secondStart(Config config, AlreadyRunningException running) throws Exception {
    if (headless || setUp || !face.places().hasDisplay()) {
      throw running;
    }
    Optional<URI> link = new RemoteCommand(config.state(), config.file()).pageLinkToOpen();
    if (link.isEmpty() || !new Opener().openPage(link.get())) {
      throw running;
    }
    face.terminal().say("Stillkeep is running already: its status page opens in your browser");
    return ExitCode.DONE.number();
  }
}
