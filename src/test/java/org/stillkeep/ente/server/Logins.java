package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Logins that wait for a second factor. Used under the lock of the rows; a restart forgets them. */
final class Logins {

  private static final long LIFE_MICROS = ServerClock.micros(Duration.ofMinutes(10));

  /** A login after its first factor. */
  static final class Waiting {
    final long userId;
    final String app;
    final long until;
    int wrongCodes;
    boolean isPasskeyShown;
    int fetched;

    private Waiting(long userId, String app, long until) {
      this.userId = userId;
      this.app = app;
      this.until = until;
    }
  }

  private final Rows rows;
  private final Sessions sessions;
  private final Map<String, Waiting> waiting = new HashMap<>();

  Logins(Rows rows, Sessions sessions) {
    this.rows = rows;
    this.sessions = sessions;
  }

  /** The answer to one who has shown password or e-mail code: in, or what to show next. */
  ObjectNode afterFirstFactor(AccountRow account, String app) {
    if (!account.hasTotp() && !account.hasPasskey) {
      return sessions.letIn(account, app);
    }
    String id = UUID.randomUUID().toString();
    waiting.put(id, new Waiting(account.id, app, rows.clock().now() + LIFE_MICROS));
    ObjectNode answer = Sessions.notYet(account);
    if (account.hasPasskey) {
      answer.put("passkeySessionID", id).put("accountsUrl", "https://accounts.example.org");
      return account.hasTotp() ? answer.put("twoFactorSessionIDV2", id) : answer;
    }
    return answer.put("twoFactorSessionID", id);
  }

  /** A login that waits; 404 when there is none, or no longer. */
  Waiting find(String sessionId) {
    Waiting found = waiting.get(sessionId);
    if (found == null || found.until < rows.clock().now()) {
      throw Refusal.plain(404);
    }
    return found;
  }

  /** The answer to one who has shown the second factor, too; that login waits no longer. */
  ObjectNode letIn(String sessionId) {
    Waiting done = waiting.remove(sessionId);
    return sessions.letIn(rows.account(done.userId), done.app);
  }

  /** The answer to a passkey's login, which may be fetched twice. */
  ObjectNode letInAndKeep(Waiting shown) {
    return sessions.letIn(rows.account(shown.userId), shown.app);
  }

  /** Somebody has shown their passkey in the browser. */
  void passkeyShown(long userId) {
    waiting.values().stream().filter(each -> each.userId == userId).forEach(each -> each.isPasskeyShown = true);
  }
}
