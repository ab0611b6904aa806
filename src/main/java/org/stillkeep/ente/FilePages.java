package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.store.FilePage;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.TrashedFile;

/**
 * What changed in an account's collections and its trash, page by page, and single rows. A page that does not lead on is DAMAGED, whatever the
 * server meant by it: whoever followed it would go in circles, or miss rows. For one thread.
 */
final class FilePages {

  private static final Logger log = LoggerFactory.getLogger(FilePages.class);

  private final AccountCalls calls;
  private final CollectionCalls collections;
  private final long mostRows;

  /** How far the reading of one collection from page to page has come. */
  private Walk walk = Walk.NONE;

  /** @param mostRows more in a row, of one collection or of the trash, are not believed */
  FilePages(AccountCalls calls, CollectionCalls collections, long mostRows) {
    this.calls = calls;
    this.collections = collections;
    this.mostRows = mostRows;
  }

  private record Walk(long collectionId, long nextSince, long rows) {
    private static final Walk NONE = new Walk(0, 0, 0);

    Walk go(long otherCollectionId, long since, FilePage page) {
      if (!page.hasMore()) {
        return NONE;
      }
      boolean isGoingOn = otherCollectionId == collectionId && since == nextSince;
      List<StoredFile> files = page.files();
      return new Walk(
          otherCollectionId, files.get(files.size() - 1).updatedAt(), (isGoingOn ? rows : 0) + files.size());
    }
  }

  FilePage filesSince(long collectionId, long since) throws IOException {
    String what = "listing the album " + collectionId;
    ApiCall call =
        ApiCall.get("/collections/v2/diff").with("collectionID", collectionId).with("sinceTime", since);
    FilePage page = page(what, call, collectionId, since);
    walk = walk.go(collectionId, since, page);
    requireEnd(what, walk.rows());
    return page;
  }

  /** Of a deleted collection the server lists nothing any more, and says of it what it says of one that never was. */
  private FilePage page(String what, ApiCall call, long collectionId, long since) throws IOException {
    try {
      return calls.read(what, call, answer -> filePage(what, answer, collectionId, since));
    } catch (StoreException e) {
      if (e.reason() == Reason.NOT_FOUND && collections.isDeleted(collectionId)) {
        return new FilePage(List.of(), false);
      }
      throw e;
    }
  }

  private void requireEnd(String what, long rows) throws StoreException {
    if (rows > mostRows) {
      throw new StoreException(Reason.DAMAGED, what + ": after " + rows + " rows there is still no end");
    }
  }

