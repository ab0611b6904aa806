package org.stillkeep.ente.server;

import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.ente.server.FileRow.Membership;
import org.stillkeep.ente.server.FileRow.StoredObject;

/** Makes files of uploaded objects. The same body again brings the same file. */
final class RegisterRoute {

  static final long MOST_BYTES = 10L << 30;

  private final Rows rows;
  private final S3Store objects;
  private final Settings settings;

  RegisterRoute(Rows rows, S3Store objects, Settings settings) {
    this.rows = rows;
    this.objects = objects;
    this.settings = settings;
  }

  void addTo(Routes routes) {
    routes.closed("POST", "/files", this::register);
  }

  private Answer register(Call call) {
    Fields sent = call.json();
    Refusal.require(sent.numberOrZero("id") == 0);
    FileRow fresh = parse(sent, call.userId());
    CollectionRow collection = rows.ownCollection(sent.number("collectionID"), call.userId());
    if (!collection.app.equals(call.app())) {
      throw Refusal.plain(500);
    }
    Optional<FileRow> existing =
        rows.filesOf(call.userId()).filter(each -> each.content.key().equals(fresh.content.key())).findFirst();
    if (existing.isPresent()) {
      Refusal.require(isSame(existing.get(), fresh));
      return Answer.json(Views.file(repeated(existing.get(), fresh, sent, collection.id), collection, call.userId()));
    }
    requireRoom(call.userId(), fresh);
    fresh.content = measured(fresh.content);
    fresh.thumbnail = measured(fresh.thumbnail);
    long now = rows.clock().tick();
    fresh.id = rows.nextFileId();
    fresh.memberships.put(
        collection.id, new Membership(sent.text("encryptedKey"), sent.text("keyDecryptionNonce"), false, now, now));
    rows.save(fresh);
    rows.touch(collection.id, now);
    return Answer.json(Views.file(fresh, collection, call.userId()));
  }

  /** What was sent is answered as if it had been registered now. No row changes, wherever the file has got to meanwhile. */
  private FileRow repeated(FileRow existing, FileRow fresh, Fields sent, long collectionId) {
    long now = rows.clock().tick();
    fresh.id = existing.id;
    fresh.content = existing.content;
    fresh.thumbnail = existing.thumbnail;
    fresh.memberships.put(
        collectionId, new Membership(sent.text("encryptedKey"), sent.text("keyDecryptionNonce"), false, now, now));
    return fresh;
  }

  private static FileRow parse(Fields sent, long userId) {
    FileRow file = new FileRow();
    file.ownerId = userId;
    file.content = object(sent.object("file"), userId);
    file.thumbnail = object(sent.object("thumbnail"), userId);
    Refusal.require(!file.content.key().equals(file.thumbnail.key()));
    file.encryptedMetadata = sent.object("metadata").text("encryptedData");
    file.metadataHeader = sent.object("metadata").text("decryptionHeader");
    file.magic = sent.optionalObject("magicMetadata").map(Magic::of).orElse(null);
    file.publicMagic = sent.optionalObject("pubMagicMetadata").map(Magic::of).orElse(null);
    sent.text("encryptedKey");
    sent.text("keyDecryptionNonce");
    return file;
  }

  /** An object as a client names it: with a length of 0 when it leaves that to the server. */
  static StoredObject object(Fields sent, long userId) {
    String key = sent.text("objectKey");
    Refusal.require(key.startsWith(userId + "/"));
    return new StoredObject(key, sent.text("decryptionHeader"), sent.numberOrZero("size"));
  }

  /** The same object with the length that the store tells. */
  StoredObject measured(StoredObject named) {
    OptionalLong length = objects.length(named.key());
    if (length.isEmpty()) {
      throw Refusal.coded(503, "OBJECT_SIZE_FETCH_FAILED");
    }
    Refusal.require(named.size() == 0 || named.size() == length.getAsLong());
    return new StoredObject(named.key(), named.header(), length.getAsLong());
  }

  private void requireRoom(long userId, FileRow fresh) {
    AccountRow account = rows.account(userId);
    if (!account.isSubscribed) {
      throw Refusal.plain(402);
    }
    if (fresh.content.size() > MOST_BYTES) {
      throw Refusal.plain(413);
    }
    long bytes = rows.usedBytes(userId) + fresh.content.size() + fresh.thumbnail.size();
    if (bytes > account.storageBytes + settings.overdraftBytes) {
      throw Refusal.plain(426);
    }
  }

  private static boolean isSame(FileRow stored, FileRow sent) {
    return sameObject(stored.content, sent.content)
        && sameObject(stored.thumbnail, sent.thumbnail)
        && stored.encryptedMetadata.equals(sent.encryptedMetadata)
        && stored.metadataHeader.equals(sent.metadataHeader);
  }

  private static boolean sameObject(StoredObject stored, StoredObject sent) {
    return stored.key().equals(sent.key())
        && stored.header().equals(sent.header())
        && (sent.size() == 0 || stored.size() == sent.size());
  }
}
