package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.export.ExportFinding.Kind;
import org.stillkeep.files.DurableFiles;

/** Reads every file that the ledger says we wrote, and tells which are not as we left them; and what else lies there. Writes nothing. */
final class ExportCheck {

  private final Path root;
  private final boolean respectDeletions;
  private final ExportCheckListener listener;
  private final Runnable stopIfRequested;
  private final List<ExportFinding> findings = new ArrayList<>();
  private final List<LedgerFile> damaged = new ArrayList<>();
  private final List<LedgerFile> missing = new ArrayList<>();
  private final Set<String> ours = new HashSet<>();
  private long inOrder;
  private long bytesRead;

  ExportCheck(Path root, boolean respectDeletions, ExportCheckListener listener, Runnable stopIfRequested) {
    this.root = root;
    this.respectDeletions = respectDeletions;
    this.listener = listener;
    this.stopIfRequested = stopIfRequested;
  }

  ExportReport run(LedgerTable ledger) throws IOException {
    // Collected first: the catalog must not wait for a slow disk.
    List<LedgerFile> files = new ArrayList<>();
    ledger.forEachFile(files::add);
    files.forEach(file -> ours.add(file.path()));
    long ofBytes = files.stream().mapToLong(LedgerFile::sizeBytes).sum();
    long looked = 0;
    long bytes = 0;
    for (LedgerFile file : files) {
      if (file.isThere()) {
        look(file);
      }
      bytes += file.sizeBytes();
      listener.checked(++looked, files.size(), bytes, ofBytes);
    }
    lookForForeign(root, "");
    findings.sort(Comparator.comparing(ExportFinding::kind).thenComparing(ExportFinding::path));
    return new ExportReport(inOrder, bytesRead, findings);
  }

  /** The files that were found damaged. */
  List<LedgerFile> damaged() {
    return List.copyOf(damaged);
  }

  /** The files that are not there, whoever has deleted them. */
  List<LedgerFile> missing() {
    return List.copyOf(missing);
  }

  private void look(LedgerFile file) {
    try {
      Optional<FileFacts> facts = facts(file);
      if (facts.isEmpty()) {
        found(respectDeletions && file.edited() ? Kind.DELETED : Kind.MISSING, file, "");
        missing.add(file);
      } else if (!facts.get().regular()) {
        found(Kind.CHANGED, file, "is no plain file any more");
      } else {
        compare(file, facts.get());
      }
    } catch (IOException e) {
      found(Kind.UNREADABLE, file, e.toString());
    }
  }

  private Optional<FileFacts> facts(LedgerFile file) throws IOException {
    try {
      return Optional.of(FileFacts.read(root.resolve(file.path())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void compare(LedgerFile file, FileFacts facts) throws IOException {
    ContentHash content = FileHash.of(root.resolve(file.path()), stopIfRequested);
    bytesRead += facts.sizeBytes();
    if (file.isOurs(content)) {
      inOrder++;
    } else if (facts.looksLike(file) && !file.edited() && file.intended().isEmpty()) {
      found(Kind.DAMAGED, file, "its size and time are those that were left, its content is not");
      damaged.add(file);
    } else {
      found(Kind.CHANGED, file, "");
    }
  }

  private void found(Kind kind, LedgerFile file, String detail) {
    findings.add(new ExportFinding(kind, file.path(), 1, detail));
  }

  /** Counts by folder: somebody may keep a hundred thousand files of their own here. */
  private void lookForForeign(Path folder, String path) throws IOException {
    stopIfRequested.run();
    long foreign = 0;
    for (var entry : FolderListing.names(folder).entrySet()) {
      String each = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
      if (entry.getValue().directory()) {
        if (!each.equals(FolderNames.TRASH)) {
          lookForForeign(folder.resolve(entry.getKey()), each);
        }
      } else if (!ours.contains(each) && !isOurBookkeeping(entry.getKey())) {
        foreign++;
      }
    }
    if (foreign > 0) {
      findings.add(new ExportFinding(Kind.FOREIGN, path.isEmpty() ? "." : path, foreign, ""));
    }
  }

  private static boolean isOurBookkeeping(String name) {
    return name.equals(Marker.FILE_NAME) || name.equals(LedgerCopy.FILE_NAME) || DurableFiles.isTemporaryName(name);
  }
}
