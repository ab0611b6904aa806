package org.stillkeep.store;

import java.util.Objects;

/**
 * A change in the trash.
 *
 * @param file the file, with its wrapped key for {@code file.collectionId()}
 * @param restored whether it has been taken out again
 * @param deleted whether it is gone for good
 * @param updatedAt the store's time of this change
 */
public record TrashedFile(StoredFile file, boolean restored, boolean deleted, long updatedAt) {

  public TrashedFile {
    Objects.requireNonNull(file);
  }
}
