package org.stillkeep.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.files.DisjointFolders.Relation;

/** By the mount table: where on which device each folder is, and also everything that is mounted below it. */
final class MountProof {

  private final MountTable mounts;

  MountProof(MountTable mounts) {
    this.mounts = mounts;
  }

  Optional<Finding> between(Located first, Located second) {
    for (Path one : tree(first)) {
      for (Path other : tree(second)) {
        Optional<Finding> found = between(first, one, second, other);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The folder itself, then the mount points below it. */
  private List<Path> tree(Located folder) {
    List<Path> tree = new ArrayList<>(List.of(folder.real()));
    tree.addAll(mounts.pointsBelow(folder.real()));
    return tree;
  }

  private Optional<Finding> between(Located first, Path one, Located second, Path other) {
    Optional<MountTable.Place> here = mounts.placeOf(one);
    Optional<MountTable.Place> there = mounts.placeOf(other);
    if (here.isEmpty() || there.isEmpty() || !here.get().device().equals(there.get().device())) {
      return Optional.empty();
    }
    return Nesting.of(Nesting.segments(here.get().path()), Nesting.segments(there.get().path()))
        .map(relation -> ofRoots(relation, one.equals(first.real()), other.equals(second.real())))
        .map(relation -> new Finding(relation, "by the mount table: " + one + " is " + here.get() + ", " + other + " is " + there.get()));
  }

  /** From the relation of two parts of the folders to that of the folders. */
  private static Relation ofRoots(Relation parts, boolean wholeFirst, boolean wholeSecond) {
    if (wholeFirst && wholeSecond) {
      return parts;
    }
    if (wholeSecond && (parts == Relation.SAME || parts == Relation.FIRST_CONTAINS_SECOND)) {
      return Relation.FIRST_CONTAINS_SECOND;
    }
    if (wholeFirst && (parts == Relation.SAME || parts == Relation.SECOND_CONTAINS_FIRST)) {
      return Relation.SECOND_CONTAINS_FIRST;
    }
    return Relation.SHARE_A_FOLDER;
  }
}
