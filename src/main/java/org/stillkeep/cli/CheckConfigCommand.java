package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.NetworkVault;
import org.stillkeep.crypto.CryptoEngine;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.NetworkDisks;
import org.stillkeep.media.ExifTool;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.VaultHeader;
import org.stillkeep.vault.VaultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep check-config}. */
@Command(
    name = "check-config",
    header = "Checks the configuration: paths, proof that no folders overlap, the vault's header or the login, the exports' markers, permissions, locale.",
    description = {"", "Example:", "  stillkeep check-config --config ./test.toml", ""})
final class CheckConfigCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(CheckConfigCommand.class);

  @ParentCommand private StillkeepCommand stillkeep;

  private final Face face;

  CheckConfigCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config written = face.config(stillkeep);
    Terminal terminal = face.terminal();
    terminal.data("configuration  " + written.file());
    Set<Path> silent = SilentFolders.of(written, terminal);
    SilentFolders.refuseVault(silent, written);
    Config config = written.without(silent);
    new Folders(config, terminal).refuseOverlaps();
    for (Folder folder : config.folders()) {
      terminal.data(String.format(Locale.ROOT, "%-13s  %s  (%s)", folder.role(), folder.path(), condition(folder.path())));
    }
    terminal.data("folders        none overlaps another");
    terminal.data(
        config.library().kind() == LibraryConfig.Kind.VAULT
            ? "vault          " + vault(config)
            : "account        " + account(new EntePlace(config)));
    NetworkVault.words(LibraryPlace.of(config).home()).ifPresent(note -> terminal.data("note           " + note));
    ExportStates.of(config).forEach((path, state) -> terminal.data("marker         " + path + ": " + marker(state)));
    terminal.data("state          " + privacy(config.state()));
    terminal.data("locale         " + locale());
    terminal.data("crypto         " + crypto(config));
    terminal.data("precedence     " + GivingWay.lower(config.polite()));
    terminal.data("memory         " + memory());
    terminal.data("page           " + PageAddress.of(config));
    if (!config.notices().command().isEmpty()) {
      checkNotifyCommand(config.notices().command().get(0));
    }
    if (config.exports().stream().anyMatch(ExportConfig::embed)) {
      terminal.data("embedding      " + embedding());
    }
    return ExitCode.DONE.number();
  }

  private static String crypto(Config config) {
    CryptoEngine engine = CryptoEngine.ofThisProcess();
    engine.configure(config.libsodium(), inUse -> {});
    return EngineWords.of(engine.inUse());
  }

  private static String memory() {
    HeapBound.requireEnough();
    return "up to " + (HeapBound.bytes() >> 20) + " MiB for Java's objects (STILLKEEP_MEMORY), and some 100 MiB for Java itself";
  }

  private static String condition(Path path) {
    if (!Files.exists(path)) {
      return "not there yet";
    }
    return (Files.isWritable(path) ? "writable" : "not writable") + ", " + typeOfDisk(path);
  }

  private static String typeOfDisk(Path path) {
    try {
      return Files.getFileStore(path).type();
    } catch (IOException e) {
      log.debug("no telling where {} lies", path, e);
      return "on a disk that does not say of which kind it is";
    }
  }

  private static String vault(Config config) throws IOException {
    try {
      VaultHeader header = VaultStore.readHeader(config.vault());
      return header.findings().isEmpty() ? "header is whole" : header.findings().get(0).detail();
    } catch (StoreException e) {
      if (e.reason() == StoreException.Reason.NOT_FOUND) {
        return "not created yet: `stillkeep vault create`";
      }
      throw e;
    }
  }

  private static String account(EntePlace place) throws IOException {
    try {
      return place.session().email() + " on " + place.session().server() + ", logged in";
    } catch (UserException nobodyIsLoggedIn) {
      return nobodyIsLoggedIn.getMessage() + ": " + nobodyIsLoggedIn.hint();
    }
  }

  private static String marker(ExportState state) {
    return switch (state.kind()) {
      case CONNECTED -> "ours";
      case NEW -> "none yet: the first `stillkeep run` or `export` sets the folder up";
      case NOT_CONNECTED -> "not connected: " + state.reason();
      case FOREIGN -> "not ours: " + state.reason() + "; `stillkeep export --adopt` takes it over";
    };
  }

  private static String privacy(Path state) throws IOException {
    Optional<String> network = NetworkDisks.typeOf(state);
    if (network.isPresent()) {
      return "on a network disk (" + network.get() + "): it has to lie on this computer";
    }
    if (!Files.exists(state)) {
      return "not there yet";
    }
    return DurableFiles.readBackOwnerOnly(state) ? "readable by you only" : "readable by others: the key is not kept there";
  }

  private void checkNotifyCommand(String program) {
    Optional<Path> found = SearchPath.ofThisProcess().find(program);
    face.terminal().data("notices        notify_command " + found.map(Path::toString).orElse("is not found: " + program));
    if (found.isEmpty()) {
      face.terminal()
          .error(
              "the program of notify_command is not there or cannot be run: " + program,
              "program and arguments are separate items of the list: [\"/usr/local/bin/tell-me\", \"--loud\"], not [\"/usr/local/bin/tell-me --loud\"]");
    }
  }

  private static String embedding() throws IOException {
    Optional<ExifTool> tool = ExifTool.find(System.getenv().getOrDefault("PATH", ""));
    if (tool.isEmpty()) {
      return "JPEG, PNG and WebP; no ExifTool is installed, so HEIC, RAW and videos are left to their sidecars";
    }
    return tool.get()
        .version()
        .map(version -> "JPEG, PNG and WebP; HEIC, RAW and videos by ExifTool " + version)
        .orElse("JPEG, PNG and WebP; " + tool.get().program() + " does not run, so HEIC, RAW and videos are left to their sidecars");
  }

  private static String locale() {
    return Exporter.unusableLocale()
        .map(trouble -> trouble + ": not every name can be exported; set LC_ALL=C.UTF-8")
        .orElse("file names are UTF-8");
  }
}
