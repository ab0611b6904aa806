package org.stillkeep.ente;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Calls in the name of one session. For any number of threads. What fails is a {@link
 * org.stillkeep.store.StoreException}, except in {@link #ask}.
 */
final class AccountCalls implements Closeable {

  private final EnteApi api;
  private final EnteSession session;
  private final EnteOptions options;
  private volatile AuthToken token;

  AccountCalls(EnteSession session, EnteOptions options) {
    this.api = new EnteApi(session.server(), options);
    this.session = session;
    this.token = session.token();
    this.options = options;
  }

  /** Makes something of an answer. */
  interface Reading<T> {
    T read(Answer answer) throws IOException;
  }

  /** Goes on with another token of the same account; false when it is the one that we have. */
  boolean goOnWith(AuthToken other) {
    boolean isOther = !token.isSame(other);
    token = other;
    return isOther;
  }

  /** Who we are. */
  long userId() {
    return session.userId();
  }

  EnteServer server() {
    return session.server();
  }

  /** The object key that an answer names; only such as belong to the account can be registered. */
  String ownObjectKey(Answer node) throws ApiException {
    String objectKey = node.requiredText("objectKey");
    if (!objectKey.startsWith(userId() + "/")) {
      throw node.odd("objectKey", "is another account's");
    }
    return objectKey;
  }

  /** @param what is done to what, for the message of a failure */
  void send(String what, ApiCall call) throws IOException {
    read(what, call, answer -> answer);
  }

  /** As {@link #send}, for calls whose answer matters. */
  <T> T read(String what, ApiCall call, Reading<T> reading) throws IOException {
    return read(what, call, options.stopRequested(), reading);
  }

  /** As {@link #read(String, ApiCall, Reading)}, for work that may be given up for a reason of its own. */
  <T> T read(String what, ApiCall call, BooleanSupplier stopRequested, Reading<T> reading) throws IOException {
    try {
      return reading.read(api.send(call.by(token), stopRequested));
    } catch (IOException e) {
      throw Refusals.of(what, e);
    }
  }

  /** As {@link #send}, for callers that know better what a refusal means. */
  Answer ask(ApiCall call) throws IOException {
    return api.send(call.by(token));
  }

  /** Where the answer lies; no more to be trusted than the server is. */
  String location(ApiCall call) throws IOException {
    return api.location(call.by(token));
  }

  /** Does again what failed in a way that may pass. */
  <T> T patiently(Patience.Attempt<T> attempt) throws IOException {
    return options.patience().repeat(attempt, options.stopRequested());
  }

  @Override
  public void close() {
    api.close();
  }
}
