package org.stillkeep.ente;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import okhttp3.Dns;

/**
 * Finds a host's addresses on a thread of its own. The system's resolver hangs for half a minute when a network is there that
 * leads nowhere, and nothing can end it; so it is left behind.
 *
 * @param system the resolver
 */
record StoppableDns(Dns system, BooleanSupplier stopRequested) implements Dns {

  private static final long STOP_CHECK_MILLIS = 100;

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> system.lookup(hostname));
    Thread thread = new Thread(lookup, "stillkeep-ente-dns");
    thread.setDaemon(true);
    thread.start();
    try {
      while (!lookup.isDone()) {
        if (stopRequested.getAsBoolean()) {
          throw unknown(hostname, null);
        }
        thread.join(STOP_CHECK_MILLIS);
      }
      return lookup.get();
    } catch (ExecutionException e) {
      throw unknown(hostname, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(hostname, e);
    }
  }

  private static UnknownHostException unknown(String hostname, Throwable cause) {
    UnknownHostException unknown = new UnknownHostException(hostname);
    unknown.initCause(cause);
    return unknown;
  }

  /** Connections are shared by calls that resolve alike, whoever may stop them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StoppableDns that && system.equals(that.system);
  }

  @Override
  public int hashCode() {
    return system.hashCode();
  }
}
