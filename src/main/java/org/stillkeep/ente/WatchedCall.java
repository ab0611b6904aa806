package org.stillkeep.ente;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;

/** One call with its answer, for one thread; another asks meanwhile whether to stop. */
final class WatchedCall implements Closeable {

  private final Call call;
  private final BooleanSupplier stopRequested;
  private final Consumer<Call> atEnd;
  private Future<?> watching;
  private Response response;

  WatchedCall(Call call, BooleanSupplier stopRequested, Consumer<Call> atEnd) {
    this.call = call;
    this.stopRequested = stopRequested;
    this.atEnd = atEnd;
  }

  /** Has it ended when it shall stop. */
  void watchBy(ScheduledExecutorService watch, long everyMillis) throws IOException {
    try {
      watching = watch.scheduleWithFixedDelay(this::endIfStopped, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      atEnd.accept(call);
      throw new IOException("closed", e);
    }
  }

  /** Sends the request, the first time; returns when the answer's head is there. */
  Response response() throws IOException {
    if (response == null) {
      response = call.execute();
    }
    return response;
  }

  /**
   * What to throw for a failure of this call.
   *
   * @throws CancellationException when it was asked to stop
   */
  IOException reason(IOException e) {
    if (stopRequested.getAsBoolean()) {
      throw new CancellationException();
    }
    return e;
  }

  private void endIfStopped() {
    if (stopRequested.getAsBoolean()) {
      call.cancel();
    }
  }

  @Override
  public void close() {
    watching.cancel(false);
    atEnd.accept(call);
    if (response != null) {
      response.close();
    }
  }
}
