package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.stillkeep.ente.server.FileRow.Trashing;

/** Files in collections: listed, added, moved, removed, restored from the trash. */
final class MembershipRoutes {

  static final int MOST_FILES = 1000;

  private final Rows rows;
  private final TrashBin trash;
  private final Settings settings;

  MembershipRoutes(Rows rows, TrashBin trash, Settings settings) {
    this.rows = rows;
    this.trash = trash;
    this.settings = settings;
  }

  void addTo(Routes routes) {
    routes
        .closed("GET", "/collections/v2/diff", this::diff)
        .closed("GET", "/collections/file", this::file)
        .closed("POST", "/collections/add-files", this::add)
        .closed("POST", "/collections/move-files", this::move)
        .closed("POST", "/collections/restore-files", this::restore)
        .closed("POST", "/collections/v3/remove-files", this::remove);
  }

  private Answer diff(Call call) {
    CollectionRow collection = rows.readableCollection(call.numberParameter("collectionID"), call.userId());
    if (collection.deleted) {
      throw Refusal.plain(404);
    }
    List<FileRow> changed = rows.changedFiles(collection.id, call.numberParameter("sinceTime"));
    int end = Math.min(settings.pageRows, changed.size());
    while (end > 0 && end < changed.size() && time(changed, end, collection) == time(changed, end - 1, collection)) {
      end++;
    }
    ObjectNode answer = Views.object().put("hasMore", end < changed.size());
    Views.putArray(answer, "diff", changed.subList(0, end), each -> Views.file(each, collection, call.userId()));
    return Answer.json(answer);
  }

  private static long time(List<FileRow> files, int index, CollectionRow collection) {
    return files.get(index).memberships.get(collection.id).updatedAt();
  }

  private Answer file(Call call) {
    CollectionRow collection = rows.readableCollection(call.numberParameter("collectionID"), call.userId());
    FileRow file =
        rows.findFile(call.numberParameter("fileID"))
            .filter(each -> each.isIn(collection.id))
            .orElseThrow(() -> Refusal.coded(404, "FILE_NOT_FOUND_IN_ALBUM"));
    ObjectNode answer = Views.object();
    answer.set("file", Views.file(file, collection, call.userId()));
    return Answer.json(answer);
  }

  private Answer add(Call call) {
    CollectionRow collection = rows.ownCollection(call.json().number("collectionID"), call.userId());
    List<FileRow> files = new ArrayList<>();
    for (Fields each : wrapped(call)) {
      FileRow file = rows.namedFile(each.number("id"), call.userId());
      if (file.isInTrash()) {
        throw Refusal.coded(409, "FILE_IN_TRASH");
      }
      files.add(file);
    }
    long now = rows.clock().tick();
    for (int i = 0; i < files.size(); i++) {
      trash.join(files.get(i), collection, wrapped(call).get(i), now);
      rows.save(files.get(i));
    }
    return Answer.empty();
  }

  /** Files that are not in the first collection only enter the second. */
  private Answer move(Call call) {
    CollectionRow from = rows.ownCollection(call.json().number("fromCollectionID"), call.userId());
    CollectionRow to = rows.ownCollection(call.json().number("toCollectionID"), call.userId());
    Refusal.require(from.id != to.id);
    List<FileRow> files = new ArrayList<>();
    for (Fields each : wrapped(call)) {
      FileRow file = rows.namedFile(each.number("id"), call.userId());
      if (file.isInTrash()) {
        throw Refusal.coded(409, "FILE_IN_TRASH");
      }
      files.add(file);
    }
    long now = rows.clock().tick();
    for (int i = 0; i < files.size(); i++) {
      trash.leave(files.get(i), from.id, now);
      trash.join(files.get(i), to, wrapped(call).get(i), now);
      rows.save(files.get(i));
    }
    return Answer.empty();
  }

  private Answer restore(Call call) {
    CollectionRow collection = rows.ownCollection(call.json().number("collectionID"), call.userId());
    List<FileRow> files = new ArrayList<>();
    for (Fields each : wrapped(call)) {
      FileRow file = rows.namedFile(each.number("id"), call.userId());
      Refusal.require(file.isInTrash());
      files.add(file);
    }
    long now = rows.clock().tick();
    for (int i = 0; i < files.size(); i++) {
      FileRow file = files.get(i);
      trash.join(file, collection, wrapped(call).get(i), now);
      file.trashing = new Trashing(file.trashing.collectionId(), false, true, file.trashing.createdAt(), now);
      rows.save(file);
    }
    return Answer.empty();
  }

  /** Only for guests' files: an owner moves or trashes their own. */
  private Answer remove(Call call) {
    CollectionRow collection = rows.readableCollection(call.json().number("collectionID"), call.userId());
    List<Long> fileIds = call.json().numbers("fileIDs");
    requireBatch(fileIds.size());
    List<FileRow> files = new ArrayList<>();
    for (long fileId : fileIds) {
      FileRow file = rows.findFile(fileId).orElseThrow(() -> Refusal.plain(404));
      Refusal.require(file.ownerId != collection.ownerId);
      if (call.userId() != collection.ownerId && call.userId() != file.ownerId) {
        throw Refusal.plain(403);
      }
      files.add(file);
    }
    long now = rows.clock().tick();
    for (FileRow file : files) {
      trash.leave(file, collection.id, now);
      rows.save(file);
    }
    return Answer.empty();
  }

  private static List<Fields> wrapped(Call call) {
    List<Fields> files = call.json().objects("files");
    Refusal.require(!files.isEmpty());
    requireBatch(files.size());
    files.forEach(each -> each.text("encryptedKey"));
    files.forEach(each -> each.text("keyDecryptionNonce"));
    return files;
  }

  static void requireBatch(int files) {
    if (files > MOST_FILES) {
      throw Refusal.plain(413);
    }
  }
}
