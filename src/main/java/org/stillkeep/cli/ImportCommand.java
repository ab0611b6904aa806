package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stillkeep.agent.Room;
import org.stillkeep.importer.ImportListener;
import org.stillkeep.importer.ImportPlan;
import org.stillkeep.importer.ImportSummary;
import org.stillkeep.importer.Importer;
import org.stillkeep.inbox.ArchiveException;
import org.stillkeep.inbox.ArchiveSet;
import org.stillkeep.inbox.Archives;
import org.stillkeep.inbox.Identified;
import org.stillkeep.inbox.SettledArchive;
import org.stillkeep.inbox.Unreadable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code stillkeep import}. */
@Command(
    name = "import",
    header = "Imports archives or unpacked folders once, wherever they lie.",
    description = {
      "",
      "Name all parts that you have: metadata is joined across them. What is in the library already is not read again.",
      "",
      "Examples:",
      "  stillkeep import takeout-20260905T101500Z-3-*.zip",
      "  stillkeep import --dry-run ~/Downloads/Takeout",
      ""
    })
final class ImportCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Parameters(arity = "1..*", paramLabel = "ARCHIVE", description = "ZIP or TGZ files or unpacked folders.")
  private List<Path> paths;

  @Option(names = "--dry-run", description = "Only say how much would be imported.")
  private boolean dryRun;

  private final Face face;

  ImportCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    Config config = face.config(stillkeep);
    try (Interruption interruption = Interruption.watch();
        OpenLibrary open = OpenLibrary.open(face, config, interruption)) {
      open.sayDamage(face.terminal());
      List<SettledArchive> archives = new ArrayList<>();
      int unreadable = openable(archives, interruption);
      ExitCode worst = unreadable == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
      Importer importer = open.importer();
      for (ArchiveSet set : ArchiveSet.group(archives)) {
        ImportPlan plan = importer.plan(set, interruption);
        if (dryRun) {
          sayPlan(plan);
        } else {
          refuseShortage(config, open, plan);
          worst = imported(importer, plan, interruption) ? worst : ExitCode.SOME_FAILED;
        }
      }
      return worst.number();
    }
  }

  private static void refuseShortage(Config config, OpenLibrary open, ImportPlan plan) throws IOException {
    Optional<Room.Shortage> shortage =
        Room.shortage(plan.bytesToSend(), LibraryPlace.of(config).home(), open.store().store().freeBytes());
    if (shortage.isPresent()) {
      throw new UserException(
          ExitCode.STORE_REFUSED,
          "no room for the set " + plan.set().id() + ": " + shortage.get().inWords(),
          shortage.get().remedy());
    }
  }

  /** Opens each archive once; returns how many could not be. */
  private int openable(List<SettledArchive> archives, Interruption interruption) throws IOException {
    int unreadable = 0;
    for (Path path : paths) {
      Path absolute = path.toAbsolutePath().normalize();
      try {
        Identified identified = Archives.identify(absolute, interruption);
        archives.addAll(identified.archives());
        unreadable += identified.refused().size();
        identified.refused().forEach(this::sayRefused);
      } catch (ArchiveException e) {
        unreadable++;
        sayRefused(e);
      } catch (NoSuchFileException e) {
        unreadable++;
        face.terminal().error(absolute + ": no such file", "check the name");
      } catch (FileSystemException e) {
        // A bad sector under one archive is no reason to leave out the others.
        unreadable++;
        face.terminal().error(absolute + ": " + Unreadable.why(e), "check its disk, or copy the archive to another one");
      }
    }
    return unreadable;
  }

  private void sayRefused(ArchiveException e) {
    face.terminal().error(e.path() + ": " + e.getMessage(), ArchiveWords.remedy(e.state()));
  }

  private void sayPlan(ImportPlan plan) {
    face.terminal()
        .say(
            "set "
                + plan.set().id()
                + ": "
                + Figures.count(plan.assetsToRead(), "photo or video")
                + " to read ("
                + Figures.size(plan.bytesToRead())
                + "), "
                + Figures.count(plan.assetsToHeal(), "asset")
                + " to heal");
  }

  private boolean imported(Importer importer, ImportPlan plan, Interruption interruption) throws IOException {
    ImportSummary summary = importer.run(plan, new Progress(), interruption);
    ImportText.of(summary).forEach(face.terminal()::say);
    return summary.isClean();
  }

  /** The changing line. */
  private final class Progress implements ImportListener {

    private final ProgressLine line = new ProgressLine(face.terminal(), "importing", System::nanoTime);

    @Override
    public void began(long entries, long bytes) {
      line.total(entries, bytes);
    }

    @Override
    public void reading(String archive, String path) {
      line.current(path);
    }

    @Override
    public void progressed(long entriesDone, long bytesDone) {
      line.reached(entriesDone, bytesDone);
    }

    @Override
    public void failed(ImportSummary.Failure failure) {
      face.terminal()
          .error(failure.archive() + ": " + failure.path() + ": " + failure.message(), "download that archive again");
    }
  }
}
