package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.stillkeep.ente.server.FileRow.Membership;
import org.stillkeep.ente.server.FileRow.StoredObject;

/** Files that exist: their bytes, their lengths, their magic metadata, their replacement. */
final class FileRoutes {

  private final Rows rows;
  private final PresignedUrls urls;
  private final RegisterRoute register;

  FileRoutes(Rows rows, PresignedUrls urls, RegisterRoute register) {
    this.rows = rows;
    this.urls = urls;
    this.register = register;
  }

  void addTo(Routes routes) {
    routes
        .closed("GET", "/files/download/{id}", call -> redirect(readable(call).content))
        .closed("GET", "/files/preview/{id}", call -> redirect(readable(call).thumbnail))
        .closed("POST", "/files/info", this::info)
        .closed("POST", "/files/size", this::size)
        .closed(
            "PUT", "/files/magic-metadata", call -> setMagic(call, row -> row.magic, (row, magic) -> row.magic = magic))
        .closed(
            "PUT", "/files/public-magic-metadata",
            call -> setMagic(call, row -> row.publicMagic, (row, magic) -> row.publicMagic = magic))
        .closed("PUT", "/files/update", this::update)
        .closed("PUT", "/files/thumbnail", this::replaceThumbnail);
  }

  private Answer redirect(StoredObject object) {
    return Answer.redirect(urls.get(object.key()));
  }

  /** A file of the caller's, or one in a collection that is shared with the caller. */
  private FileRow readable(Call call) {
    FileRow file = rows.findFile(call.id("id")).filter(each -> !each.purged).orElseThrow(() -> Refusal.plain(404));
    boolean isShared =
        file.memberships.keySet().stream()
            .anyMatch(each -> file.isIn(each) && rows.collection(each).isSharedWith(call.userId()));
    if (file.ownerId != call.userId() && !isShared) {
      throw Refusal.plain(403);
    }
    return file;
  }

  private List<FileRow> named(Call call) {
    return call.json().numbers("fileIDs").stream().map(each -> rows.ownFile(each, call.userId())).toList();
  }

  private Answer info(Call call) {
    ObjectNode answer = Views.object();
    Views.putArray(
        answer, "filesInfo", named(call),
        each -> (ObjectNode) Views.object().put("id", each.id).set("fileInfo", Views.info(each)));
    return Answer.json(answer);
  }

  private Answer size(Call call) {
    return Answer.json(Views.object().put("size", named(call).stream().mapToLong(FileRow::bytes).sum()));
  }

  /** All or none. */
  private Answer setMagic(Call call, Function<FileRow, ObjectNode> stored, BiConsumer<FileRow, ObjectNode> setter) {
    List<Fields> items = call.json().objects("metadataList");
    boolean isQuiet = call.json().flag("skipVersion", false);
    MembershipRoutes.requireBatch(items.size());
    List<FileRow> files = new ArrayList<>();
    for (Fields each : items) {
      FileRow file = rows.ownFile(each.number("id"), call.userId());
      Fields sent = each.object("magicMetadata");
      if (Magic.isStale(stored.apply(file), sent) || !Magic.mayReplace(stored.apply(file), Magic.of(sent))) {
        throw Refusal.plain(409);
      }
      files.add(file);
    }
    long now = rows.clock().tick();
    for (int i = 0; i < files.size(); i++) {
      setter.accept(files.get(i), Magic.next(Magic.of(items.get(i).object("magicMetadata"))));
      if (!isQuiet) {
        touch(files.get(i), now);
      }
      rows.save(files.get(i));
    }
    return Answer.empty();
  }

  private Answer update(Call call) {
    Fields sent = call.json();
    FileRow file = rows.ownFile(sent.number("id"), call.userId());
    file.content = register.measured(RegisterRoute.object(sent.object("file"), call.userId()));
    file.thumbnail = register.measured(RegisterRoute.object(sent.object("thumbnail"), call.userId()));
    file.encryptedMetadata = sent.object("metadata").text("encryptedData");
    file.metadataHeader = sent.object("metadata").text("decryptionHeader");
    long now = rows.clock().tick();
    touch(file, now);
    rows.save(file);
    return Answer.json(Views.object().put("id", file.id).put("updationTime", now));
  }

  private Answer replaceThumbnail(Call call) {
    FileRow file = rows.ownFile(call.json().number("fileID"), call.userId());
    StoredObject fresh = register.measured(RegisterRoute.object(call.json().object("thumbnail"), call.userId()));
    if (fresh.size() > file.thumbnail.size()) {
      throw Refusal.plain(500);
    }
    file.thumbnail = fresh;
    touch(file, rows.clock().tick());
    rows.save(file);
    return Answer.empty();
  }

  /** Shows a file's change in all collections that hold it; the caller saves the file. */
  void touch(FileRow file, long now) {
    for (long collectionId : List.copyOf(file.memberships.keySet())) {
      if (file.isIn(collectionId)) {
        Membership old = file.memberships.get(collectionId);
        file.memberships.put(
            collectionId, new Membership(old.encryptedKey(), old.keyNonce(), false, old.addedAt(), now));
        rows.touch(collectionId, now);
      }
    }
  }
}
