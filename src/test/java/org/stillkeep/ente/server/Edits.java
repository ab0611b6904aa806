package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.stillkeep.ente.server.CollectionRow.Share;

/** Changes made behind a client's back, as another client or the server's own jobs make them. */
public final class Edits {

  private final EnteServerForTests server;
  private final Rows rows;
  private final FileRoutes files;
  private final TrashBin trash;

  Edits(EnteServerForTests server, Rows rows, FileRoutes files, TrashBin trash) {
    this.server = server;
    this.rows = rows;
    this.files = files;
    this.trash = trash;
  }

  /** Another client has stored a file's public magic metadata again: same content, next version. */
  public void bumpPublicMagic(long fileId) {
    bump(fileId, true);
  }

  /** As {@link #bumpPublicMagic}, for the private ones. */
  public void bumpPrivateMagic(long fileId) {
    bump(fileId, false);
  }

  /** Both kinds, by a client that wants nobody to notice: no list of changes brings the file ({@code skipVersion}). */
  public void bumpMagicQuietly(long fileId) {
    server.change(
        () -> {
          FileRow file = file(fileId);
          file.publicMagic = file.publicMagic == null ? null : Magic.next(file.publicMagic);
          file.magic = Magic.next(file.magic);
          rows.save(file);
        });
  }

  private void bump(long fileId, boolean isPublic) {
    server.change(
        () -> {
          FileRow file = file(fileId);
          ObjectNode stored = isPublic ? file.publicMagic : file.magic;
          ObjectNode next = Magic.next(stored);
          if (isPublic) {
            file.publicMagic = next;
          } else {
            file.magic = next;
          }
          files.touch(file, rows.clock().tick());
          rows.save(file);
        });
  }

  /** Another client has thrown a file away. */
  public void trash(long fileId, long collectionId) {
    server.change(() -> trash.put(file(fileId), collectionId, rows.clock().tick()));
  }

  /** Another client has deleted an album with all that is in it; the files follow with the server's next jobs. */
  public void deleteCollection(long collectionId) {
    server.change(
        () -> {
          CollectionRow row = rows.collection(collectionId);
          row.deleted = true;
          row.updatedAt = rows.clock().tick();
          rows.save(row);
          trash.sweepLater(collectionId);
        });
  }

  /** A file of the trash is gone for good, with its objects. */
  public void purge(long fileId) {
    server.change(() -> trash.purge(file(fileId)));
  }

  /** The server knows the lengths of a file's objects no longer, as with old files. */
  public void forgetSizes(long fileId) {
    server.change(
        () -> {
          FileRow file = file(fileId);
          file.hasUnknownSizes = true;
          rows.save(file);
        });
  }

  /** The account is an old one that never got a recovery key. */
  public void forgetRecoveryKey(long userId) {
    server.change(
        () -> {
          AccountRow account = rows.account(userId);
          account.keyAttributes.remove(KeyAttributesJson.RECOVERY_FIELDS);
          rows.save(account);
        });
  }

  /** The name under which a file's bytes lie in the object store. */
  public String objectKey(long fileId) {
    return server.read(each -> file(fileId).content.key());
  }

  /** The name under which a file's thumbnail lies in the object store. */
  public String thumbnailKey(long fileId) {
    return server.read(each -> file(fileId).thumbnail.key());
  }

  void share(long collectionId, byte[] sealedKey, long userId) {
    server.change(
        () -> {
          CollectionRow row = rows.collection(collectionId);
          long now = rows.clock().tick();
          row.shares.put(
              userId, new Share(Base64.getEncoder().encodeToString(sealedKey), "VIEWER", null, false, now, now));
          rows.save(row);
        });
  }

  void unshare(long collectionId, long userId) {
    server.change(
        () -> {
          CollectionRow row = rows.collection(collectionId);
          Share old = row.shares.get(userId);
          row.shares.put(
              userId,
              new Share(old.encryptedKey(), old.role(), old.magic(), true, old.sharedAt(), rows.clock().tick()));
          rows.save(row);
        });
  }

  private FileRow file(long fileId) {
    return rows.findFile(fileId).orElseThrow();
  }
}
