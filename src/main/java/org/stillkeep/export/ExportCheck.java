package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;

/** Reads every file that the ledger says we wrote, and tells which are not as we left them. Writes nothing. */
final class ExportCheck {

  private final Path root;
  private final BooleanSupplier stopRequested;

  ExportCheck(Path root, BooleanSupplier stopRequested) {
    this.root = root;
    this.stopRequested = stopRequested;
  }

  List<ExportFinding> run(LedgerTable ledger) {
    // Collected first: the catalog must not wait for a slow disk.
    List<LedgerFile> files = new ArrayList<>();
    ledger.forEachFile(files::add);
    List<ExportFinding> findings = new ArrayList<>();
    for (LedgerFile file : files) {
      if (file.isThere()) {
        try {
          look(file, findings);
        } catch (IOException e) {
          findings.add(new ExportFinding(file.path(), "cannot be read: " + e));
        }
      }
    }
    return findings;
  }

  private void look(LedgerFile file, List<ExportFinding> findings) throws IOException {
    Path path = root.resolve(file.path());
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      findings.add(new ExportFinding(file.path(), "is missing; the next full pass writes it again"));
    } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      findings.add(new ExportFinding(file.path(), "is no plain file any more"));
    } else if (!file.isOurs(FileHash.of(path, this::stopIfRequested))) {
      findings.add(new ExportFinding(file.path(), "has other content than was written: edited, or damaged"));
    }
  }

  private void stopIfRequested() {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException();
    }
  }
}
