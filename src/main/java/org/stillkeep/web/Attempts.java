package org.stillkeep.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses: one attempt at a time, and after each wrong one a wait that doubles, from a second to a quarter of an hour for
 * where the guess came from, to some seconds for everybody else. So one who guesses is soon all but shut out and does not shut out the
 * owner, and many who guess together get no further than one every few seconds. All methods may be called from any thread.
 */
final class Attempts {

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration LONGEST_OF_OTHERS = Duration.ofSeconds(8);
  private static final int MAX_DOUBLINGS = 20;

  /** Whoever has more addresses than these waits as everybody does. */
  private static final int MAX_PLACES = 256;

  /** Half of an IPv6 address: the other half each client chooses as it likes. */
  private static final int IPV6_NETWORK_BYTES = 8;

  /** What is known of one place, or of all. */
  private static final class Guesses {
    private int wrong;
    private long notBeforeNanos;

    private Guesses(long notBeforeNanos) {
      this.notBeforeNanos = notBeforeNanos;
    }

    private void wrong(long nowNanos, Duration longest) {
      long seconds = Math.min(1L << Math.min(wrong, MAX_DOUBLINGS), longest.toSeconds());
      notBeforeNanos = nowNanos + Duration.ofSeconds(seconds).toNanos();
      wrong++;
    }
  }

  private final LongSupplier nanos;
  private final Guesses everybody;

  /** Those that have guessed wrong since they were last right; the one longest silent first. */
  private final Map<InetAddress, Guesses> places = new LinkedHashMap<>(16, 0.75f, true);

  private boolean running;

  Attempts(LongSupplier nanos) {
    this.nanos = nanos;
    this.everybody = new Guesses(nanos.getAsLong());
  }

  /** Begins an attempt, which must be ended by {@link #right}, {@link #wrong} or {@link #failed}. */
  synchronized void begin(InetAddress from) throws Refusal {
    long now = nanos.getAsLong();
    Guesses place = places.getOrDefault(network(from), everybody);
    long waitNanos = Math.max(everybody.notBeforeNanos - now, place.notBeforeNanos - now);
    if (running) {
      throw new Refusal(429, "another attempt is being looked at", "try again in a moment");
    }
    if (waitNanos > 0) {
      throw new Refusal(429, "too soon after a wrong attempt", "try again in " + words(Duration.ofNanos(waitNanos).toSeconds() + 1));
    }
    running = true;
  }

  synchronized void right(InetAddress from) {
    running = false;
    places.remove(network(from));
    everybody.wrong = 0;
  }

  synchronized void wrong(InetAddress from) {
    running = false;
    long now = nanos.getAsLong();
    everybody.wrong(now, LONGEST_OF_OTHERS);
    places.computeIfAbsent(network(from), unseen -> new Guesses(now)).wrong(now, LONGEST);
    if (places.size() > MAX_PLACES) {
      places.remove(places.keySet().iterator().next());
    }
  }

  /** It could not be told whether it was right. */
  synchronized void failed() {
    running = false;
  }

  private static InetAddress network(InetAddress from) {
    if (!(from instanceof Inet6Address)) {
      return from;
    }
    byte[] bytes = from.getAddress();
    Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  private static String words(long seconds) {
    if (seconds > 90) {
      return (seconds + 59) / 60 + " minutes";
    }
    return seconds + (seconds == 1 ? " second" : " seconds");
  }
}
