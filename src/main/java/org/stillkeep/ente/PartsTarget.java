package org.stillkeep.ente;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.stillkeep.ente.UploadProgress.Part;
import org.stillkeep.ente.UploadProgress.State;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.UploadMemory;

/**
 * An object that is sent in parts and joined in the end. What was sent is noted part by part; after an interruption, parts that
 * come again as they were are not sent again. What cannot be gone on with is forgotten, and the caller told to begin anew,
 * since the parts before this one are no longer at hand. For one thread at a time.
 */
final class PartsTarget implements EnteUpload.Target {

  private static final String WHAT = "uploading an object in parts";
  private static final int NO_SUCH_UPLOAD = 404;

  private final ObjectClient objects;
  private final UploadMemory memory;
  private final BooleanSupplier stopRequested;
  private UploadProgress progress;

  /** Parts that came, sent now or before. */
  private int partsSeen;

  /** Whether the store has taken a part just now, which proves that the upload was still going on. */
  private boolean isAlive;

  /** @param progress a new upload's, or that of one to go on with */
  PartsTarget(
      UploadProgress progress, ObjectClient objects, UploadMemory memory, BooleanSupplier stopRequested) {
    this.progress = progress;
    this.objects = objects;
    this.memory = memory;
    this.stopRequested = stopRequested;
  }

  /** Asks the server to begin an upload. */
  static UploadProgress begin(AccountCalls calls, long ciphertextBytes, Clock clock, BooleanSupplier stopRequested)
      throws IOException {
    long parts = PartBuffer.count(ciphertextBytes);
    Instant now = clock.instant();
    return calls.read(
        WHAT, ApiCall.get("/files/multipart-upload-urls").with("count", parts), stopRequested,
        answer -> {
          Answer urls = answer.requiredObject("urls");
          List<String> partUrls = urls.texts("partURLs");
          if (partUrls.size() != parts) {
            throw urls.odd("partURLs", "has " + partUrls.size() + " elements instead of " + parts);
          }
          return new UploadProgress(
              calls.ownObjectKey(urls), now, ciphertextBytes, State.SENDING, List.of(), partUrls,
              urls.requiredText("completeURL"));
        });
  }

  /** Whether the store says that a URL has had its time, or that the upload has. */
  static boolean isUrlOver(ApiException e) {
    return e.status() == 403 || e.status() == 404;
  }

  @Override
  public void send(PartBuffer part) throws IOException {
    byte[] md5 = part.md5();
    String md5Text = CiphertextJson.base64(md5);
    int index = partsSeen++;
    if (index < progress.parts().size()) {
      if (!progress.parts().get(index).md5().equals(md5Text)) {
        UploadProgress.forget(memory);
        throw new StoreException(Reason.REFUSED, WHAT + ": this is not the ciphertext whose upload was begun");
      }
      return;
    }
    progress = progress.sent(new Part(md5Text, put(part, md5)));
    isAlive = true;
    progress.keep(memory);
  }

  @Override
  public String finish() throws IOException {
    if (progress.state() != State.DONE) {
      join();
      progress = progress.done();
      progress.keep(memory);
    }
    return progress.objectKey();
  }

  @Override
  public void close() {
    // What was sent is noted, and may be gone on with.
  }

  private String put(PartBuffer part, byte[] md5) throws IOException {
    try {
      return objects.put(progress.urls().get(0), part.bytes(), part.length(), md5, stopRequested);
    } catch (ApiException e) {
      throw failed(e);
    } catch (IOException e) {
      throw Refusals.of(WHAT, e);
    }
  }

  private void join() throws IOException {
    boolean hasFailedBefore = progress.state() == State.JOINING;
    boolean mayBeJoined = isAlive || hasFailedBefore;
    progress = progress.joining();
    progress.keep(memory);
    try {
      objects.complete(progress.joinUrl(), progress.parts().stream().map(Part::eTag).toList(), stopRequested);
    } catch (ApiException e) {
      // The answer to an earlier try got lost: the store forgets an upload when it has become an object.
      if (!(mayBeJoined && e.status() == NO_SUCH_UPLOAD)) {
        if (hasFailedBefore) {
          // A store that cannot join these parts will not do so tomorrow.
          UploadProgress.forget(memory);
        }
        throw failed(e);
      }
    } catch (IOException e) {
      throw Refusals.of(WHAT, e);
    }
  }

  private StoreException failed(ApiException e) throws IOException {
    if (Prospect.after(e) == Prospect.HOPELESS) {
      UploadProgress.forget(memory);
      return Refusals.of(WHAT, e, Reason.UNAVAILABLE, "it cannot be gone on with, and has to begin anew");
    }
    return Refusals.of(WHAT, e, Reason.UNAVAILABLE, "the object store failed");
  }
}
