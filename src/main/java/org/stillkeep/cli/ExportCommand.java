package org.stillkeep.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.stillkeep.export.ExportException;
import org.stillkeep.export.ExportListener;
import org.stillkeep.export.ExportSummary;
import org.stillkeep.export.Exporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep export}. */
@Command(
    name = "export",
    header = "Brings the export folders in step with the library, once.",
    description = {
      "",
      "Writes what is new or has changed, and moves what has left the library into the folder Trash of the export (or leaves it, as"
          + " `deleted` in the configuration says). A new folder, empty or not there yet, is set up. What Stillkeep has not written is"
          + " never touched.",
      "",
      "A running agent does all of this by itself; quit it first.",
      "",
      "Examples:",
      "  stillkeep export",
      "  stillkeep export --full",
      ""
    })
final class ExportCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(names = "--full", description = "Also re-check what is on the disk, and restore what is missing there.")
  private boolean full;

  @Option(
      names = "--adopt",
      description = "Take over a folder that holds files already, or is another computer's export: equal files are adopted, others left alone.")
  private boolean adopt;

  @Option(
      names = "--allow-mass-delete",
      description = "Move any number of files into the export's Trash in this pass; without it, more than 20 at once, if they are more than 5 %% of all, are held back.")
  private boolean allowMassDelete;

  private final Face face;

  ExportCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config config = face.config(stillkeep);
    try (Interruption interruption = Interruption.watch();
        OpenLibrary open = OpenLibrary.open(face, config, interruption)) {
      open.sayDamage(face.terminal());
      List<Exporter> exporters = open.exporters(allowMassDelete);
      if (config.exports().isEmpty()) {
        throw new UserException(ExitCode.USAGE, "no export folder is configured", "add an [[export]] block to " + config.file());
      }
      ExportSetUp.ofNewFolders(exporters, face.terminal());
      ExitCode worst = exporters.size() == config.exports().size() ? ExitCode.DONE : ExitCode.EXPORT_NOT_CONNECTED;
      for (Exporter exporter : exporters) {
        worst = worse(worst, pass(exporter, interruption));
      }
      return worst.number();
    }
  }

  private ExitCode pass(Exporter exporter, Interruption interruption) throws Exception {
    try {
      if (adopt && ExportSetUp.mayBeTakenOver(exporter)) {
        exporter.takeOver();
        face.terminal().say("taken over: " + exporter.options().folder());
      }
      ExportSummary summary = exporter.run(full, new Progress(), interruption);
      face.terminal().say(ExportText.of(exporter.options().folder(), summary));
      ExportText.ofLeft(exporter.leftWithoutExifTool()).ifPresent(face.terminal()::say);
      return summary.isClean() && summary.heldBack() == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
    } catch (ExportException e) {
      // One folder that is away must not keep the others from being written.
      int number = new Translation(face.terminal()).explain(e);
      return number == ExitCode.EXPORT_NOT_CONNECTED.number() ? ExitCode.EXPORT_NOT_CONNECTED : ExitCode.SOME_FAILED;
    } catch (IOException e) {
      face.terminal().error(exporter.options().folder() + ": " + e, "check that folder and its disk, then run it again");
      return ExitCode.SOME_FAILED;
    }
  }

  private static ExitCode worse(ExitCode one, ExitCode other) {
    return one.number() >= other.number() ? one : other;
  }

  /** The changing line. */
  private final class Progress implements ExportListener {

    private final ProgressLine line = new ProgressLine(face.terminal(), "exporting", System::nanoTime);

    @Override
    public void planned(long files, long bytes) {
      line.total(files, bytes);
    }

    @Override
    public void began(String path) {
      line.current(path);
    }

    @Override
    public void progressed(long filesDone, long bytesDone) {
      line.reached(filesDone, bytesDone);
    }

    @Override
    public void failed(ExportSummary.Failure failure) {
      face.terminal().error(failure.path() + ": " + failure.message(), "`stillkeep verify --read-data` checks " + failure.title());
    }
  }
}
