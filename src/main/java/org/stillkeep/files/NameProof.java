package org.stillkeep.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stillkeep.files.DisjointFolders.Relation;

/**
 * By names: as configured, then with all links followed; each exactly and folded. Folders whose names differ only in case are
 * refused on every file system, since the next one they are copied to may not tell them apart.
 */
final class NameProof {

  private NameProof() {}

  static Optional<Finding> between(Located first, Located second) {
    return byNames(first, second, Located::named, "by name: ")
        .or(() -> byNames(first, second, Located::real, "with all links followed: "));
  }

  private static Optional<Finding> byNames(
      Located first, Located second, Function<Located, Path> path, String how) {
    List<String> one = Nesting.segments(path.apply(first));
    List<String> other = Nesting.segments(path.apply(second));
    Optional<Relation> exact = Nesting.of(one, other);
    Optional<Relation> folded = Nesting.of(Nesting.folded(one), Nesting.folded(other));
    String where = exact.isPresent() ? how : how + "but for case, the form of accents, or dots and blanks at the end: ";
    return exact
        .or(() -> folded)
        .map(relation -> new Finding(relation, where + Finding.words(relation, path.apply(first), path.apply(second))));
  }
}
