package org.stillkeep.ente.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * One request to the API, complete.
 *
 * @param query decoded parameters
 * @param headers by lower-case name
 * @param body as it came
 * @param variables what stood in the path where the route has a name in braces
 * @param session who calls; null for public routes
 */
record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Map<String, String> variables,
    SessionRow session) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  Call at(Map<String, String> pathVariables) {
    return new Call(method, path, query, headers, body, pathVariables, session);
  }

  Call by(SessionRow caller) {
    return new Call(method, path, query, headers, body, variables, caller);
  }

  /** The body as a JSON object. */
  Fields json() {
    try {
      return Fields.of(MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      throw Refusal.badRequest();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  long userId() {
    return session.userId;
  }

  /** A number in the path. */
  long id(String variable) {
    return toNumber(variables.get(variable));
  }

  String parameter(String name) {
    return optionalParameter(name).orElseThrow(Refusal::badRequest);
  }

  Optional<String> optionalParameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(each -> !each.isEmpty());
  }

  long numberParameter(String name) {
    return toNumber(parameter(name));
  }

  long numberParameter(String name, long otherwise) {
    return optionalParameter(name).map(Call::toNumber).orElse(otherwise);
  }

  /** The application that the request says it comes from; tokens, codes and collections belong to one. */
  String app() {
    String clientPackage = headers.getOrDefault("x-client-package", "");
    if (clientPackage.startsWith("io.ente.auth")) {
      return "auth";
    }
    return clientPackage.startsWith("io.ente.locker") ? "locker" : "photos";
  }

  private static long toNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest();
    }
  }
}
