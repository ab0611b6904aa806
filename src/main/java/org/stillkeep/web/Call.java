package org.stillkeep.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A request that may be answered.
 *
 * @param request as sent
 * @param client the connection that it came by
 * @param session who asks; empty on open routes
 */
record Call(Request request, Handler.Client client, Optional<Sessions.Session> session) {

  ObjectNode json() throws Refusal {
    return Json.read(request.body());
  }

  /** A number that the body must hold. */
  int index(String field) throws Refusal {
    ObjectNode body = json();
    if (!body.path(field).canConvertToInt() || !body.path(field).isIntegralNumber()) {
      throw Json.notUnderstood();
    }
    return body.path(field).intValue();
  }

  /** A text that the body must hold. */
  String text(String field) throws Refusal {
    ObjectNode body = json();
    if (!body.path(field).isTextual()) {
      throw Json.notUnderstood();
    }
    return body.path(field).textValue();
  }
}
