package org.stillkeep.ente;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.StoredFile;

/**
 * Registers files, one call each, after everything has been checked that can be checked here. Several calls run at once, as in
 * Ente's own programs: one after the other, they would take longer than the uploads do. For one thread.
 */
final class Registrations {

  private static final String OBJECT_LENGTH_UNKNOWN = "OBJECT_SIZE_FETCH_FAILED";
  private static final int AT_ONCE = 4;

  private final AccountCalls calls;
  private final SessionObjects objects;

  Registrations(AccountCalls calls, SessionObjects objects) {
    this.calls = calls;
    this.objects = objects;
  }

  List<StoredFile> register(List<NewFile> files) throws IOException {
    requirePlausible(files);
    return new CallsAtOnce(AT_ONCE, "stillkeep-ente-register").each(files, this::register);
  }

  private void requirePlausible(List<NewFile> files) throws StoreException {
    if (files.size() > LibraryStore.MAX_BATCH) {
      throw new StoreException(Reason.REFUSED, "registering files: " + files.size() + " in one call");
    }
    for (NewFile file : files) {
      ObjectRef thumbnail =
          file.thumbnail()
              .orElseThrow(() -> new StoreException(Reason.REFUSED, "registering a file: it has no thumbnail"));
      for (ObjectRef object : List.of(file.content(), thumbnail)) {
        if (!object.objectKey().startsWith(calls.userId() + "/")) {
          throw new StoreException(Reason.NOT_FOUND, "the object " + object.objectKey() + " is none of this account's");
        }
        objects.requireRegistrable(object);
      }
    }
  }

  private StoredFile register(NewFile file) throws IOException {
    String what = "registering a file in the album " + file.collectionId();
    try {
      // The server knows a file that it has already by its object.
      Answer answer = calls.ask(ApiCall.post("/files", FileJson.write(file)).repeating());
      StoredFile row = row(file, answer);
      objects.registered(file.content());
      file.thumbnail().ifPresent(objects::registered);
      return row;
    } catch (ApiException e) {
      if (e.is(503, OBJECT_LENGTH_UNKNOWN)) {
        throw Refusals.of(what, e, Reason.NOT_FOUND, "its object " + file.content().objectKey() + " or its thumbnail is not there");
      }
      throw Refusals.of(what, e);
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
  }

  /** What was sent, and what only the server can know. It need not repeat the rest. */
  private static StoredFile row(NewFile file, Answer answer) throws IOException {
    return new StoredFile(
        FileJson.id(answer),
        file.collectionId(),
        false,
        file.key(),
        withoutKey(file.content()),
        file.thumbnail().map(Registrations::withoutKey),
        file.metadata(),
        file.privateMagic(),
        file.publicMagic(),
        false,
        answer.requiredNumber("updationTime"));
  }

  /** As the server gives it back later on. */
  private static ObjectRef withoutKey(ObjectRef object) {
    return new ObjectRef("", object.header(), object.ciphertextBytes());
  }
}
