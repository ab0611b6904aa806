package org.stillkeep.ente;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * HTTP on which nothing happens by itself: no redirect is followed, no cookie kept, nothing cached. Calls run on the caller's
 * thread; one more, which is there only while there are calls, ends them soon after they are asked to stop. HTTP/1.1, so that
 * every call has a connection of its own, and ending the one ends the other.
 *
 * <p>For any number of threads. Closing it ends what runs.
 */
final class Wire implements Closeable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
  private static final int IDLE_CONNECTIONS = 4;
  private static final long IDLE_SECONDS = 30;
  private static final long STOP_CHECK_MILLIS = 100;
  private static final long WATCH_IDLE_SECONDS = 5;

  private final OkHttpClient client;
  private final Dns dns;
  private final ScheduledThreadPoolExecutor watch;
  private final Set<Call> running = ConcurrentHashMap.newKeySet();

  /** Makes something of an answer. */
  interface Reading<T> {
    T read(Response response) throws IOException;
  }

  /** @param callLimit for a whole call with its answer; zero for none */
  Wire(Duration callLimit) {
    this(callLimit, Dns.SYSTEM);
  }

  Wire(Duration callLimit, Dns dns) {
    this.dns = dns;
    client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .connectTimeout(CONNECT_LIMIT)
            .readTimeout(SILENCE_LIMIT)
            .writeTimeout(SILENCE_LIMIT)
            .callTimeout(callLimit)
            .build();
    watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "stillkeep-ente-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.setKeepAliveTime(WATCH_IDLE_SECONDS, TimeUnit.SECONDS);
    watch.allowCoreThreadTimeOut(true);
    watch.setRemoveOnCancelPolicy(true);
  }

  /**
   * Sends a request and reads the answer, whatever its status.
   *
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  <T> T exchange(Request request, BooleanSupplier stopRequested, Reading<T> reading) throws IOException {
    try (WatchedCall call = start(request, stopRequested)) {
      try {
        return reading.read(call.response());
      } catch (IOException e) {
        throw call.reason(e);
      }
    }
  }

  /**
   * Sends a request and leaves the answer's body open.
   *
   * @param check throws for answers that are not wanted
   * @return the body, which the caller closes; reading it fails as {@link #exchange} does
   */
  InputStream open(Request request, BooleanSupplier stopRequested, Reading<Void> check) throws IOException {
    WatchedCall call = start(request, stopRequested);
    try {
      check.read(call.response());
      return new WatchedStream(call);
    } catch (IOException e) {
      try (call) {
        throw call.reason(e);
      }
    } catch (RuntimeException e) {
      call.close();
      throw e;
    }
  }

  private WatchedCall start(Request request, BooleanSupplier stopRequested) throws IOException {
    Patience.requireGoingOn(stopRequested);
    if (watch.isShutdown()) {
      throw new IOException("closed");
    }
    Call call = client.newBuilder().dns(new StoppableDns(dns, stopRequested)).build().newCall(request);
    running.add(call);
    WatchedCall watched = new WatchedCall(call, stopRequested, running::remove);
    watched.watchBy(watch, STOP_CHECK_MILLIS);
    return watched;
  }

  @Override
  public void close() {
    watch.shutdownNow();
    running.forEach(Call::cancel);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
