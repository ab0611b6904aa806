package org.stillkeep.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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
  private final SocketOwners owners;
  private final Tickets<For> codes;
  private final Attempts logins;
  private final Optional<PasswordCheck> password;
  private final Runnable sessionEnded;

  /** Who may use a code. */
  enum For {
    /** Whoever has it: it goes to people, who may pass a tunnel or be another user. */
    ANYBODY,
    /** This user on this computer, since others there may have seen it: it is an argument of the program that opens the page. */
    THIS_USER
  }

  Entrance(SocketOwners owners, LongSupplier nanos, Optional<PasswordCheck> password, Runnable sessionEnded) {
    this.owners = owners;
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
  String mintCode(For whom) {
    return codes.mint(whom);
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
    String code = call.json().path("code").asText("");
    // Before it is spent: whoever it is for may still come.
    if (codes.look(code).equals(Optional.of(For.THIS_USER)) && !isThisUser(call.client())) {
      log.warn("the status page was asked for by another user's program, with a link that was made for this user's browser");
      throw new Refusal(
          403, "this link is for the browser of the user who runs Stillkeep, on the same computer", "ask for one to take along with: stillkeep page --print");
    }
    if (codes.redeem(code).isEmpty()) {
      throw new Refusal(403, "this link has been used or is too old", "ask for a new one with: stillkeep page");
    }
    return letIn("a link");
  }

  /** As far as can be told. What connects from one of this computer's own addresses to the same is on it. */
  private boolean isThisUser(Handler.Client client) {
    InetSocketAddress here = client.here();
    InetSocketAddress there = client.there();
    boolean isOnThisComputer = there.getAddress().isLoopbackAddress() || there.getAddress().equals(here.getAddress());
    return isOnThisComputer && !owners.differ(here, there);
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
