package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON object that a client sent. A required one that is missing, empty or of another type is a 400. */
record Fields(ObjectNode node) {

  static Fields of(JsonNode node) {
    Refusal.require(node instanceof ObjectNode);
    return new Fields((ObjectNode) node);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(Refusal::badRequest);
  }

  /** A text; empty when it is missing, null or "". */
  Optional<String> optionalText(String name) {
    JsonNode value = node.path(name);
    Refusal.require(value.isMissingNode() || value.isNull() || value.isTextual());
    return Optional.ofNullable(value.textValue()).filter(each -> !each.isEmpty());
  }

  /** Bytes in standard Base64 with padding, any number. */
  byte[] bytes(String name) {
    return decode(text(name));
  }

  /** Bytes in standard Base64 with padding, just so many. */
  byte[] bytes(String name, int length) {
    byte[] bytes = bytes(name);
    Refusal.require(bytes.length == length);
    return bytes;
  }

  long number(String name) {
    JsonNode value = node.path(name);
    Refusal.require(value.isIntegralNumber());
    return value.longValue();
  }

  /** A number; 0 when it is missing. */
  long numberOrZero(String name) {
    return has(name) ? number(name) : 0;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = node.path(name);
    Refusal.require(!has(name) || value.isBoolean());
    return has(name) ? value.booleanValue() : otherwise;
  }

  Fields object(String name) {
    return of(node.path(name));
  }

  Optional<Fields> optionalObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  List<Fields> objects(String name) {
    Refusal.require(node.path(name).isArray());
    List<Fields> objects = new ArrayList<>();
    node.path(name).forEach(each -> objects.add(of(each)));
    return objects;
  }

  List<Long> numbers(String name) {
    Refusal.require(node.path(name).isArray());
    List<Long> numbers = new ArrayList<>();
    for (JsonNode each : node.path(name)) {
      Refusal.require(each.isIntegralNumber());
      numbers.add(each.longValue());
    }
    return numbers;
  }

  List<String> texts(String name) {
    Refusal.require(node.path(name).isArray());
    List<String> texts = new ArrayList<>();
    node.path(name).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest();
    }
  }
}
