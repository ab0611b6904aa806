package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Collections: made, listed, renamed, described, deleted. */
final class CollectionRoutes {

  private static final int WRAPPED_KEY_BYTES = 48;
  private static final int NONCE_BYTES = 24;
  private static final int MOST_OF_V3 = 1000;
  private static final Set<String> TYPES = Set.of("album", "folder", "favorites", "uncategorized");

  private final Rows rows;
  private final TrashBin trash;

  CollectionRoutes(Rows rows, TrashBin trash) {
    this.rows = rows;
    this.trash = trash;
  }

  void addTo(Routes routes) {
    routes
        .closed("POST", "/collections", this::create)
        .closed("GET", "/collections/v2", this::listV2)
        .closed("GET", "/collections/v3", this::listV3)
        .closed("POST", "/collections/rename", this::rename)
        .closed("PUT", "/collections/magic-metadata", this::setMagic)
        .closed("PUT", "/collections/public-magic-metadata", this::setPublicMagic)
        .closed("PUT", "/collections/sharee-magic-metadata", this::setShareeMagic)
        .closed("DELETE", "/collections/v3/{id}", this::delete)
        .closed("GET", "/collections/{id}", this::one);
  }

  private Answer create(Call call) {
    Fields sent = call.json();
    String type = sent.text("type");
    if (!TYPES.contains(type)) {
      throw Refusal.plain(500);
    }
    if (rows.account(call.userId()).keyAttributes == null) {
      throw Refusal.plain(403);
    }
    requireWrappedKey(sent);
    for (CollectionRow existing : rows.collectionsOf(call.userId())) {
      if (existing.isOnceOnly() && existing.type.equals(type) && existing.app.equals(call.app())) {
        return collection(existing, call.userId());
      }
    }
    CollectionRow row = new CollectionRow();
    row.id = rows.nextCollectionId();
    row.ownerId = call.userId();
    row.app = call.app();
    row.type = type;
    row.encryptedKey = sent.text("encryptedKey");
    row.keyNonce = sent.text("keyDecryptionNonce");
    row.encryptedName = sent.optionalText("encryptedName").orElse("");
    row.nameNonce = sent.optionalText("nameDecryptionNonce").orElse("");
    row.magic = sent.optionalObject("magicMetadata").map(Magic::of).orElse(null);
    row.publicMagic = sent.optionalObject("pubMagicMetadata").map(Magic::of).orElse(null);
    row.updatedAt = rows.clock().tick();
    rows.save(row);
    ObjectNode answer = Views.object();
    // What was never there is null in this one answer.
    answer.set("collection", view(row, call.userId()).putNull("sharees").putNull("publicURLs"));
    return Answer.json(answer);
  }

  /** The server says 500 to a malformed key, not 400. */
  private static void requireWrappedKey(Fields sent) {
    String key = sent.text("encryptedKey");
    String nonce = sent.text("keyDecryptionNonce");
    try {
      sent.bytes("encryptedKey", WRAPPED_KEY_BYTES);
      sent.bytes("keyDecryptionNonce", NONCE_BYTES);
    } catch (Refusal e) {
      throw Refusal.plain(key.isEmpty() || nonce.isEmpty() ? 400 : 500);
    }
  }

  private Answer listV2(Call call) {
    long since = call.numberParameter("sinceTime", 0);
    List<CollectionRow> changed = own(call, since);
    List<CollectionRow> shared = shared(call, since);
    ObjectNode answer = Views.object();
    Views.putArray(
        answer, "collections", Stream.concat(changed.stream(), shared.stream()).toList(),
        each -> view(each, call.userId()));
    return Answer.json(answer);
  }

  private Answer listV3(Call call) {
    int limit = (int) call.numberParameter("limit", MOST_OF_V3);
    Refusal.require(limit > 0 && limit <= MOST_OF_V3);
    ObjectNode answer = Views.object();
    Views.putArray(
        answer, "owned", own(call, call.numberParameter("sinceTime")).stream().limit(limit).toList(),
        each -> view(each, call.userId()));
    Views.putArray(
        answer, "shared", shared(call, call.numberParameter("sharedSinceTime")).stream().limit(limit).toList(),
        each -> view(each, call.userId()));
    return Answer.json(answer);
  }

  private List<CollectionRow> own(Call call, long since) {
    return rows.collectionsOf(call.userId()).stream()
        .filter(each -> each.updatedAt > since && each.app.equals(call.app()))
        .sorted(Comparator.comparingLong(each -> each.updatedAt))
        .toList();
  }

  private List<CollectionRow> shared(Call call, long since) {
    return rows.collectionsSharedWith(call.userId()).stream()
        .filter(each -> Views.sharedUpdatedAt(each, call.userId()) > since && each.app.equals(call.app()))
        .sorted(Comparator.comparingLong(each -> Views.sharedUpdatedAt(each, call.userId())))
        .toList();
  }

  private Answer one(Call call) {
    return collection(rows.readableCollection(call.id("id"), call.userId()), call.userId());
  }

  private Answer rename(Call call) {
    Fields sent = call.json();
    CollectionRow row = rows.ownCollectionEvenDeleted(sent.number("collectionID"), call.userId());
    row.encryptedName = sent.text("encryptedName");
    row.nameNonce = sent.text("nameDecryptionNonce");
    return saved(row);
  }

  private Answer setMagic(Call call) {
    CollectionRow row = rows.ownCollectionEvenDeleted(call.json().number("id"), call.userId());
    row.magic = Magic.next(Magic.of(call.json().object("magicMetadata")));
    return saved(row);
  }

  private Answer setPublicMagic(Call call) {
    CollectionRow row = rows.ownCollectionEvenDeleted(call.json().number("id"), call.userId());
    row.publicMagic = Magic.next(Magic.of(call.json().object("magicMetadata")));
    return saved(row);
  }

  private Answer setShareeMagic(Call call) {
    CollectionRow row = rows.collection(call.json().number("id"));
    Refusal.require(row.ownerId != call.userId());
    if (!row.isSharedWith(call.userId())) {
      throw Refusal.plain(403);
    }
    CollectionRow.Share old = row.shares.get(call.userId());
    ObjectNode magic = Magic.next(Magic.of(call.json().object("magicMetadata")));
    row.shares.put(
        call.userId(),
        new CollectionRow.Share(
            old.encryptedKey(), old.role(), magic, false, old.sharedAt(), rows.clock().tick()));
    rows.save(row);
    return Answer.empty();
  }

  private Answer delete(Call call) {
    CollectionRow row = rows.ownCollection(call.id("id"), call.userId());
    Refusal.require(call.numberParameter("collectionID") == row.id && !row.isOnceOnly());
    boolean keepFiles = Boolean.parseBoolean(call.parameter("keepFiles"));
    boolean isEmpty = rows.files().noneMatch(each -> each.isIn(row.id));
    if (keepFiles && !isEmpty) {
      throw Refusal.coded(409, "COLLECTION_NOT_EMPTY");
    }
    row.deleted = true;
    saved(row);
    trash.sweepLater(row.id);
    return Answer.empty();
  }

  private Answer saved(CollectionRow row) {
    row.updatedAt = rows.clock().tick();
    rows.save(row);
    return Answer.empty();
  }

  private Answer collection(CollectionRow row, long viewerId) {
    ObjectNode answer = Views.object();
    answer.set("collection", view(row, viewerId));
    return Answer.json(answer);
  }

  private ObjectNode view(CollectionRow row, long viewerId) {
    return Views.collection(row, rows.account(row.ownerId), viewerId);
  }
}
