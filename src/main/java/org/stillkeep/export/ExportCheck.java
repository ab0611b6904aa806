package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.export.ExportFinding.Kind;
import org.stillkeep.files.DurableFiles;

/**
 * Compares every file that the ledger says we wrote with what is there, by size and time as its folder's listing has them, and tells
 * which are not as we left them; and what else lies there. Content is read where these differ, to know whether a file was only
 * touched, and all of it only if that is asked for. Writes nothing; holds what belongs to one folder at a time.
 */
final class ExportCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ExportCheck.class);

  private final Path root;
  private final boolean readData;
  private final boolean respectDeletions;
  private final ExportCheckListener listener;
  private final Runnable stopIfRequested;
  private final List<ExportFinding> findings = new ArrayList<>();
  private final List<LedgerFile> damaged = new ArrayList<>();
  private final List<LedgerFile> missing = new ArrayList<>();

  /** Folders in them, of the directories that were listed for files of ours. */
  private final Map<String, List<String>> listed = new HashMap<>();

  private long inOrder;
  private long bytesRead;
  private long lookedAt;
  private long bytesLookedAt;

  ExportCheck(Path root, boolean readData, boolean respectDeletions, ExportCheckListener listener, Runnable stopIfRequested) {
    this.root = root;
    this.readData = readData;
    this.respectDeletions = respectDeletions;
    this.listener = listener;
    this.stopIfRequested = stopIfRequested;
  }

  ExportReport run(LedgerTable ledger) throws IOException {
    long[] all = ledger.filesAndBytes();
    Map<String, List<String>> keysByPath = new TreeMap<>();
    for (String key : ledger.folderKeysOfFiles()) {
      String path = ledger.folder(key).map(LedgerFolder::path).orElse(key);
      keysByPath.computeIfAbsent(path, first -> new ArrayList<>(1)).add(key);
    }
    for (List<String> keys : keysByPath.values()) {
      Map<String, List<LedgerFile>> byDirectory = new TreeMap<>();
      for (String key : keys) {
        ledger.filesOf(key).forEach(file -> byDirectory.computeIfAbsent(ExportPath.parent(file.path()), first -> new ArrayList<>()).add(file));
      }
      for (Map.Entry<String, List<LedgerFile>> directory : byDirectory.entrySet()) {
        compare(directory.getKey(), directory.getValue(), all[0], all[1]);
      }
    }
    lookForForeign(root, "");
    findings.sort(Comparator.comparing(ExportFinding::kind).thenComparing(ExportFinding::path));
    return new ExportReport(inOrder, bytesRead, findings);
  }

  private void compare(String directory, List<LedgerFile> ours, long ofFiles, long ofBytes) throws IOException {
    stopIfRequested.run();
    Map<String, FileFacts> there = listing(directory);
    Set<String> names = new HashSet<>();
    for (LedgerFile file : ours) {
      String name = ExportPath.name(file.path());
      names.add(name);
      if (file.isThere()) {
        look(file, Optional.ofNullable(there.get(name)));
      }
      bytesLookedAt += file.sizeBytes();
      listener.checked(++lookedAt, ofFiles, bytesLookedAt, ofBytes);
    }
    if (!there.isEmpty() && !listed.containsKey(directory)) {
      listed.put(directory, countForeign(directory, there, names));
    }
  }

  /** Empty, too, where the disk gives none: then each file is asked for by itself. */
  private Map<String, FileFacts> listing(String directory) {
    try {
      return FolderListing.names(root.resolve(directory));
    } catch (IOException e) {
      LOG.debug("{} cannot be listed", directory, e);
      return Map.of();
    }
  }

  /** The files that were found damaged. */
  List<LedgerFile> damaged() {
    return List.copyOf(damaged);
  }

  /** The files that are not there, whoever has deleted them. */
  List<LedgerFile> missing() {
    return List.copyOf(missing);
  }

  private void look(LedgerFile file, Optional<FileFacts> inListing) {
    try {
      Optional<FileFacts> facts = inListing.isPresent() ? inListing : facts(file);
      if (facts.isEmpty()) {
        found(respectDeletions && file.edited() ? Kind.DELETED : Kind.MISSING, file, "");
        missing.add(file);
      } else if (!facts.get().regular()) {
        found(Kind.CHANGED, file, "is no plain file any more");
      } else if (!readData && facts.get().looksLike(file) && !file.edited() && file.intended().isEmpty()) {
        inOrder++;
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

  private void lookForForeign(Path folder, String path) throws IOException {
    stopIfRequested.run();
    List<String> inside = listed.get(path);
    if (inside == null) {
      inside = countForeign(path, FolderListing.names(folder), Set.of());
    }
    for (String name : inside) {
      String each = path.isEmpty() ? name : path + "/" + name;
      if (!each.equals(FolderNames.TRASH)) {
        lookForForeign(folder.resolve(name), each);
      }
    }
  }

  /** Counts by folder: somebody may keep a hundred thousand files of their own here. Gives back the folders in it. */
  private List<String> countForeign(String directory, Map<String, FileFacts> there, Set<String> ours) {
    List<String> folders = new ArrayList<>();
    long foreign = 0;
    for (Map.Entry<String, FileFacts> entry : there.entrySet()) {
      if (entry.getValue().directory()) {
        folders.add(entry.getKey());
      } else if (!ours.contains(entry.getKey()) && !isOurBookkeeping(entry.getKey())) {
        foreign++;
      }
    }
    if (foreign > 0) {
      findings.add(new ExportFinding(Kind.FOREIGN, directory.isEmpty() ? "." : directory, foreign, ""));
    }
    return folders;
  }

  private static boolean isOurBookkeeping(String name) {
    return name.equals(Marker.FILE_NAME) || name.equals(LedgerCopy.FILE_NAME) || DurableFiles.isTemporaryName(name);
  }
}
