package org.stillkeep.ente;

import java.util.Objects;
import org.stillkeep.store.KeyAttributes;

/**
 * Somebody's place at a server.
 *
 * @param email trimmed, in lower case
 * @param userId the account's number, which also tells own albums from others'
 * @param keyAttributes the wrapped keys, as they were when the session began
 * @param token whoever has it may do in the account what needs no keys
 */
public record EnteSession(EnteServer server, String email, long userId, KeyAttributes keyAttributes, AuthToken token) {

  public EnteSession {
    Objects.requireNonNull(server);
    Objects.requireNonNull(email);
    Objects.requireNonNull(keyAttributes);
    Objects.requireNonNull(token);
  }
}
