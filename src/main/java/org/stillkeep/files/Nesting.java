package org.stillkeep.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.files.DisjointFolders.Relation;

/** How two paths lie to each other when each is a list of names from one common root. */
final class Nesting {

  private Nesting() {}

  static Optional<Relation> of(List<String> first, List<String> second) {
    if (first.equals(second)) {
      return Optional.of(Relation.SAME);
    }
    if (startsWith(second, first)) {
      return Optional.of(Relation.FIRST_CONTAINS_SECOND);
    }
    return startsWith(first, second) ? Optional.of(Relation.SECOND_CONTAINS_FIRST) : Optional.empty();
  }

  static boolean startsWith(List<String> path, List<String> start) {
    return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
  }

  /** The same relation with the two folders changed over. */
  static Relation turned(Relation relation) {
    return switch (relation) {
      case FIRST_CONTAINS_SECOND -> Relation.SECOND_CONTAINS_FIRST;
      case SECOND_CONTAINS_FIRST -> Relation.FIRST_CONTAINS_SECOND;
      case SAME, SHARE_A_FOLDER -> relation;
    };
  }

  /** The root, if there is one, and every name. */
  static List<String> segments(Path path) {
    List<String> segments = new ArrayList<>();
    if (path.getRoot() != null) {
      segments.add(path.getRoot().toString());
    }
    path.forEach(each -> segments.add(each.toString()));
    return segments;
  }

  static List<String> folded(List<String> segments) {
    return segments.stream().map(PortableNames::fold).toList();
  }
}
