package org.stillkeep.export;

import java.util.List;

/**
 * How an export folder compares with what was written into it.
 *
 * @param inOrder files of ours that are as we left them
 * @param bytesRead how much was read of files
 * @param findings all else, the worst first
 */
public record ExportReport(long inOrder, long bytesRead, List<ExportFinding> findings) {

  public ExportReport {
    findings = List.copyOf(findings);
  }

  /** How many files are so. */
  public long count(ExportFinding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).mapToLong(ExportFinding::files).sum();
  }

  /** Whether a repair has something to do. */
  public boolean isRestorable() {
    return findings.stream().anyMatch(finding -> finding.kind().isRestorable());
  }
}