  /** One row, which no page brings if it was changed quietly; empty when the file is not in the collection. */
  Optional<StoredFile> file(long collectionId, long fileId) throws IOException {
    String what = "reading the file " + fileId + " in the album " + collectionId;
    ApiCall call = ApiCall.get("/collections/file").with("collectionID", collectionId).with("fileID", fileId);
    StoredFile row;
    try {
      Answer node = calls.ask(call).requiredObject("file");
      row = FileJson.read(node, calls.userId(), askSizes(List.of(node)));
    } catch (ApiException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw Refusals.of(what, e);
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
    if (row.id() != fileId || row.collectionId() != collectionId) {
      throw new StoreException(Reason.DAMAGED, what + ": the server sent another");
    }
    return Optional.of(row).filter(any -> !any.deleted());
  }

  List<TrashedFile> trashSince(long since) throws IOException {
    String what = "listing the trash";
    List<TrashedFile> changes = new ArrayList<>();
    boolean hasMore = true;
    for (long cursor = since; hasMore; cursor = changes.isEmpty() ? since : last(changes).updatedAt()) {
      long from = cursor;
      ApiCall call = ApiCall.get("/trash/v2/diff").with("sinceTime", from);
      hasMore = calls.read(what, call, answer -> addTrashPage(what, answer, from, changes));
      requireEnd(what, hasMore ? changes.size() : 0);
    }
    return changes;
  }

  private FilePage filePage(String what, Answer answer, long collectionId, long since) throws IOException {
    List<Answer> nodes = answer.requiredList("diff");
    Map<Long, FileJson.Sizes> sizes = askSizes(nodes);
    List<StoredFile> rows = new ArrayList<>(nodes.size());
    Ascent ascent = new Ascent(what, since);
    for (Answer node : nodes) {
      StoredFile row = FileJson.read(node, calls.userId(), sizes);
      ascent.next(row.updatedAt());
      if (row.collectionId() != collectionId) {
        throw new StoreException(Reason.DAMAGED, what + ": the server sent a row of the album " + row.collectionId());
      }
      rows.add(row);
    }
    return new FilePage(rows, ascent.hasMore(answer));
  }

  private boolean addTrashPage(String what, Answer answer, long since, List<TrashedFile> changes) throws IOException {
    List<Answer> nodes = answer.requiredList("diff");
    List<Answer> files = new ArrayList<>(nodes.size());
    for (Answer node : nodes) {
      files.add(node.requiredObject("file"));
    }
    Map<Long, FileJson.Sizes> sizes = askSizes(files);
    Ascent ascent = new Ascent(what, since);
    for (int i = 0; i < nodes.size(); i++) {
      TrashedFile change = trashed(nodes.get(i), files.get(i), sizes);
      ascent.next(change.updatedAt());
      changes.add(change);
    }
    return ascent.hasMore(answer);
  }

  private TrashedFile trashed(Answer node, Answer file, Map<Long, FileJson.Sizes> sizes) throws IOException {
    boolean restored = node.flag("isRestored");
    boolean deleted = node.flag("isDeleted") || FileJson.isDead(file);
    return new TrashedFile(
        FileJson.read(file, calls.userId(), sizes), restored, deleted && !restored, node.requiredNumber("updatedAt"));
  }

  /** Sizes of those that bring none. Others' files are asked for by themselves, since a refusal is one for all. */
  private Map<Long, FileJson.Sizes> askSizes(List<Answer> nodes) throws IOException {
    List<Long> own = new ArrayList<>();
    List<Long> shared = new ArrayList<>();
    for (Answer node : nodes) {
      if (FileJson.lacksSizes(node)) {
        (FileJson.isShared(node, calls.userId()) ? shared : own).add(FileJson.id(node));
      }
    }
    Map<Long, FileJson.Sizes> sizes = new HashMap<>();
    for (List<Long> unknown : List.of(own, shared)) {
      for (int i = 0; i < unknown.size(); i += LibraryStore.MAX_BATCH) {
        askSizes(unknown.subList(i, Math.min(unknown.size(), i + LibraryStore.MAX_BATCH)), sizes);
      }
    }
    return sizes;
  }

  private void askSizes(List<Long> fileIds, Map<Long, FileJson.Sizes> sizes) throws IOException {
    ObjectNode body = EnteApi.object();
    ArrayNode ids = body.putArray("fileIDs");
    fileIds.forEach(ids::add);
    try {
      for (Answer node : calls.ask(ApiCall.post("/files/info", body).repeating()).list("filesInfo")) {
        if (node.object("fileInfo").isPresent()) {
          sizes.put(FileJson.id(node), FileJson.Sizes.of(node.requiredObject("fileInfo")));
        }
      }
    } catch (ApiException e) {
      // They stay without a size; all others on the page can be read.
      if (e.status() != 400 && e.status() != 403 && e.status() != 404) {
        throw e;
      }
      log.debug("sizes of {} files stay unknown: {}", fileIds.size(), e.getMessage());
    }
  }

  private static TrashedFile last(List<TrashedFile> changes) {
    return changes.get(changes.size() - 1);
  }

  /** Times that have to rise from row to row and from page to page. */
  private static final class Ascent {
    private final String what;
    private final long since;
    private long latest;

    Ascent(String what, long since) {
      this.what = what;
      this.since = since;
      this.latest = since;
    }

    void next(long time) throws StoreException {
      if (time <= since) {
        throw new StoreException(Reason.DAMAGED, what + ": after " + since + " the server sent a row of " + time);
      }
      if (time < latest) {
        throw new StoreException(Reason.DAMAGED, what + ": the times go backwards, " + time + " after " + latest);
      }
      latest = time;
    }

    boolean hasMore(Answer answer) throws IOException {
      boolean hasMore = answer.flag("hasMore");
      if (hasMore && latest == since) {
        throw new StoreException(Reason.DAMAGED, what + ": an empty page after " + since + " promises more");
      }
      return hasMore;
    }
  }
}
