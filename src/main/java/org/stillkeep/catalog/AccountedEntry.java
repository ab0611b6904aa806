package org.stillkeep.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry, what became of it, and why, in names instead of numbers.
 *
 * @param position its place in its archive
 * @param archive the file name of its archive, as last seen
 * @param path the entry
 * @param sizeBytes of its unpacked content
 * @param outcome the one bucket it is counted in
 * @param reason in words for people; also what healed it
 * @param rule the rule that found its sidecar
 * @param confidence how sure that is; empty unless it is media
 * @param timeSource where its asset's capture time is from; empty unless it is media that became an asset
 * @param sidecar the sidecar whose facts the asset has
 * @param candidates the sidecars between which nothing decides
 * @param healed whether a later part improved its asset
 */
public record AccountedEntry(
    int position,
    String archive,
    String path,
    long sizeBytes,
    Outcome outcome,
    String reason,
    Optional<String> rule,
    Optional<String> confidence,
    Optional<String> timeSource,
    Optional<Location> sidecar,
    List<Location> candidates,
    boolean healed) {

  /** An entry by the file name of its archive and its path in it. */
  public record Location(String archive, String path) {}

  public AccountedEntry {
    Objects.requireNonNull(archive);
    Objects.requireNonNull(path);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(confidence);
    Objects.requireNonNull(timeSource);
    Objects.requireNonNull(sidecar);
    candidates = List.copyOf(candidates);
  }
}
