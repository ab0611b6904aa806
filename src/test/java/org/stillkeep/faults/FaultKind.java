package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.stillkeep.faults.DiskCall.Op;

/** What a disk can answer instead of doing what it is asked for, in the words of Linux. */
public enum FaultKind {
  IO_ERROR("Input/output error", EnumSet.allOf(Op.class)),
  FULL_AT_WRITE("No space left on device", EnumSet.of(Op.CREATE, Op.WRITE, Op.CREATE_DIRECTORY, Op.LINK)),
  FULL_AT_FORCE("No space left on device", EnumSet.of(Op.FORCE)),
  FULL_AT_CLOSE("No space left on device", EnumSet.of(Op.CLOSE)),
  NO_QUOTA("Disk quota exceeded", EnumSet.of(Op.CREATE, Op.WRITE, Op.CREATE_DIRECTORY, Op.FORCE)),
  READ_ONLY("Read-only file system", EnumSet.of(Op.CREATE, Op.CREATE_DIRECTORY, Op.LINK, Op.RENAME, Op.DELETE, Op.SET_ATTRIBUTES)),
  STALE("Stale file handle", EnumSet.allOf(Op.class)),
  RENAME_DENIED("Permission denied", EnumSet.of(Op.RENAME)),
  FORCE_FAILS("Input/output error", EnumSet.of(Op.FORCE)),
  SHORT_WRITE("", EnumSet.of(Op.WRITE)),
  NO_DIRECTORY_FORCE("Invalid argument", EnumSet.of(Op.FORCE_DIRECTORY)),
  TIMES_REFUSED("Operation not permitted", EnumSet.of(Op.SET_ATTRIBUTES));

  /** What Java reports as failures of a file system, and not of a channel. */
  private static final Set<Op> ON_CHANNELS = EnumSet.of(Op.WRITE, Op.FORCE, Op.CLOSE, Op.READ, Op.FORCE_DIRECTORY);

  private final String words;
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Op> ops;

  FaultKind(String words, Set<Op> ops) {
    this.words = words;
    this.ops = ops;
  }

  /** Whether the operation can end so. */
  boolean hits(DiskCall call) {
    return ops.contains(call.op());
  }

  /** Whether nobody need notice it. */
  public boolean isHarmless() {
    return this == SHORT_WRITE || this == NO_DIRECTORY_FORCE || this == TIMES_REFUSED;
  }

  private IOException failure(DiskCall call) {
    if (this == RENAME_DENIED) {
      return new AccessDeniedException(call.path().toString(), call.other().map(Object::toString).orElse(null), null);
    }
    return ON_CHANNELS.contains(call.op())
        ? new IOException(words)
        : new FileSystemException(call.path().toString(), call.other().map(Object::toString).orElse(null), words);
  }

  /** A disk that answers so at the n-th of the operations that can end so. */
  public Fault at(int step) {
    return new Fault(this, count -> count == step, step);
  }

  /** A disk that answers so from the n-th of the operations that can end so. */
  public Fault from(int step) {
    return new Fault(this, count -> count >= step, step);
  }

  /** A disk with one fault, until it is healed. */
  public static final class Fault implements DiskWatcher {
    private final FaultKind kind;
    private final Predicate<Integer> isDue;
    private final int step;
    private int count;
    private boolean healed;

    private Fault(FaultKind kind, Predicate<Integer> isDue, int step) {
      this.kind = kind;
      this.isDue = isDue;
      this.step = step;
    }

    /** From now on nothing fails. */
    public void heal() {
      healed = true;
    }

    /** Whether so many operations were asked for that the fault was met. */
    public boolean wasMet() {
      return count >= step;
    }

    @Override
    public void before(DiskCall call) throws IOException {
      if (kind != SHORT_WRITE && strikes(call)) {
        throw kind.failure(call);
      }
    }

    @Override
    public int bytesToTake(DiskCall call, int bytes) {
      return kind == SHORT_WRITE && strikes(call) ? 1 : bytes;
    }

    private boolean strikes(DiskCall call) {
      if (healed || !kind.hits(call)) {
        return false;
      }
      count++;
      return isDue.test(count);
    }

    @Override
    public String toString() {
      return kind + " at step " + step;
    }
  }
}
