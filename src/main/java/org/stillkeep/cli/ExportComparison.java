package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.stillkeep.export.ExportCheckListener;
import org.stillkeep.export.ExportException;
import org.stillkeep.export.ExportFinding;
import org.stillkeep.export.ExportReport;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;

/** Compares the export folders that {@code verify --export} is asked about with what was written into them. */
final class ExportComparison {

  private final Terminal terminal;
  private final Set<Path> folders;
  private final boolean readData;
  private final boolean fix;
  private final Map<Path, ExportReport> reports = new LinkedHashMap<>();
  private final Set<Path> notCompared = new LinkedHashSet<>();
  private int exitCode = ExitCode.DONE.number();

  /**
   * @param folders those to be compared; all others are let alone
   * @param readData whether all files are to be read
   * @param fix whether what is damaged or missing is to be written again by the next pass
   */
  ExportComparison(Terminal terminal, Set<Path> folders, boolean readData, boolean fix) {
    this.terminal = terminal;
    this.folders = folders;
    this.readData = readData;
    this.fix = fix;
  }

  /** All export folders of a configuration, of which there must be one. */
  static Set<Path> all(Config config) throws UserException {
    if (config.exports().isEmpty()) {
      throw new UserException(ExitCode.USAGE, "no export folder is configured", "add an [[export]] block to " + config.file());
    }
    return config.exports().stream().map(ExportConfig::path).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those that somebody means by a whole path, or by the end of one. */
  static Set<Path> named(Path name, Config config) throws UserException {
    Set<Path> named = all(config);
    Path whole = name.toAbsolutePath().normalize();
    named.removeIf(folder -> !folder.endsWith(name) && !folder.equals(whole));
    if (named.isEmpty()) {
      String names = all(config).stream().map(Path::toString).collect(Collectors.joining(", "));
      throw new UserException(ExitCode.USAGE, "no export folder is called " + name, "those of the configuration are: " + names);
    }
    return named;
  }

  /** Leaves out those of them whose disks do not answer, which has been said. */
  void leaveOut(Set<Path> silent) {
    folders.stream().filter(silent::contains).forEach(folder -> leftOut(folder, ExitCode.EXPORT_NOT_CONNECTED.number()));
  }

  /** What is found in a folder; nothing where nobody asked for it, or where it is away, which is said. */
  List<Finding> compare(Exporter exporter, BooleanSupplier stopRequested) throws IOException {
    Path folder = exporter.options().folder();
    if (!folders.contains(folder) || isNew(exporter)) {
      return List.of();
    }
    ProgressLine line = new ProgressLine(terminal, "comparing", System::nanoTime);
    line.current(folder.toString());
    try {
      ExportReport report =
          fix
              ? exporter.repair(readData, counting(line), stopRequested)
              : exporter.verify(readData, counting(line), stopRequested);
      reports.put(folder, report);
      return report.findings().stream().map(found -> finding(folder, found)).toList();
    } catch (ExportException e) {
      // What is found elsewhere is said all the same.
      leftOut(folder, new Translation(terminal).explain(e));
      return List.of();
    }
  }

  private boolean isNew(Exporter exporter) {
    ExportState state = exporter.check();
    boolean isNew = state.kind() == ExportState.Kind.NEW;
    if (isNew) {
      terminal.error(
          "nothing is known to have been exported to " + state.folder() + ": " + state.reason(),
          "connect or mount its disk; or run `stillkeep export`, if it is new");
      leftOut(state.folder(), ExitCode.EXPORT_NOT_CONNECTED.number());
    }
    return isNew;
  }

  private void leftOut(Path folder, int code) {
    notCompared.add(folder);
    exitCode = code;
  }

  private static ExportCheckListener counting(ProgressLine line) {
    return (files, ofFiles, bytes, ofBytes) -> {
      line.total(ofFiles, ofBytes);
      line.reached(files, bytes);
    };
  }

  private Finding finding(Path folder, ExportFinding found) {
    Finding finding = FindingWords.ofExport(folder, found);
    return fix && found.kind().isRestorable() ? finding.asMended("the next pass writes it again") : finding;
  }

  /** What was found, by the folder. */
  Map<Path, ExportReport> reports() {
    return Collections.unmodifiableMap(reports);
  }

  /** The folders that were asked for, and of which nothing was found out. */
  Set<Path> notCompared() {
    return Collections.unmodifiableSet(notCompared);
  }

  /** What to end with when all else is well. */
  int exitCode() {
    return exitCode;
  }
}
