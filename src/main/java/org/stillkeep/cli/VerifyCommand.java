package org.stillkeep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.export.ExportException;
import org.stillkeep.export.ExportFinding;
import org.stillkeep.export.Exporter;
import org.stillkeep.library.VerifyFinding;
import org.stillkeep.library.VerifyListener;
import org.stillkeep.library.VerifyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep verify}. */
@Command(
    name = "verify",
    header = "Checks that everything in the library can be opened; names the photo that cannot.",
    description = {
      "",
      "Without options the vault's structure is checked: its change sets, and that every sealed object is there with its"
          + " length. Nothing is changed.",
      "",
      "Examples:",
      "  stillkeep verify",
      "  stillkeep verify --read-data --export",
      ""
    })
final class VerifyCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--read-data", description = "Also decrypt every photo and compare it with its hash.")
  private boolean readData;

  @Option(names = "--export", description = "Also compare the export folders with what was written into them.")
  private boolean exports;

  private final Face face;

  VerifyCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config config = face.config(stillkeep);
    try (Interruption interruption = Interruption.watch();
        OpenLibrary open = OpenLibrary.open(face, config, interruption)) {
      List<String> wrong = new ArrayList<>();
      int unchecked = ExitCode.DONE.number();
      wrong.addAll(open.store().check(interruption));
      VerifyReport report = open.library().verify(readData, new Progress(), interruption);
      report.findings().forEach(finding -> wrong.add(words(finding)));
      if (exports) {
        for (Exporter exporter : open.exporters(false)) {
          try {
            wrong.addAll(exportFindings(exporter, interruption));
          } catch (ExportException e) {
            // What was found elsewhere is said all the same.
            unchecked = new Translation(face.terminal()).explain(e);
          }
        }
      }
      wrong.forEach(face.terminal()::data);
      face.terminal()
          .say(
              Figures.count(report.assetsChecked(), "photo or video").replace("photo or videos", "photos and videos")
                  + " checked"
                  + (readData ? ", " + Figures.size(report.bytesRead()) + " read" : "")
                  + ": "
                  + outcome(report, wrong.size()));
      sayWhatIsWrong(report, config.library().kind());
      if (report.brokenOff().isPresent()) {
        Optional<LibraryHome> home = Optional.of(LibraryPlace.of(config).home());
        unchecked = new Translation(face.terminal(), () -> home).explain(report.brokenOff().get());
      }
      boolean failed = wrong.size() > report.notGivenOut() || (!wrong.isEmpty() && unchecked == ExitCode.DONE.number());
      return failed ? ExitCode.SOME_FAILED.number() : unchecked;
    }
  }

  private static String outcome(VerifyReport report, int findings) {
    if (findings > 0) {
      return Figures.count(findings, "finding");
    }
    return report.isGood() ? "all is well" : "not all could be looked at";
  }

  private void sayWhatIsWrong(VerifyReport report, LibraryConfig.Kind kind) {
    if (report.wrong() > 0) {
      face.terminal()
          .error(
              "damaged or missing in the library: " + report.wrong(),
              (kind == LibraryConfig.Kind.VAULT ? "copy the vault folder before anything else; " : "")
                  + "look for the photo in its archive and in the export folder");
    }
    if (report.notGivenOut() > 0) {
      face.terminal()
          .error(
              "not given out by the server, and so not checked: " + report.notGivenOut(),
              "run it again later; nothing is known to be wrong with them");
    }
  }

  private static List<String> exportFindings(Exporter exporter, Interruption interruption) throws java.io.IOException {
    List<String> found = new ArrayList<>();
    for (ExportFinding finding : exporter.verify(interruption)) {
      found.add("export " + exporter.options().folder() + ": " + finding.path() + ": " + finding.detail());
    }
    return found;
  }

  private static String words(VerifyFinding finding) {
    String where = finding.albums().isEmpty() ? "" : " in " + String.join(", ", finding.albums());
    String what =
        switch (finding.problem()) {
          case CONTENT_MISSING -> "its content is missing";
          case NOT_GIVEN_OUT -> "not checked: " + finding.detail();
          case CONTENT_DAMAGED -> "its content is damaged";
          case THUMBNAIL_DAMAGED -> "its preview is damaged; the photo itself is whole";
          case ENTRY_UNREADABLE -> finding.detail();
        };
    return finding.title() + where + " (asset " + finding.assetId() + "): " + what;
  }

  /** Shows how far it is. */
  private final class Progress implements VerifyListener {

    @Override
    public void checked(long assets, long ofAssets, long bytesRead) {
      face.terminal().progress("checked " + assets + " of " + ofAssets + (readData ? ", " + Figures.size(bytesRead) : ""));
    }

    @Override
    public void found(VerifyFinding finding) {
      // All findings are printed together, with those of the vault and the exports.
    }
  }
}
