package org.stillkeep.ente;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredCollection;

/** An account's collections. For one thread. */
final class CollectionCalls {

  private final AccountCalls calls;

  CollectionCalls(AccountCalls calls) {
    this.calls = calls;
  }

  /** All that changed since; the server has no pages here. */
  List<StoredCollection> since(long since) throws IOException {
    return calls.read("listing the albums", ApiCall.get("/collections/v2").with("sinceTime", since), this::readAll);
  }

  /** Creates it once, even when the answer gets lost: the wrapped key is a name that no other collection has. */
  StoredCollection create(NewCollection collection) throws IOException {
    try {
      return calls.patiently(() -> createOrFind(collection));
    } catch (IOException e) {
      throw Refusals.of("creating an album", e);
    }
  }

  private StoredCollection createOrFind(NewCollection collection) throws IOException {
    try {
      return readOne(calls.ask(ApiCall.post("/collections", CollectionJson.write(collection))));
    } catch (IOException e) {
      if (Prospect.after(e) != Prospect.MAY_PASS) {
        throw e;
      }
      return readAll(calls.ask(ApiCall.get("/collections/v2").with("sinceTime", 0))).stream()
          .filter(each -> each.key().equals(collection.key()) && !each.deleted())
          .findFirst()
          .orElseThrow(() -> e);
    }
  }

  void rename(long collectionId, EncryptedKey name) throws IOException {
    own(collectionId);
    ObjectNode body = EnteApi.object().put("collectionID", collectionId);
    CiphertextJson.put(body, "encryptedName", "nameDecryptionNonce", name);
    calls.send("renaming the album " + collectionId, ApiCall.post("/collections/rename", body).repeating());
  }

  void updateMagic(long collectionId, MagicMetadata magic) throws IOException {
    own(collectionId);
    ObjectNode body = EnteApi.object().put("id", collectionId);
    CiphertextJson.put(body, "magicMetadata", magic);
    calls.send("changing the album " + collectionId, ApiCall.put("/collections/magic-metadata", body).repeating());
  }

  void delete(long collectionId) throws IOException {
    String what = "deleting the album " + collectionId;
    StoredCollection collection = own(collectionId);
    if (collection.type().isOnceOnly()) {
      throw new StoreException(Reason.REFUSED, what + ": every account has one of these");
    }
    // Files in it would otherwise go to the trash, all of them.
    ApiCall call =
        ApiCall.delete("/collections/v3/" + collectionId).with("collectionID", collectionId).with("keepFiles", "true");
    try {
      calls.ask(call.repeating());
    } catch (ApiException e) {
      // It was there a moment ago: the answer to the first of two tries got lost, or somebody else did it.
      if (e.status() != 404) {
        throw Refusals.of(what, e);
      }
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
  }

  /**
   * One of our own collections, as it is now.
   *
   * @throws StoreException NOT_FOUND when there is none or it is deleted, REFUSED when it is another's
   */
  StoredCollection own(long collectionId) throws IOException {
    String what = "the album " + collectionId;
    StoredCollection collection = any(collectionId);
    if (collection.shared()) {
      throw new StoreException(Reason.REFUSED, what + " was shared by another account");
    }
    if (collection.deleted()) {
      throw new StoreException(Reason.NOT_FOUND, what + " has been deleted");
    }
    return collection;
  }

  /** @throws StoreException NOT_FOUND when there never was one */
  boolean isDeleted(long collectionId) throws IOException {
    return any(collectionId).deleted();
  }

  private StoredCollection any(long collectionId) throws IOException {
    return calls.read("the album " + collectionId, ApiCall.get("/collections/" + collectionId), this::readOne);
  }

  private StoredCollection readOne(Answer answer) throws ApiException {
    return CollectionJson.read(answer.requiredObject("collection"), calls.userId());
  }

  private List<StoredCollection> readAll(Answer answer) throws ApiException {
    List<StoredCollection> collections = new ArrayList<>();
    for (Answer node : answer.requiredList("collections")) {
      collections.add(CollectionJson.read(node, calls.userId()));
    }
    return collections;
  }
}
