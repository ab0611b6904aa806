package org.stillkeep.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Words that open one thing once, for a short time. All methods may be called from any thread.
 *
 * @param <T> what they open
 */
final class Tickets<T> {

  private static final int TICKET_BITS = 128;
  private static final int MAX_OPEN = 16;

  private record Ticket<T>(byte[] hash, T opens, long mintedNanos) {}

  private final Duration valid;
  private final LongSupplier nanos;

  /** Oldest first; guarded by itself. */
  private final Deque<Ticket<T>> open = new ArrayDeque<>();

  Tickets(Duration valid, LongSupplier nanos) {
    this.valid = valid;
    this.nanos = nanos;
  }

  /** A new one; when too many are about, the oldest is void. */
  String mint(T opens) {
    String word = Tokens.mint(TICKET_BITS);
    synchronized (open) {
      dropOld();
      if (open.size() >= MAX_OPEN) {
        open.removeFirst();
      }
      open.addLast(new Ticket<>(Tokens.hash(word), opens, nanos.getAsLong()));
    }
    return word;
  }

  /** What a word would open. */
  Optional<T> look(String word) {
    return find(word, false);
  }

  /** What a word opens, which it does not do again. */
  Optional<T> redeem(String word) {
    return find(word, true);
  }

  private Optional<T> find(String word, boolean spend) {
    byte[] hash = Tokens.hash(word);
    T opened = null;
    synchronized (open) {
      dropOld();
      for (Iterator<Ticket<T>> each = open.iterator(); each.hasNext(); ) {
        Ticket<T> ticket = each.next();
        if (Tokens.same(ticket.hash(), hash)) {
          opened = ticket.opens();
          if (spend) {
            each.remove();
          }
        }
      }
    }
    return Optional.ofNullable(opened);
  }

  private void dropOld() {
    long now = nanos.getAsLong();
    open.removeIf(each -> now - each.mintedNanos() > valid.toNanos());
  }
}
