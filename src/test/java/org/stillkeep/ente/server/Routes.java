package org.stillkeep.ente.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All routes of the API, in the order in which they are tried. Filled before the server starts. */
final class Routes {

  /** Does the work of one route; runs alone, under the lock of the rows. */
  @FunctionalInterface
  interface Handler {
    /** Throws {@link Refusal}s. */
    Answer answer(Call call);
  }

  /**
   * A route.
   *
   * @param pattern path whose segments in braces match anything
   * @param isPublic whether it works without a token
   */
  record Route(String method, String pattern, boolean isPublic, Handler handler) {

    /** The path's variables; empty when this is another route. */
    private Optional<Map<String, String>> match(String otherMethod, String path) {
      String[] expected = pattern.split("/", -1);
      String[] actual = path.split("/", -1);
      if (!method.equals(otherMethod) || expected.length != actual.length) {
        return Optional.empty();
      }
      Map<String, String> variables = new HashMap<>();
      for (int i = 0; i < expected.length; i++) {
        if (expected[i].startsWith("{")) {
          variables.put(expected[i].substring(1, expected[i].length() - 1), actual[i]);
        } else if (!expected[i].equals(actual[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(variables);
    }
  }

  /** A route that was found, and the variables in the path. */
  record Found(Route route, Map<String, String> variables) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route that works without a token. */
  Routes open(String method, String pattern, Handler handler) {
    routes.add(new Route(method, pattern, true, handler));
    return this;
  }

  /** Adds a route that demands a token. */
  Routes closed(String method, String pattern, Handler handler) {
    routes.add(new Route(method, pattern, false, handler));
    return this;
  }

  Found find(String method, String path) {
    for (Route route : routes) {
      Optional<Map<String, String>> variables = route.match(method, path);
      if (variables.isPresent()) {
        return new Found(route, variables.get());
      }
    }
    throw Refusal.plain(404);
  }
}
