package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A route says no. Its body has one of the three shapes of an Ente server. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode body;

  private Refusal(int status, ObjectNode body) {
    super(status + " " + body);
    this.status = status;
    this.body = body;
  }

  /** An error without a code: <code>{}</code>. */
  static Refusal plain(int status) {
    return new Refusal(status, JsonNodeFactory.instance.objectNode());
  }

  /** An error with a code: <code>{"code", "message"}</code>. */
  static Refusal coded(int status, String code) {
    return new Refusal(
        status, JsonNodeFactory.instance.objectNode().put("code", code).put("message", "refused: " + code));
  }

  /** An error from before the routes, of authentication or rate limits: <code>{"error"}</code>. */
  static Refusal early(int status, String text) {
    return new Refusal(status, JsonNodeFactory.instance.objectNode().put("error", text));
  }

  /** A request that makes no sense. */
  static Refusal badRequest() {
    return plain(400);
  }

  /** Throws {@link #badRequest} when something required is not so. */
  static void require(boolean condition) {
    if (!condition) {
      throw badRequest();
    }
  }

  Answer answer() {
    return Answer.json(status, body);
  }
}
