package org.stillkeep.inbox;

import java.io.IOException;

/** Which entry is being read, out of which file; words every failure. */
record EntrySource(SourceFile file, int index, String path) {

  /** The failure, which is CHANGED instead when the file turns out to have been touched meanwhile. */
  EntryException failure(EntryException.Reason reason, String message, Throwable cause) throws IOException {
    if (file.changed()) {
      return changed();
    }
    return new EntryException(reason, index, path, message, cause);
  }

  EntryException changed() {
    return new EntryException(EntryException.Reason.CHANGED, index, path, "the file changed while it was read");
  }
}
