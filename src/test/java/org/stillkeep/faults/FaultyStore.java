package org.stillkeep.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.StoreException;

/** A store that is another one, until something happens to it: it fills up, goes away, or the program ends in one of its calls. */
final class FaultyStore {

  /** The program has ended. No code can answer it. */
  static final class Ended extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** These only look at what is in memory. */
  private static final Set<String> NO_CALLS =
      Set.of("storeId", "isRemote", "wantsThumbnails", "restoresObjects", "close", "keyAttributes");

  private final AtomicLong callsLeft = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean endsAfterwards;
  private volatile boolean ended;
  private volatile boolean full;
  private volatile boolean away;

  /** The store, as the library sees it. */
  LibraryStore over(LibraryStore store) {
    return (LibraryStore)
        Proxy.newProxyInstance(
            LibraryStore.class.getClassLoader(),
            new Class<?>[] {LibraryStore.class},
            (proxy, method, arguments) -> call(store, method, arguments));
  }

  /**
   * Lets the program end at a call to come, and at all that come after it.
   *
   * @param afterwards whether the call does its work
   */
  void endAt(long calls, boolean afterwards) {
    endsAfterwards = afterwards;
    callsLeft.set(calls);
  }

  /** Whether the program has ended in a call. */
  boolean hasEnded() {
    return ended;
  }

  void setFull(boolean isFull) {
    full = isFull;
  }

  void setAway(boolean isAway) {
    away = isAway;
  }

  private Object call(LibraryStore store, Method method, Object[] arguments) throws Throwable {
    if (NO_CALLS.contains(method.getName())) {
      return invoke(store, method, arguments);
    }
    boolean ends = callsLeft.decrementAndGet() < 0;
    if (ends && (ended || !endsAfterwards)) {
      ended = true;
      throw new Ended();
    }
    Optional<StoreException.Reason> refusal = refusal(method.getName());
    if (refusal.isPresent()) {
      throw new StoreException(refusal.get(), "as the year has it");
    }
    Object answer = full && method.getName().equals("freeBytes") ? OptionalLong.of(0) : invoke(store, method, arguments);
    if (ends) {
      ended = true;
      throw new Ended();
    }
    return answer;
  }

  private Optional<StoreException.Reason> refusal(String call) {
    if (away) {
      return Optional.of(StoreException.Reason.UNAVAILABLE);
    }
    return full && call.equals("putObject") ? Optional.of(StoreException.Reason.FULL) : Optional.empty();
  }

  private static Object invoke(LibraryStore store, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
