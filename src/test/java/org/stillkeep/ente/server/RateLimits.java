package org.stillkeep.ente.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ten calls a minute for each route of the account's paths, per user or, without a token, for all together. Off at first. */
final class RateLimits {

  private static final int CALLS = 10;
  private static final long WINDOW_MICROS = ServerClock.micros(Duration.ofMinutes(1));
  private static final Set<String> PATHS = Set.of("/users/ott", "/users/verify-email", "/users/change-email");
  private static final List<String> FOLDERS = List.of("/users/srp/", "/users/two-factor/");

  private final ServerClock clock;

  /** Guarded by this. */
  private final Map<String, Deque<Long>> callsByRoute = new HashMap<>();

  /** Guarded by this. */
  private boolean isOn;

  RateLimits(ServerClock clock) {
    this.clock = clock;
  }

  synchronized void set(boolean on) {
    isOn = on;
    callsByRoute.clear();
  }

  /** Counts a call. */
  synchronized void check(String routePattern, String caller) {
    boolean isLimited = PATHS.contains(routePattern) || FOLDERS.stream().anyMatch(routePattern::startsWith);
    if (!isOn || !isLimited) {
      return;
    }
    long now = clock.now();
    Deque<Long> calls = callsByRoute.computeIfAbsent(caller + " " + routePattern, key -> new ArrayDeque<>());
    calls.removeIf(each -> each <= now - WINDOW_MICROS);
    if (calls.size() >= CALLS) {
      throw Refusal.early(429, "Rate limit breached, try later");
    }
    calls.add(now);
  }
}
