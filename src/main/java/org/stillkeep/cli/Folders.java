package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.OverlapWords;
import org.stillkeep.export.ExportState;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.files.DurableFiles;

/** Checks, before anything is written, that the configured folders may be used and lie apart. */
final class Folders {

  private static final Logger log = LoggerFactory.getLogger(Folders.class);

  private final Config config;
  private final Terminal terminal;

  Folders(Config config, Terminal terminal) {
    this.config = config;
    this.terminal = terminal;
  }

  /**
   * Refuses folders that are unsuitable or overlap; every finding is said, and none of the folders is touched before the
   * cheap proofs have passed.
   */
  void refuseOverlaps() throws IOException {
    refuse(unsuitable(config.folders()));
    refuse(overlapWords(DisjointFolders.checkWithoutWriting(config.folders())));
    Map<Path, ExportState> exports = ExportStates.of(config);
    refuse(overlapWords(DisjointFolders.check(config.folders(), folder -> mayWrite(exports.get(folder.path())))));
  }

  /** Not into the bare mount point of an export whose disk is away. */
  private static boolean mayWrite(ExportState export) {
    return export == null || export.mayWrite();
  }

  /** Creates the state folder, readable by its owner only. */
  void prepareState() throws IOException {
    DurableFiles.createPrivateDirectories(config.state());
  }

  /**
   * Takes away what a crash left behind: probes in any of the folders, and half-written files in the state folder; vault and
   * export sweep their own. For the holder of the instance lock. A folder that cannot be swept is left for the next start.
   */
  void sweepLeftovers() throws IOException {
    DurableFiles.sweepTemporaries(config.state());
    for (Folder folder : config.folders()) {
      if (Files.isDirectory(folder.path())) {
        try {
          DisjointFolders.sweepProbes(folder.path());
        } catch (IOException e) {
          log.warn("{} was not swept: {}", folder.path(), e.toString());
        }
      }
    }
  }

  /** Creates inboxes that are not there; export folders are created by the first pass, and vaults by a command. */
  void prepareInboxes() throws IOException {
    for (Path inbox : config.inboxes()) {
      if (!Files.exists(inbox)) {
        Files.createDirectories(inbox);
      }
    }
  }

  /** What is wrong with the folders, in words; each with the remedy as second text. */
  private static List<String[]> unsuitable(List<Folder> folders) throws IOException {
    List<String[]> wrong = new ArrayList<>();
    for (Folder folder : folders) {
      Optional<String> reason = DisjointFolders.unsuitable(folder.path());
      reason.ifPresent(
          why ->
              wrong.add(
                  new String[] {
                    "the " + folder.role() + " folder " + folder.path() + " cannot be used: " + why,
                    "change " + folder.configKey() + " to a folder of its own"
                  }));
    }
    return wrong;
  }

  private static List<String[]> overlapWords(List<Overlap> overlaps) {
    return overlaps.stream()
        .map(overlap -> new String[] {OverlapWords.what(overlap), OverlapWords.remedy(overlap)})
        .toList();
  }

  private void refuse(List<String[]> wrong) {
    if (wrong.isEmpty()) {
      return;
    }
    for (String[] each : wrong.subList(1, wrong.size())) {
      terminal.error(each[0], each[1]);
    }
    throw new UserException(ExitCode.USAGE, wrong.get(0)[0], wrong.get(0)[1]);
  }
}
