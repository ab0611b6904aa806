package org.stillkeep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.AgentParts;
import org.stillkeep.agent.ControlCommands;
import org.stillkeep.agent.ControlServer;
import org.stillkeep.agent.ControlSocket;
import org.stillkeep.agent.Wish;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.inbox.InboxScanner;
import org.stillkeep.inbox.SettleOptions;
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
          + " vault. Ends by Ctrl-C or a termination signal, within seconds and without losing anything.",
      "",
      "Examples:",
      "  stillkeep run",
      "  stillkeep run --headless --config /etc/stillkeep.toml",
      ""
    })
final class RunCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--headless", description = "Without a tray icon. There is none yet, so this only leaves out the line that says so.")
  private boolean headless;

  private final Face face;

  RunCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config config = firstConfig();
    try (Interruption interruption = Interruption.watch();
        OpenLibrary open = OpenLibrary.open(face, config, interruption)) {
      new Folders(config, face.terminal()).prepareInboxes();
      List<Exporter> exporters = open.exporters(false);
      ExportSetUp.ofNewFolders(exporters, face.terminal());
      Agent agent = new Agent(parts(config, open, exporters));
      StatusLines lines = new StatusLines(face.terminal());
      agent.observe(lines);
      agent.listen(lines::tell);
      interruption.onInterruption(() -> agent.wish(new Wish.Stop()));
      try (ControlServer server =
          ControlServer.start(ControlSocket.of(config.state()), new ControlCommands(agent, Clock.systemUTC()))) {
        if (!headless) {
          face.terminal().say("there is no tray icon yet: `stillkeep status` tells what the agent does");
        }
        face.terminal().say("drop Takeout archives into " + config.inboxes().get(0));
        agent.run();
      }
    }
    return ExitCode.DONE.number();
  }

  private static AgentParts parts(Config config, OpenLibrary open, List<Exporter> exporters) {
    return new AgentParts(
        config.inboxes(),
        new InboxScanner(config.inboxes(), new SettleOptions(config.quietTime()), System::nanoTime),
        open.importer(),
        exporters,
        open.catalog(),
        config.folders(),
        config.vault(),
        config.scanInterval(),
        Clock.systemUTC(),
        System::nanoTime);
  }

  /** Reads the configuration; the very first time, makes it, and the vault that it names. */
  private Config firstConfig() throws Exception {
    Path file = stillkeep.configFile(face.places());
    boolean ours = file.equals(face.places().configFile());
    if (ours && !Files.exists(file)) {
      DurableFiles.createDirectories(file.getParent());
      DurableFiles.replace(file, example());
      face.terminal().say("made " + file);
    }
    Config config = face.config(stillkeep);
    // Interrupted at the question for a passphrase, the first start is still to come.
    boolean first = ours && !Files.exists(config.catalogFile()) && Arrays.equals(Files.readAllBytes(file), example());
    if (first && !Files.exists(config.vault())) {
      createVault(config);
    }
    return config;
  }

  private static byte[] example() throws IOException {
    try (InputStream example = RunCommand.class.getResourceAsStream("config.example.toml")) {
      return example.readAllBytes();
    }
  }

  private void createVault(Config config) throws IOException {
    Folders folders = new Folders(config, face.terminal());
    folders.refuseOverlaps();
    folders.prepareState();
    NewVault vault = new NewVault(face, config);
    if (face.terminal().isInteractive()) {
      char[] passphrase = face.passphrases().fresh();
      try {
        vault.createAndShowWords(passphrase);
      } finally {
        Arrays.fill(passphrase, '\0');
      }
      return;
    }
    // What a service prints lands in a log: the words go into a file that only its owner can read.
    Path words = vault.createUnattended(face.passphrases().freshFromFile());
    face.terminal().say("created the vault " + config.vault() + "; its key is kept for unattended starts");
    face.terminal().say("its 24 recovery words are in " + words + ": print them, then delete that file");
  }
}
