package org.stillkeep.faults;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One operation that a disk is asked for.
 *
 * @param op what it is asked for
 * @param path of what, absolute, on the disk beneath
 * @param other where it shall be (rename), or what else it shall be (link)
 */
public record DiskCall(Op op, Path path, Optional<Path> other) {

  /** What a disk can be asked for. */
  public enum Op {
    CREATE(true),
    WRITE(true),
    FORCE(true),
    CLOSE(true),
    RENAME(true),
    LINK(true),
    DELETE(true),
    CREATE_DIRECTORY(true),
    FORCE_DIRECTORY(true),
    SET_ATTRIBUTES(true),
    OPEN(false),
    READ(false),
    LIST(false),
    LOOK(false),
    /** Of which kind it is, and how much room it has. */
    ASK_DISK(false);

    private final boolean changes;

    Op(boolean changes) {
      this.changes = changes;
    }

    /** Whether it changes the disk, or settles a change. */
    public boolean changes() {
      return changes;
    }
  }

  static DiskCall of(Op op, Path path) {
    return new DiskCall(op, path.toAbsolutePath(), Optional.empty());
  }

  static DiskCall of(Op op, Path path, Path other) {
    return new DiskCall(op, path.toAbsolutePath(), Optional.of(other.toAbsolutePath()));
  }

  @Override
  public String toString() {
    return op + " " + path + other.map(each -> " -> " + each).orElse("");
  }
}
