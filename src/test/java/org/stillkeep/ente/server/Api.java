package org.stillkeep.ente.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Every call to the API: who calls, may they, which route. Routes run one at a time. */
final class Api implements Listener.Work {

  private static final long TOKEN_LIFE_MICROS = ServerClock.micros(Duration.ofDays(365));

  private final Rows rows;
  private final Routes routes;
  private final RateLimits limits;

  Api(Rows rows, Routes routes, RateLimits limits) {
    this.rows = rows;
    this.routes = routes;
    this.limits = limits;
  }

  @Override
  public Answer answer(HttpExchange exchange) throws IOException {
    Call call = call(exchange);
    try {
      synchronized (rows) {
        return answer(call);
      }
    } catch (Refusal e) {
      return e.answer();
    } catch (RuntimeException e) {
      // A mistake of this server; whoever sees a 500 finds it here.
      e.printStackTrace();
      return Refusal.plain(500).answer();
    }
  }

  private Answer answer(Call call) {
    Routes.Found found = routes.find(call.method(), call.path());
    Call bound = call.at(found.variables());
    if (found.route().isPublic()) {
      limits.check(found.route().pattern(), "anybody");
      return found.route().handler().answer(bound);
    }
    SessionRow session = authenticate(call);
    limits.check(found.route().pattern(), Long.toString(session.userId));
    return found.route().handler().answer(bound.by(session));
  }

  private SessionRow authenticate(Call call) {
    String token = call.headers().getOrDefault("x-auth-token", call.query().getOrDefault("token", ""));
    if (token.isEmpty()) {
      throw Refusal.early(401, "missing token");
    }
    SessionRow session =
        rows.session(token)
            .filter(each -> !each.ended && each.app.equals(call.app()))
            .orElseThrow(() -> Refusal.early(401, "invalid token"));
    long now = rows.clock().now();
    if (session.lastUsedAt < now - TOKEN_LIFE_MICROS) {
      throw Refusal.early(401, "token expired");
    }
    session.lastUsedAt = now;
    return session;
  }

  private static Call call(HttpExchange exchange) throws IOException {
    return new Call(
        exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query(exchange), Listener.headers(exchange),
        exchange.getRequestBody().readAllBytes(), Map.of(), null);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String each : raw == null ? new String[0] : raw.split("&")) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      String value = equals < 0 ? "" : each.substring(equals + 1);
      query.put(decode(name), decode(value));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
