package org.stillkeep.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of an entry, and why.
 *
 * @param outcome the one bucket it is counted in
 * @param reason in words for people; empty text where the outcome says it all
 * @param rule the rule that found its sidecar
 * @param confidence how sure the pairing with its sidecar is
 * @param assetId the asset that it became, or already was
 * @param sidecar the entry whose facts the asset has
 * @param candidates the sidecars between which nothing decides; empty where one was found, or none
 * @param healed whether a later part improved the asset
 */
public record EntryOutcome(
    Outcome outcome,
    String reason,
    Optional<String> rule,
    Optional<String> confidence,
    OptionalLong assetId,
    Optional<EntryKey> sidecar,
    List<EntryKey> candidates,
    boolean healed) {

  /** The outcome of an entry that has just been listed. */
  public static final EntryOutcome PENDING = of(Outcome.PENDING, "");

  public EntryOutcome {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(confidence);
    Objects.requireNonNull(assetId);
    Objects.requireNonNull(sidecar);
    candidates = List.copyOf(candidates);
  }

  /** The same without its asset and sidecars. */
  public EntryOutcome withoutAsset() {
    return new EntryOutcome(outcome, reason, rule, confidence, OptionalLong.empty(), Optional.empty(), List.of(), healed);
  }

  /** The same with this asset. */
  public EntryOutcome withAsset(long id) {
    return new EntryOutcome(outcome, reason, rule, confidence, OptionalLong.of(id), sidecar, candidates, healed);
  }

  /** An outcome that has to do with no asset. */
  public static EntryOutcome of(Outcome outcome, String reason) {
    return new EntryOutcome(
        outcome, reason, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), List.of(), false);
  }

  /** The outcome of an entry whose content, or facts, an asset has. */
  public static EntryOutcome ofAsset(Outcome outcome, long assetId) {
    return new EntryOutcome(
        outcome, "", Optional.empty(), Optional.empty(), OptionalLong.of(assetId), Optional.empty(), List.of(), false);
  }
}
