package org.stillkeep.ente;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.stillkeep.store.TrashedFile;

/** Where single files are now; asked only when a change of many was refused. Failures are as the server gave them. */
final class FileStates {

  private final AccountCalls calls;
  private final FilePages pages;

  FileStates(AccountCalls calls, FilePages pages) {
    this.calls = calls;
    this.pages = pages;
  }

  /** Whether there is such a file that we may read, wherever it is. */
  boolean exists(long fileId) throws IOException {
    try {
      calls.location(ApiCall.get("/files/preview/" + fileId));
      return true;
    } catch (ApiException e) {
      return falseIfNotThere(e);
    }
  }

  /** Those of the files that are in the collection. */
  Set<Long> in(long collectionId, Set<Long> fileIds) throws IOException {
    Set<Long> there = new HashSet<>();
    for (long fileId : fileIds) {
      if (isIn(collectionId, fileId)) {
        there.add(fileId);
      }
    }
    return there;
  }

  private boolean isIn(long collectionId, long fileId) throws IOException {
    ApiCall call = ApiCall.get("/collections/file").with("collectionID", collectionId).with("fileID", fileId);
    try {
      return !FileJson.isDeleted(calls.ask(call).requiredObject("file"));
    } catch (ApiException e) {
      return falseIfNotThere(e);
    }
  }

  /** Those of the files that are in the trash. */
  Set<Long> inTrash(Set<Long> fileIds) throws IOException {
    Set<Long> trashed = new HashSet<>();
    for (TrashedFile change : pages.trashSince(0)) {
      if (change.restored() || change.deleted()) {
        trashed.remove(change.file().id());
      } else if (fileIds.contains(change.file().id())) {
        trashed.add(change.file().id());
      }
    }
    return trashed;
  }

  private static boolean falseIfNotThere(ApiException e) throws ApiException {
    if (e.status() == 404 || e.status() == 403) {
      return false;
    }
    throw e;
  }
}
