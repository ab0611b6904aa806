package org.stillkeep.ente;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.stillkeep.store.Ciphertexts;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/**
 * Accounts on a server that is not ours, given by {@code STILLKEEP_ENTE_URL}; it must give the code {@code STILLKEEP_ENTE_CODE}
 * (or 123456) to every address at example.org. Their keys are random bytes: nobody can log in to them again.
 */
final class RealAccounts {

  private static final Map<String, String> ENVIRONMENT = System.getenv();

  /** The server sends less than fifty codes in five minutes. */
  private static final Duration BETWEEN_CODES = Duration.ofSeconds(7);

  /** What the server insists on; nothing is derived with it. */
  private static final long MEM_LIMIT_BYTES = 256L << 20;

  private static final int OPS_LIMIT = 16;

  private final EnteServer server = EnteServer.parse(ENVIRONMENT.get("STILLKEEP_ENTE_URL"), true);
  private final EnteOptions options;
  private long lastCodeNanos = System.nanoTime() - BETWEEN_CODES.toNanos();

  RealAccounts(EnteOptions options) {
    this.options = options;
  }

  static boolean isServerGiven() {
    return ENVIRONMENT.containsKey("STILLKEEP_ENTE_URL");
  }

  /** A new and empty one. */
  EnteSession create() throws IOException {
    Duration sinceLast = Duration.ofNanos(System.nanoTime() - lastCodeNanos);
    if (sinceLast.compareTo(BETWEEN_CODES) < 0) {
      Patience.pause(BETWEEN_CODES.minus(sinceLast), options.stopRequested());
    }
    lastCodeNanos = System.nanoTime();
    String email = "stillkeep-" + UUID.randomUUID() + "@example.org";
    String code = ENVIRONMENT.getOrDefault("STILLKEEP_ENTE_CODE", "123456");
    try (EnteApi api = new EnteApi(server, options)) {
      api.send(ApiCall.post("/users/ott", EnteApi.object().put("email", email).put("purpose", "signup")).repeating());
      Answer verified = api.send(ApiCall.post("/users/verify-email", EnteApi.object().put("email", email).put("ott", code)));
      AuthToken token = AuthToken.ofHeaderValue(verified.requiredText("token"));
      KeyAttributes keys = keyAttributes();
      api.send(
          ApiCall.put("/users/attributes", EnteApi.object().set("keyAttributes", KeyAttributesJson.encode(keys))).by(token));
      return new EnteSession(server, email, verified.requiredNumber("id"), keys, token);
    }
  }

  private static KeyAttributes keyAttributes() {
    KeyAttributes random = Ciphertexts.keyAttributes();
    return new KeyAttributes(
        random.kekSalt(), MEM_LIMIT_BYTES, OPS_LIMIT, random.masterKey(), random.publicKey(), random.secretKey(),
        random.masterKeyUnderRecoveryKey(), random.recoveryKeyUnderMasterKey());
  }
}
