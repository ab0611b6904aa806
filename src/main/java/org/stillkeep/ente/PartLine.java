package org.stillkeep.ente;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one upload on their way, in their order. While one is, by a thread of its own, the next can be filled, if there is
 * memory for both; else a part has come before the next is filled. For one thread, which alone calls the target otherwise.
 */
final class PartLine {

  private static final Logger log = LoggerFactory.getLogger(PartLine.class);

  private final EnteUpload.Target target;

  /** What of the object is still to be filled into parts. */
  private long bytesLeft;

  private final Semaphore partsAhead;
  private final AtomicBoolean givenUp;
  private final Executor threads;

  /** Whether memory for a second part was set aside for this upload. */
  private boolean mayRunAhead;

  /** Fails as sending it does. */
  private Optional<FutureTask<PartBuffer>> onItsWay = Optional.empty();

  /** Has come, and may be filled again. */
  private Optional<PartBuffer> free = Optional.empty();

  /**
   * @param partsAhead one for each second part that any upload may hold
   * @param givenUp is set when the target is to end what it does
   * @param threads runs each task by a thread of its own
   */
  PartLine(
      EnteUpload.Target target, long ciphertextBytes, Semaphore partsAhead, AtomicBoolean givenUp, Executor threads) {
    this.target = target;
    this.bytesLeft = ciphertextBytes;
    this.partsAhead = partsAhead;
    this.givenUp = givenUp;
    this.threads = threads;
  }

  /** Where parts are sent. */
  static void startThread(Runnable task) {
    Thread thread = new Thread(task, "stillkeep-ente-part");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Sends a full part that is not the last, after the one before has come.
   *
   * @return another to be filled, or the same once it has come
   * @throws IOException when this one or the one before could not be sent
   */
  PartBuffer send(PartBuffer full) throws IOException {
    awaitArrival();
    bytesLeft -= full.length();
    mayRunAhead = mayRunAhead || partsAhead.tryAcquire();
    if (!mayRunAhead) {
      return sent(full);
    }
    FutureTask<PartBuffer> sending = new FutureTask<>(() -> sent(full));
    Optional<FutureTask<PartBuffer>> begun = Optional.of(sending);
    PartBuffer next = free.orElseGet(() -> new PartBuffer(bytesLeft));
    free = Optional.empty();
    threads.execute(sending);
    // Only now: a thread that could not be started would be waited for without end.
    onItsWay = begun;
    return next;
  }

  /** Sends the last part, after all others have come, and has it there when it returns. */
  void sendLast(PartBuffer last) throws IOException {
    awaitArrival();
    target.send(last);
  }

  /** @throws IOException when the part on its way has failed */
  void requireGoingOn() throws IOException {
    if (onItsWay.filter(FutureTask::isDone).isPresent()) {
      awaitArrival();
    }
  }

  /** Gives up what is on its way, and waits until its thread has let go of it: less than a second. */
  void close() {
    givenUp.set(true);
    try {
      if (onItsWay.isPresent()) {
        await(onItsWay.get());
      }
    } catch (ExecutionException e) {
      // Either it was said before, or the upload ends for another reason, and would have failed of this one, too.
      log.debug("a part that nobody waits for any more was not sent: {}", e.getCause().getClass().getSimpleName());
    }
    if (mayRunAhead) {
      mayRunAhead = false;
      partsAhead.release();
    }
  }

  private PartBuffer sent(PartBuffer full) throws IOException {
    target.send(full);
    full.clear();
    return full;
  }

  private void awaitArrival() throws IOException {
    if (onItsWay.isPresent()) {
      try {
        free = Optional.of(await(onItsWay.get()));
        onItsWay = Optional.empty();
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  /** Interrupted, it gives up what is on its way, which then ends soon. */
  private PartBuffer await(FutureTask<PartBuffer> sending) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return sending.get();
        } catch (InterruptedException e) {
          interrupted = true;
          givenUp.set(true);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof IOException failure) {
      return failure;
    } else if (cause instanceof RuntimeException failure) {
      throw failure;
    } else if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(cause);
  }
}
