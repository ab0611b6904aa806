package org.stillkeep.export;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.stillkeep.asset.ContentHash;

/** Finds files that the ledger does not know, but that are byte for byte what is wanted. No two assets get the same file. */
final class Adoption {

  /**
   * A file that is kept as ours.
   *
   * @param modifiedMillis its time
   */
  record Found(String path, long sizeBytes, long modifiedMillis) {}

  private final ExportFiles files;
  private final Set<String> adopted = new HashSet<>();

  Adoption(ExportFiles files) {
    this.files = files;
  }

  /**
   * The first candidate with this content, which is ours from now on.
   *
   * @param sizeBytes of the content; empty when that is not known
   */
  Optional<Found> find(Step.Target target, ContentHash hash, OptionalLong sizeBytes) throws IOException {
    for (String candidate : target.candidates()) {
      Optional<FileFacts> facts = adopted.contains(candidate) ? Optional.empty() : files.facts(candidate);
      boolean same =
          facts.isPresent()
              && facts.get().regular()
              && sizeBytes.orElse(facts.get().sizeBytes()) == facts.get().sizeBytes()
              && files.hash(candidate).equals(hash);
      if (same) {
        adopted.add(candidate);
        return Optional.of(new Found(candidate, facts.get().sizeBytes(), facts.get().modifiedMillis()));
      }
    }
    return Optional.empty();
  }
}
