package org.stillkeep.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets people in, by one-time link or by password, and out again. All methods may be called from any thread. */
final class Entrance {

  private static final Logger log = LoggerFactory.getLogger(Entrance.class);
  private static final Duration LINK_VALID = Duration.ofMinutes(5);
  private static final String BEARER = "Bearer ";

  private final Sessions sessions;
  private final Tickets<Boolean> codes;
  private final Attempts logins;
  private final Optional<PasswordCheck> password;
  private final Runnable sessionEnded;

  Entrance(LongSupplier nanos, Optional<PasswordCheck> password, Runnable sessionEnded) {
    this.sessions = new Sessions(nanos);
    this.codes = new Tickets<>(LINK_VALID, nanos);
    this.logins = new Attempts(nanos);
    this.password = password;
    this.sessionEnded = sessionEnded;
  }

  Map<String, Route> routes() {
    return Map.of(
        "POST /api/enter", Route.open(this::enter),
        "POST /api/login", Route.open(this::login),
        "POST /api/leave", Route.closed(this::leave));
  }

  boolean hasPassword() {
    return password.isPresent();
  }

  /** A word that lets somebody in once, within five minutes. */
  String mintCode() {
    return codes.mint(true);
  }

  /** Whoever has sent the request. */
  Sessions.Session session(Request request) throws Refusal {
    String authorization = request.header("authorization").orElse("");
    Optional<Sessions.Session> session =
        authorization.startsWith(BEARER) ? sessions.find(authorization.substring(BEARER.length())) : Optional.empty();
    return session.orElseThrow(() -> new Refusal(401, "you are not let in, or no longer", "ask for a new link with: stillkeep page"));
  }

  boolean keep(Sessions.Session session) {
    return sessions.keep(session);
  }

  private Response enter(Call call) throws Refusal {
    if (codes.redeem(call.json().path("code").asText("")).isEmpty()) {
      throw new Refusal(403, "this link has been used or is too old", "ask for a new one with: stillkeep page");
    }
    return letIn("a link");
  }

  private Response login(Call call) throws Refusal {
    PasswordCheck check = password.orElseThrow(() -> new Refusal(404, "there is no password", "ask for a link with: stillkeep page"));
    InetAddress from = call.client().address();
    char[] typed = Json.secret(call.request().body(), "password");
    try {
      logins.begin(from);
      boolean known = false;
      boolean matches = false;
      try {
        matches = check.matches(typed);
        known = true;
      } finally {
        if (!known) {
          logins.failed();
        }
      }
      if (!matches) {
        logins.wrong(from);
        log.warn("the status page was given a wrong password");
        throw new Refusal(403, "that is not the password", "or ask for a link on the computer itself, with: stillkeep page");
      }
      logins.right(from);
      return letIn("the password");
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private Response leave(Call call) {
    call.session().ifPresent(sessions::end);
    sessionEnded.run();
    return Response.done();
  }

  private Response letIn(String how) {
    log.info("the status page let somebody in by {}", how);
    return Response.json(Json.object().put("token", sessions.begin()));
  }
}
