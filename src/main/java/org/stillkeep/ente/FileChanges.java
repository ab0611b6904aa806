package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * Changes of files that are there. Each may be sent twice, when its answer got lost: what the server then refuses is looked at
 * file by file, and files that are where they should be are left out. For one thread.
 */
final class FileChanges {

  private final AccountCalls calls;
  private final CollectionCalls collections;
  private final FileStates states;

  FileChanges(AccountCalls calls, CollectionCalls collections, FileStates states) {
    this.calls = calls;
    this.collections = collections;
    this.states = states;
  }

  /** Makes a request for some of the files. */
  private interface Request<T> {
    ApiCall of(Map<Long, T> files);
  }

  /** Tells which files are already as they should be. */
  private interface Done {
    Set<Long> among(Set<Long> fileIds) throws IOException;
  }

  void add(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    String what = "adding files to the album " + collectionId;
    requireBatch(what, keysByFileId);
    collections.own(collectionId);
    send(
        what, keysByFileId, files -> ApiCall.post("/collections/add-files", keys(files).put("collectionID", collectionId)),
        fileIds -> Set.of());
  }

  void move(long from, long to, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    String what = "moving files from the album " + from + " to " + to;
    requireBatch(what, keysByFileId);
    if (from == to) {
      throw new StoreException(Reason.REFUSED, what + ": they are the same");
    }
    collections.own(from);
    collections.own(to);
    send(
        what, keysByFileId,
        files ->
            ApiCall.post(
                "/collections/move-files", keys(files).put("fromCollectionID", from).put("toCollectionID", to)),
        fileIds -> {
          Set<Long> moved = states.in(to, fileIds);
          moved.removeAll(states.in(from, moved));
          return moved;
        });
  }

  void restore(long collectionId, Map<Long, EncryptedKey> keysByFileId) throws IOException {
    String what = "restoring files to the album " + collectionId;
    requireBatch(what, keysByFileId);
    collections.own(collectionId);
    send(
        what, keysByFileId,
        files -> ApiCall.post("/collections/restore-files", keys(files).put("collectionID", collectionId)),
        fileIds -> states.in(collectionId, fileIds));
  }

  void trash(Map<Long, Long> collectionByFileId) throws IOException {
    String what = "moving files to the trash";
    requireBatch(what, collectionByFileId);
    send(what, collectionByFileId, files -> ApiCall.post("/files/trash", items(files)), states::inTrash);
  }

  void updatePrivateMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    updateMagic("/files/magic-metadata", magicByFileId);
  }

  void updatePublicMagic(Map<Long, MagicMetadata> magicByFileId) throws IOException {
    updateMagic("/files/public-magic-metadata", magicByFileId);
  }

  private void updateMagic(String path, Map<Long, MagicMetadata> magicByFileId) throws IOException {
    String what = "changing metadata of files";
    requireBatch(what, magicByFileId);
    ObjectNode body = EnteApi.object();
    ArrayNode list = body.putArray("metadataList");
    magicByFileId.forEach((id, magic) -> CiphertextJson.put(list.addObject().put("id", id), "magicMetadata", magic));
    if (magicByFileId.isEmpty()) {
      return;
    }
    try {
      // Sent twice it conflicts with itself. Then what was written is read, merged into and sent once more.
      calls.ask(ApiCall.put(path, body).repeating());
    } catch (ApiException e) {
      if (e.status() == 413 && magicByFileId.size() > 1) {
        // As many as Ente's server takes may be more bytes than one before it lets through.
        for (Map<Long, MagicMetadata> half : halves(magicByFileId)) {
          updateMagic(path, half);
        }
        return;
      }
      if (e.status() == 409) {
        throw Refusals.of(what, e, Reason.VERSION_CONFLICT, "another version is there, or one of three fields more");
      }
      throw refusal(what, e, magicByFileId);
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
  }

  private static List<Map<Long, MagicMetadata>> halves(Map<Long, MagicMetadata> magicByFileId) {
    Map<Long, MagicMetadata> first = new LinkedHashMap<>();
    Map<Long, MagicMetadata> second = new LinkedHashMap<>();
    magicByFileId.forEach((id, magic) -> (first.size() < magicByFileId.size() / 2 ? first : second).put(id, magic));
    return List.of(first, second);
  }

  private <T> void send(String what, Map<Long, T> files, Request<T> request, Done done) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    try {
      calls.ask(request.of(files).repeating());
    } catch (ApiException e) {
      if (e.status() != 400 && e.status() != 404 && e.status() != 409) {
        throw refusal(what, e, files);
      }
      Map<Long, T> rest = notDone(what, files, done);
      if (rest.size() == files.size()) {
        throw refusal(what, e, files);
      }
      send(what, rest, request, done);
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
  }

  private static <T> Map<Long, T> notDone(String what, Map<Long, T> files, Done done) throws IOException {
    Map<Long, T> rest = new LinkedHashMap<>(files);
    try {
      rest.keySet().removeAll(done.among(files.keySet()));
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
    return rest;
  }

  /** The server's word for files that are not there may be any of several; which it is, is found out. */
  private StoreException refusal(String what, ApiException e, Map<Long, ?> files) throws IOException {
    if (e.status() != 400 && e.status() != 403 && e.status() != 404) {
      return Refusals.of(what, e);
    }
    try {
      for (long fileId : files.keySet()) {
        if (!states.exists(fileId)) {
          return Refusals.of(what, e, Reason.NOT_FOUND, "there is no file " + fileId);
        }
      }
    } catch (IOException unknown) {
      throw Refusals.of(what, unknown);
    }
    boolean isCollectionGone = e.code().equals("COLLECTION_DELETED");
    return isCollectionGone ? Refusals.of(what, e) : Refusals.of(what, e, Reason.REFUSED, "not with these files");
  }

  private static ObjectNode keys(Map<Long, EncryptedKey> keysByFileId) {
    ObjectNode body = EnteApi.object();
    ArrayNode files = body.putArray("files");
    keysByFileId.forEach(
        (id, key) -> CiphertextJson.put(files.addObject().put("id", id), "encryptedKey", "keyDecryptionNonce", key));
    return body;
  }

  private static ObjectNode items(Map<Long, Long> collectionByFileId) {
    ObjectNode body = EnteApi.object();
    ArrayNode items = body.putArray("items");
    collectionByFileId.forEach(
        (fileId, collectionId) -> items.addObject().put("fileID", fileId).put("collectionID", collectionId));
    return body;
  }

  private static void requireBatch(String what, Map<Long, ?> files) throws StoreException {
    if (files.size() > LibraryStore.MAX_BATCH) {
      throw new StoreException(Reason.REFUSED, what + ": " + files.size() + " in one call");
    }
  }
}
