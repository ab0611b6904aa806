package org.stillkeep.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * JSON as the vault writes it: one object per line, no spaces, fields in a fixed order, bytes in standard Base64 with
 * padding. Readers fail with {@link IllegalArgumentException} on anything that is not there or not of its kind.
 */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The object's line, without the line feed. */
  static byte[] line(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(byte[] text, int offset, int length) {
    try {
      return MAPPER.readTree(text, offset, length);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  static JsonNode member(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw new IllegalArgumentException("without \"" + field + "\"");
    }
    return value;
  }

  static String text(JsonNode node, String field) {
    JsonNode value = member(node, field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("\"" + field + "\" is not a text");
    }
    return value.textValue();
  }

  static long number(JsonNode node, String field) {
    JsonNode value = member(node, field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("\"" + field + "\" is not a whole number");
    }
    return value.longValue();
  }

  static byte[] bytes(JsonNode node, String field) {
    return Base64.getDecoder().decode(text(node, field));
  }
}
