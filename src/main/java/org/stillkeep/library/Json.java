package org.stillkeep.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;

/** JSON objects, leniently read: a field of another type than expected counts as absent. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode parse(String text) throws UnreadableEntryException {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new UnreadableEntryException("not a JSON object");
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the text, which is nobody's business.
      throw new UnreadableEntryException("not JSON, at character " + e.getLocation().getCharOffset());
    }
  }

  static ObjectNode parse(byte[] utf8) throws UnreadableEntryException {
    return parse(new String(utf8, StandardCharsets.UTF_8));
  }

  static byte[] bytes(ObjectNode object) {
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Optional<String> text(ObjectNode object, String field) {
    return Optional.ofNullable(object.get(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  static Optional<Long> integer(ObjectNode object, String field) {
    return Optional.ofNullable(object.get(field)).filter(JsonNode::isNumber).map(JsonNode::longValue);
  }

  static OptionalDouble decimal(ObjectNode object, String field) {
    JsonNode node = object.get(field);
    return node != null && node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
  }
}
