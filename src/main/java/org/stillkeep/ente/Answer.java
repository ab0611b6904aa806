package org.stillkeep.ente;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object that the server sent. As its rules have it: unknown fields are ignored, {@code null} is missing, {@code ""} is
 * an absent text, and a list may be {@code null} instead of empty. What is there but not of its kind is NOT_UNDERSTOOD.
 */
final class Answer {

  private static final int OK = 200;

  private final ObjectNode node;
  private final String path;

  /** @param path of the call that it answers, for messages */
  Answer(ObjectNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /** The object itself, for what is kept as it is. */
  ObjectNode json() {
    return node;
  }

  /** Not there, {@code null}, or empty: empty. */
  Optional<String> text(String field) throws ApiException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw odd(field, "is not a text");
    }
    return Optional.of(value.textValue()).filter(each -> !each.isEmpty());
  }

  String requiredText(String field) throws ApiException {
    return text(field).orElseThrow(() -> odd(field, "is missing"));
  }

  /** Standard Base64. */
  Optional<byte[]> bytes(String field) throws ApiException {
    Optional<String> text = text(field);
    return text.isEmpty() ? Optional.empty() : Optional.of(decode(field, text.get()));
  }

  byte[] requiredBytes(String field) throws ApiException {
    return decode(field, requiredText(field));
  }

  OptionalLong number(String field) throws ApiException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw odd(field, "is not a whole number");
    }
    return OptionalLong.of(value.longValue());
  }

  long requiredNumber(String field) throws ApiException {
    return number(field).orElseThrow(() -> odd(field, "is missing"));
  }

  /** A number of things or bytes: never less than 0. */
  OptionalLong count(String field) throws ApiException {
    OptionalLong number = number(field);
    if (number.isPresent() && number.getAsLong() < 0) {
      throw odd(field, "is negative");
    }
    return number;
  }

  /** False when it is not there. */
  boolean flag(String field) throws ApiException {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw odd(field, "is not true or false");
    }
    return value.booleanValue();
  }

  Optional<Answer> object(String field) throws ApiException {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(element(field, value));
  }

  Answer requiredObject(String field) throws ApiException {
    return object(field).orElseThrow(() -> odd(field, "is missing"));
  }

  /** Its elements, all of them objects. */
  List<Answer> list(String field) throws ApiException {
    List<Answer> elements = new ArrayList<>();
    for (JsonNode each : array(field)) {
      elements.add(element(field, each));
    }
    return elements;
  }

  /** As {@link #list}, where the server always names it: an answer without it answers something else, or nothing. */
  List<Answer> requiredList(String field) throws ApiException {
    if (!node.has(field)) {
      throw odd(field, "is missing");
    }
    return list(field);
  }

  /** Its elements, all of them texts. */
  List<String> texts(String field) throws ApiException {
    List<String> elements = new ArrayList<>();
    for (JsonNode each : array(field)) {
      if (!each.isTextual()) {
        throw odd(field, "does not consist of texts");
      }
      elements.add(each.textValue());
    }
    return elements;
  }

  /** What to throw for an answer whose field makes no sense to the caller. */
  ApiException odd(String field, String what) {
    return ApiException.notUnderstood(OK, path, "\"" + field + "\" " + what);
  }

  private JsonNode array(String field) throws ApiException {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw odd(field, "is not a list");
    }
    return value;
  }

  private Answer element(String field, JsonNode value) throws ApiException {
    if (value instanceof ObjectNode object) {
      return new Answer(object, path);
    }
    throw odd(field, "is not an object");
  }

  private byte[] decode(String field, String text) throws ApiException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Its message quotes the text.
      throw odd(field, "is not Base64");
    }
  }

  @Override
  public String toString() {
    return "Answer[to " + path + "]";
  }
}
