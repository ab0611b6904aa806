package org.stillkeep.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Who has been let in. Lives as long as the program; all methods may be called from any thread. */
final class Sessions {

  private static final int TOKEN_BITS = 256;
  private static final int MAX_SESSIONS = 32;
  private static final Duration IDLE = Duration.ofHours(24);

  /** Somebody who has been let in. Guarded by the list; over once it is not in it any more. */
  static final class Session {

    private final byte[] tokenHash;
    private long usedNanos;

    private Session(byte[] tokenHash, long nowNanos) {
      this.tokenHash = tokenHash;
      this.usedNanos = nowNanos;
    }
  }

  private final LongSupplier nanos;

  /** Guarded by itself. */
  private final List<Session> open = new ArrayList<>();

  Sessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Lets somebody in, for whom the one who was away longest has to go when there are too many. */
  String begin() {
    String token = Tokens.mint(TOKEN_BITS);
    Session session = new Session(Tokens.hash(token), nanos.getAsLong());
    synchronized (open) {
      dropIdle();
      if (open.size() >= MAX_SESSIONS) {
        open.remove(longestUnused());
      }
      open.add(session);
    }
    return token;
  }

  /** The session that a token opens, which counts as used now. */
  Optional<Session> find(String token) {
    byte[] hash = Tokens.hash(token);
    Session found = null;
    synchronized (open) {
      dropIdle();
      for (Session each : open) {
        if (Tokens.same(each.tokenHash, hash)) {
          found = each;
        }
      }
      if (found != null) {
        found.usedNanos = nanos.getAsLong();
      }
    }
    return Optional.ofNullable(found);
  }

  /** Counts a session as used now; false when it is over. */
  boolean keep(Session session) {
    synchronized (open) {
      dropIdle();
      session.usedNanos = nanos.getAsLong();
      return open.contains(session);
    }
  }

  void end(Session session) {
    synchronized (open) {
      open.remove(session);
    }
  }

  private Session longestUnused() {
    Session oldest = open.get(0);
    for (Session each : open) {
      if (each.usedNanos - oldest.usedNanos < 0) {
        oldest = each;
      }
    }
    return oldest;
  }

  private void dropIdle() {
    long now = nanos.getAsLong();
    open.removeIf(each -> now - each.usedNanos > IDLE.toNanos());
  }
}
