package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.export.ExportReport;
import org.stillkeep.export.Exporter;
import org.stillkeep.library.VerifyFinding;
import org.stillkeep.library.VerifyListener;
import org.stillkeep.library.VerifyReport;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep verify}. */
@Command(
    name = "verify",
    header = "Checks that everything in the library can be opened; names the photo that cannot, and repairs.",
    description = {
      "",
      "Without options the structure is checked: a vault's change sets, and that every sealed object is there with its"
          + " length. Nothing is changed. What an Ente server does not give out at the moment is named, and not checked.",
      "",
      "Quit the agent first: while it runs, it reads the vault again by itself, bit by bit.",
      "",
      "Each finding is one of three kinds: lost (something of the library cannot be read), warning (nothing is lost, but what guards"
          + " against loss is, or could not be looked at), note (harmless). While anything is lost, or a warning is left, it ends with 3;"
          + " with 6 when all is well but for an export folder that could not be compared.",
      "",
      "--fix adds what is missing and puts aside what is damaged; it never deletes. A lost photo is taken from an archive in the inbox"
          + " or from an export folder, where it still lies there. A damaged file of an export folder goes into the Trash there, and the"
          + " next pass writes it, and what is missing, again.",
      "",
      "Examples:",
      "  stillkeep verify",
      "  stillkeep verify --read-data --fix",
      "  stillkeep verify --read-data --export",
      "  stillkeep verify --export /mnt/nas/photos --fix",
      ""
    })
final class VerifyCommand implements Callable<Integer> {

  /** What the option says without a folder. */
  private static final Path ALL = Path.of("");

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--read-data", description = "Also decrypt every photo, and with --export read every file there, and compare it with its hash.")
  private boolean readData;

  @Option(names = "--fix", description = "Repair what can be repaired.")
  private boolean fix;

  @Option(
      names = "--export",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Also compare the files in all export folders, or in this one, with what was written: by size and time, with --read-data"
          + " by their content.")
  private Path export;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Face face;

  /** By their line, so that none is said twice. */
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  private ExportComparison exports;
  private int unchecked = ExitCode.DONE.number();
  private VerifyReport report = new VerifyReport(0, 0, List.of(), Optional.empty());
  private boolean complete;

  VerifyCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config config = face.config(stillkeep);
    exports = exports(config);
    try (Interruption interruption = Interruption.watch();
        OpenLibrary open = open(config, interruption)) {
      try {
        look(open, config, interruption);
        complete = report.brokenOff().isEmpty() && exports.notCompared().isEmpty();
      } finally {
        // What was found before something failed is said, too; the failure comes last, and says with which code to end.
        say(LibraryPlace.of(config).home());
      }
      return exitCode();
    }
  }

  private OpenLibrary open(Config config, Interruption interruption)
      throws IOException, WrongPassphraseException, AlreadyRunningException {
    try {
      return OpenLibrary.open(face, config, interruption);
    } catch (StoreException e) {
      LibraryHome home = LibraryPlace.of(config).home();
      if (e.reason() != StoreException.Reason.DAMAGED || !(home instanceof LibraryHome.Vault)) {
        throw e;
      }
      DamagedVault.look(face, config, interruption).forEach(this::add);
      say(home);
      throw new UserException(ExitCode.STORE_REFUSED, e.getMessage(), DamagedVault.REMEDY);
    }
  }

  private void look(OpenLibrary open, Config config, Interruption interruption) throws IOException {
    exports.leaveOut(open.silent());
    open.catalog().damage().stream().map(FindingWords::ofCatalog).forEach(this::add);
    open.store().check(interruption).forEach(this::add);
    if (fix) {
      mendStore(open.store().mend(interruption));
    }
    report = open.library().verify(readData, new Progress(open), interruption);
    if (fix) {
      restoreContent(new Restoring(open, config.without(open.silent()), interruption));
    }
    for (Exporter exporter : open.exporters(false)) {
      exports.compare(exporter, interruption).forEach(this::add);
    }
    unchecked = exports.exitCode();
  }

  /** None, unless some were asked for. */
  private ExportComparison exports(Config config) throws UserException {
    Set<Path> folders = Set.of();
    if (export != null) {
      folders = export.equals(ALL) ? ExportComparison.all(config) : ExportComparison.named(export, config);
    }
    return new ExportComparison(face.terminal(), folders, readData, fix);
  }

  private void add(Finding finding) {
    findings.put(finding.line(), finding);
  }

  private void mendStore(Set<String> subjects) {
    findings.replaceAll((line, finding) -> subjects.contains(finding.subject()) ? finding.asMended() : finding);
  }

  private void restoreContent(Restoring restoring) throws IOException {
    if (findings.values().stream().anyMatch(VerifyCommand::isLostContent)) {
      boolean triedAll = false;
      try {
        restoring.run();
        triedAll = true;
      } finally {
        String fixOfTheOthers = triedAll ? FindingWords.FIND_ARCHIVE : FindingWords.FIX;
        findings.replaceAll((line, finding) -> isLostContent(finding) ? afterRestoring(finding, restoring, fixOfTheOthers) : finding);
      }
    }
  }

  private static Finding afterRestoring(Finding finding, Restoring restoring, String fixOfTheOthers) {
    boolean mended = restoring.isMended(finding.photo().orElseThrow().assetId());
    return mended ? finding.asMended() : finding.withFix(fixOfTheOthers);
  }

  private static boolean isLostContent(Finding finding) {
    Optional<VerifyFinding.Problem> problem = finding.photo().map(VerifyFinding::problem);
    return problem.isPresent()
        && (problem.get() == VerifyFinding.Problem.CONTENT_MISSING || problem.get() == VerifyFinding.Problem.CONTENT_DAMAGED);
  }

  private void say(LibraryHome home) throws IOException {
    List<Finding> sorted = new ArrayList<>(findings.values());
    sorted.sort(Comparator.comparing(Finding::mended).thenComparing(Finding::severity));
    if (json) {
      face.terminal().dataStream().println(VerifyJson.of(report, complete, exports.reports(), exports.notCompared(), sorted));
      face.terminal().dataStream().flush();
    } else {
      sorted.forEach(finding -> face.terminal().data(finding.line()));
    }
    face.terminal().say(summary());
    exports.reports().forEach((folder, compared) -> face.terminal().say(folder + ": " + VerifyText.ofExport(compared)));
    exports.notCompared().forEach(folder -> face.terminal().say(folder + ": " + VerifyText.notCompared(folder)));
    VerifyText.fixes(sorted).forEach(fixLine -> face.terminal().say("fix: " + fixLine));
    if (fix && exports.reports().values().stream().anyMatch(ExportReport::isRestorable)) {
      face.terminal().say("`stillkeep export`, or the running agent, now writes what is missing");
    }
    if (report.brokenOff().isPresent()) {
      unchecked = new Translation(face.terminal(), () -> Optional.of(home)).explain(report.brokenOff().get());
    }
    sayLosses(sorted, home);
  }

  private String summary() {
    return VerifyText.checked(report, readData) + ": " + VerifyText.outcome(complete, findings.values());
  }

  private void sayLosses(List<Finding> sorted, LibraryHome home) {
    long lost = sorted.stream().filter(finding -> finding.isOpen() && finding.severity() == Severity.LOST).count();
    if (lost > 0) {
      face.terminal()
          .error(
              "damaged or missing in the library: " + lost,
              fix && complete ? "nothing that lies in the inbox or in an export folder brings it back" : beforeAnythingElse(home) + "see the line `fix`");
    }
    if (report.notGivenOut() > 0) {
      boolean isVault = home instanceof LibraryHome.Vault;
      face.terminal()
          .error(
              "not given out by the " + (isVault ? "disk" : "server") + ", and so not checked: " + report.notGivenOut(),
              isVault
                  ? "run it again; if that disk goes on failing, copy the vault folder to another one"
                  : "run it again later; nothing is known to be wrong with them");
    }
  }

  private static String beforeAnythingElse(LibraryHome home) {
    return home instanceof LibraryHome.Vault ? "copy the vault folder before anything else, then " : "";
  }

  private int exitCode() {
    long open = findings.values().stream().filter(Finding::isOpen).count();
    boolean failed = open > report.notGivenOut() || (open > 0 && unchecked == ExitCode.DONE.number());
    return failed ? ExitCode.SOME_FAILED.number() : unchecked;
  }

  /** Shows how far it is. */
  private final class Progress implements VerifyListener {

    private final ProgressLine line = new ProgressLine(face.terminal(), "checking", System::nanoTime);
    private final long ofBytes;

    Progress(OpenLibrary open) {
      var assets = open.catalog().assets();
      this.ofBytes = readData ? assets.contentBytes(AssetState.ACTIVE) + assets.contentBytes(AssetState.TRASHED) : 0;
    }

    @Override
    public void checked(long assets, long ofAssets, long bytesRead) {
      line.total(ofAssets, ofBytes);
      line.reached(assets, bytesRead);
    }

    @Override
    public void found(VerifyFinding finding) {
      // Printed together with those of the vault and the exports, also when the rest cannot be looked at.
      add(FindingWords.ofLibrary(finding));
    }
  }
}
