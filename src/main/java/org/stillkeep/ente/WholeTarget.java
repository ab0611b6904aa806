package org.stillkeep.ente;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stillkeep.ente.UploadUrls.UploadUrl;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.UploadMemory;

/** An object that is sent whole, in one request, or is there already. For one thread at a time. */
final class WholeTarget implements EnteUpload.Target {

  private static final String WHAT = "uploading an object";

  private static final int TRIES = 2;

  private final long ciphertextBytes;
  private final UploadUrls urls;
  private final ObjectClient objects;
  private final UploadMemory memory;
  private final BooleanSupplier stopRequested;

  /** The object that is there already; empty when none is. */
  private final Optional<UploadProgress> before;

  /** Not used yet. */
  private Optional<UploadUrl> pass = Optional.empty();

  private String objectKey = "";

  WholeTarget(
      long ciphertextBytes,
      Optional<UploadProgress> before,
      UploadUrls urls,
      ObjectClient objects,
      UploadMemory memory,
      BooleanSupplier stopRequested)
      throws IOException {
    this.ciphertextBytes = ciphertextBytes;
    this.before = before;
    this.urls = urls;
    this.objects = objects;
    this.memory = memory;
    this.stopRequested = stopRequested;
    if (before.isEmpty()) {
      // Now, so that a full account is known before anything is encrypted.
      pass = Optional.of(urls.take(stopRequested));
    }
  }

  @Override
  public void send(PartBuffer part) throws IOException {
    byte[] md5 = part.md5();
    if (before.isPresent() && before.get().parts().get(0).md5().equals(CiphertextJson.base64(md5))) {
      objectKey = before.get().objectKey();
      return;
    }
    UploadProgress done = put(part, md5);
    done.keep(memory);
    objectKey = done.objectKey();
  }

  private UploadProgress put(PartBuffer part, byte[] md5) throws IOException {
    for (int triesLeft = TRIES; ; triesLeft--) {
      UploadUrl url = pass.isPresent() ? pass.get() : urls.take(stopRequested);
      pass = Optional.empty();
      try {
        String eTag = objects.put(url.url(), part.bytes(), part.length(), md5, stopRequested);
        return UploadProgress.whole(url, ciphertextBytes, new UploadProgress.Part(CiphertextJson.base64(md5), eTag));
      } catch (ApiException e) {
        if (triesLeft == 1 || !PartsTarget.isUrlOver(e)) {
          throw Refusals.of(WHAT, e, Reason.UNAVAILABLE, "the object store does not take it");
        }
      } catch (IOException e) {
        throw Refusals.of(WHAT, e);
      }
    }
  }

  @Override
  public String finish() {
    return objectKey;
  }

  @Override
  public void close() {
    pass.ifPresent(urls::giveBack);
    pass = Optional.empty();
  }
}
