package org.stillkeep.ente.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every request that one of the servers saw, in the order of arrival. Safe to use from several threads. */
public final class Requests {

  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final boolean isKept;

  /** @param isKept whether anybody will ask; else they are forgotten at once */
  Requests(boolean isKept) {
    this.isKept = isKept;
  }

  void add(SeenRequest request) {
    if (isKept) {
      seen.add(request);
    }
  }

  /** All so far. */
  public List<SeenRequest> all() {
    return List.copyOf(seen);
  }

  /** How many began so, e.g. {@code "GET /files/download/"}. */
  public long count(String linePrefix) {
    return seen.stream().filter(each -> each.line().startsWith(linePrefix)).count();
  }

  /** Forgets what was seen. */
  public void clear() {
    seen.clear();
  }
}
