package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillkeep.ente.server.FileRow.Trashing;

/** The trash: filled, listed, emptied. */
final class TrashRoutes {

  private static final long KEPT_MICROS = ServerClock.micros(Duration.ofDays(30));

  private final Rows rows;
  private final TrashBin trash;
  private final Settings settings;

  TrashRoutes(Rows rows, TrashBin trash, Settings settings) {
    this.rows = rows;
    this.trash = trash;
    this.settings = settings;
  }

  void addTo(Routes routes) {
    routes
        .closed("POST", "/files/trash", this::trash)
        .closed("GET", "/trash/v2/diff", this::diff)
        .closed("POST", "/trash/delete", this::delete)
        .closed("POST", "/trash/empty", this::empty);
  }

  private Answer trash(Call call) {
    List<Fields> items = call.json().objects("items");
    Refusal.require(!items.isEmpty());
    MembershipRoutes.requireBatch(items.size());
    Set<Long> seen = new HashSet<>();
    List<FileRow> files = new ArrayList<>();
    for (Fields each : items) {
      Refusal.require(seen.add(each.number("fileID")));
      FileRow file = rows.namedFile(each.number("fileID"), call.userId());
      CollectionRow collection = rows.collection(each.number("collectionID"));
      if (collection.ownerId != call.userId()) {
        throw Refusal.plain(403);
      }
      if (!file.memberships.containsKey(collection.id)) {
        throw Refusal.plain(500);
      }
      files.add(file);
    }
    long now = rows.clock().tick();
    for (int i = 0; i < files.size(); i++) {
      trash.put(files.get(i), items.get(i).number("collectionID"), now);
    }
    return Answer.empty();
  }

  private Answer diff(Call call) {
    long since = call.numberParameter("sinceTime");
    List<FileRow> changed =
        rows.filesOf(call.userId())
            .filter(each -> each.trashing != null && each.trashing.updatedAt() > since)
            .sorted(Comparator.comparingLong(each -> each.trashing.updatedAt()))
            .toList();
    int end = Math.min(settings.pageRows, changed.size());
    while (end > 0 && end < changed.size() && time(changed.get(end)) == time(changed.get(end - 1))) {
      end++;
    }
    ObjectNode answer = Views.object().put("hasMore", end < changed.size());
    Views.putArray(answer, "diff", changed.subList(0, end), each -> view(each, call.userId()));
    return Answer.json(answer);
  }

  private static long time(FileRow file) {
    return file.trashing.updatedAt();
  }

  private ObjectNode view(FileRow file, long viewerId) {
    Trashing trashing = file.trashing;
    ObjectNode view = Views.object();
    view.set("file", Views.file(file, rows.collection(trashing.collectionId()), viewerId));
    return view.put("isDeleted", trashing.deleted())
        .put("isRestored", trashing.restored())
        .put("deleteBy", trashing.createdAt() + KEPT_MICROS)
        .put("createdAt", trashing.createdAt())
        .put("updatedAt", trashing.updatedAt());
  }

  private Answer delete(Call call) {
    List<Long> fileIds = call.json().numbers("fileIDs");
    MembershipRoutes.requireBatch(fileIds.size());
    List<FileRow> files = fileIds.stream().map(each -> rows.ownFile(each, call.userId())).toList();
    files.forEach(each -> Refusal.require(each.isInTrash()));
    files.forEach(trash::purge);
    return Answer.empty();
  }

  private Answer empty(Call call) {
    long until = call.json().number("lastUpdatedAt");
    rows.filesOf(call.userId())
        .filter(each -> each.isInTrash() && each.trashing.updatedAt() <= until)
        .toList()
        .forEach(trash::purge);
    return Answer.empty();
  }
}
