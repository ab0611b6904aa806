package org.stillkeep.ente;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.stillkeep.ente.UploadProgress.State;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.store.UploadMemory;

/** Begins uploads, or takes them up again. For any number of threads. */
final class Uploads {

  /** The server registers nothing longer. */
  private static final long MOST_BYTES = 10L << 30;

  private final AccountCalls calls;
  private final ObjectClient client;
  private final SessionObjects objects;
  private final EnteOptions options;
  private final Clock clock;
  private final UploadUrls urls;

  /** For each upload that may hold a second part. */
  private final Semaphore partsAhead;

  Uploads(AccountCalls calls, ObjectClient client, SessionObjects objects, EnteOptions options, Clock clock) {
    this.calls = calls;
    this.client = client;
    this.objects = objects;
    this.options = options;
    this.clock = clock;
    this.urls = new UploadUrls(calls, clock);
    this.partsAhead = new Semaphore(options.partsAhead());
  }

  ObjectUpload begin(long ciphertextBytes, UploadMemory memory, BooleanSupplier stopRequested) throws IOException {
    if (ciphertextBytes < 0) {
      throw new IllegalArgumentException("no length: " + ciphertextBytes);
    }
    if (ciphertextBytes > MOST_BYTES) {
      throw new StoreException(
          Reason.TOO_LARGE,
          "uploading an object: " + ciphertextBytes + " bytes, and an Ente server takes " + MOST_BYTES + " at most");
    }
    AtomicBoolean givenUp = new AtomicBoolean();
    BooleanSupplier stop =
        () -> givenUp.get() || stopRequested.getAsBoolean() || options.stopRequested().getAsBoolean();
    Optional<UploadProgress> before = UploadProgress.recall(memory, ciphertextBytes, clock.instant());
    // A single part needs no joining, and so is sent whole.
    EnteUpload.Target target =
        ciphertextBytes <= PartBuffer.PART_BYTES
            ? new WholeTarget(ciphertextBytes, before.filter(Uploads::isWhole), urls, client, memory, stop)
            : new PartsTarget(progress(before, ciphertextBytes, memory, stop), client, memory, stop);
    PartLine line = new PartLine(target, ciphertextBytes, partsAhead, givenUp, PartLine::startThread);
    return new EnteUpload(ciphertextBytes, target, line, memory, objects, stop);
  }

  private static boolean isWhole(UploadProgress progress) {
    return progress.state() == State.DONE && progress.parts().size() == 1;
  }

  private UploadProgress progress(
      Optional<UploadProgress> before, long ciphertextBytes, UploadMemory memory, BooleanSupplier stop)
      throws IOException {
    Optional<UploadProgress> usable = before.filter(UploadProgress::isInParts);
    if (usable.isPresent()) {
      return usable.get();
    }
    UploadProgress begun = PartsTarget.begin(calls, ciphertextBytes, clock, stop);
    begun.keep(memory);
    return begun;
  }
}
