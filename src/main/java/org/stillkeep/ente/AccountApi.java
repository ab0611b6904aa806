package org.stillkeep.ente;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.stillkeep.ente.EnteException.What;

/** Calls about accounts, whose refusals are told in the account's words. Who asks too often is told so at once. */
final class AccountApi implements Closeable {

  private final EnteApi api;

  AccountApi(EnteServer server, EnteOptions options) {
    Patience patience = options.patience().withoutWaitForLimits();
    api = new EnteApi(server, new EnteOptions(options.stopRequested(), options.uploadBytesPerSecond(), patience));
  }

  /**
   * Asks.
   *
   * @param meanings of refusals to this question, where they have one of their own
   * @throws EnteException for every refusal
   */
  Answer send(ApiCall call, Map<Integer, What> meanings) throws IOException {
    try {
      return api.send(call);
    } catch (ApiException e) {
      throw EnteException.of(e, meanings);
    }
  }

  /** Asks, for callers who know better what a refusal means. */
  Answer sendBare(ApiCall call) throws IOException {
    return api.send(call);
  }

  /**
   * Asks who is there, so that a web server's "not found" is not taken for an account's.
   *
   * @throws EnteException NOT_ENTE
   */
  void requireEnte() throws IOException {
    try {
      if (api.send(ApiCall.get("/ping")).text("message").filter("pong"::equals).isPresent()) {
        return;
      }
    } catch (ApiException e) {
      EnteException translated = EnteException.of(e, Map.of());
      if (translated.what() == What.SERVER_FAILED || translated.what() == What.TOO_MANY_TRIES) {
        throw translated;
      }
      throw new EnteException(What.NOT_ENTE, "what answers is no Ente server (" + e.getMessage() + ")", e);
    }
    throw new EnteException(What.NOT_ENTE, "what answers is no Ente server");
  }

  @Override
  public void close() {
    api.close();
  }
}
