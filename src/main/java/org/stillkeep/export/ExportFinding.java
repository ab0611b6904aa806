package org.stillkeep.export;

import java.util.Objects;

/**
 * Something in an export folder that is not as it was left.
 *
 * @param path relative to the export's root, with {@code /}; of what is foreign, its folder, {@code "."} for the root
 * @param files how many files it is about; 1 unless they are foreign
 * @param detail what is different, for the curious; may be empty text
 */
public record ExportFinding(Kind kind, String path, long files, String detail) {

  /** What was found, the worst first. */
  public enum Kind {
    /** Size and time are those that were left, the content is not: nobody writes like that but a failing disk. */
    DAMAGED(true),
    /** It is not there. */
    MISSING(true),
    /** The disk does not give it out. */
    UNREADABLE(false),
    /** It has another content, and another size or time: somebody has worked on it. It is left alone. */
    CHANGED(false),
    /** Somebody has deleted it, which is respected. */
    DELETED(true),
    /** Somebody else's files. They are left alone. */
    FOREIGN(false);

    private final boolean restorable;

    Kind(boolean restorable) {
      this.restorable = restorable;
    }

    /** Whether a repair writes it again, from the library. */
    public boolean isRestorable() {
      return restorable;
    }
  }

  public ExportFinding {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(path);
    Objects.requireNonNull(detail);
  }
}
