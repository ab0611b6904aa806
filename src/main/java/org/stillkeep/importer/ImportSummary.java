package org.stillkeep.importer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stillkeep.catalog.Outcome;

/**
 * What one run did, and where its set stands.
 *
 * @param setId the set
 * @param imported assets added to the library
 * @param alreadyThere assets of the set that the library had before, found while reading
 * @param healed assets that were there and got a sidecar, an album or a favourite's star
 * @param bytesRead bytes read from archives, directories included
 * @param entries all entries of all parts of the set ever seen
 * @param outcomes what became of them, in all; the sum is {@code entries}
 * @param missingParts parts that have not been seen, though later ones were, each as {@code 002} or {@code 3-002}
 * @param failures entries that could not be imported
 * @param problems archives that could not be read, or changed or vanished under us; they are looked at again next time
 * @param fates what happened to each archive file that {@code after_import} was to move or delete
 */
public record ImportSummary(
    String setId,
    long imported,
    long alreadyThere,
    long healed,
    long bytesRead,
    long entries,
    Map<Outcome, Long> outcomes,
    List<String> missingParts,
    List<Failure> failures,
    List<ArchiveProblem> problems,
    List<ArchiveFate> fates) {

  /**
   * An entry that could not be imported.
   *
   * @param archive the archive's file name
   * @param path the entry
   * @param outcome DAMAGED, ENCRYPTED or UNSUPPORTED
   * @param message what was found
   */
  public record Failure(String archive, String path, Outcome outcome, String message) {}

  /**
   * An archive that could not be read as a whole this time.
   *
   * @param archive its place
   * @param message what was found
   */
  public record ArchiveProblem(Path archive, String message) {}

  /**
   * What happened to an archive file after everything in it was imported.
   *
   * @param archive where it was
   * @param fate what was done; KEEP when it had to stay
   * @param message where it went, or why it had to stay
   */
  public record ArchiveFate(Path archive, AfterImport fate, String message) {}

  /** @throws IllegalStateException when some entry has no outcome, or more than one */
  public ImportSummary {
    outcomes = Map.copyOf(outcomes);
    missingParts = List.copyOf(missingParts);
    failures = List.copyOf(failures);
    problems = List.copyOf(problems);
    fates = List.copyOf(fates);
    long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
    if (sum != entries) {
      throw new IllegalStateException("set " + setId + " has " + entries + " entries and " + sum + " outcomes");
    }
  }

  /** Entries of the set that should have become assets and could not, in this run or an earlier one. */
  public long failed() {
    return outcomes.entrySet().stream().filter(each -> each.getKey().isFailure()).mapToLong(Map.Entry::getValue).sum();
  }

  /** Entries of the set that wait to be read: their archive is gone, or could not be read. */
  public long pending() {
    return outcomes.getOrDefault(Outcome.PENDING, 0L);
  }

  /** Whether every entry of the set that was to be imported is, and every archive could be read. */
  public boolean isClean() {
    return failed() + pending() == 0 && failures.isEmpty() && problems.isEmpty();
  }

  /** Whether nothing in all archives of the set has to do with Google Photos, or any other photos; so it is with an empty archive. */
  public boolean holdsNothingForUs() {
    return problems.isEmpty() && outcomes.keySet().stream().allMatch(outcome -> outcome == Outcome.IGNORED || outcome == Outcome.OTHER_DATA);
  }

  /** Whether the library changed. */
  public boolean changedAnything() {
    return imported + healed > 0;
  }
}
