package org.stillkeep.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** JSON in and out. Of what is sent nothing gets into an exception's text. */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object that a body holds. */
  static ObjectNode read(byte[] body) throws Refusal {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw notUnderstood();
    }
    throw notUnderstood();
  }

  /**
   * The one field of a body, as characters that the caller wipes. No {@link String} is made of it, and Jackson's own copy is overwritten.
   *
   * @throws Refusal also when the field is empty
   */
  static char[] secret(byte[] body, String field) throws Refusal {
    try (JsonParser parser = FACTORY.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT
          && field.equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.VALUE_STRING) {
        char[] secret = takeText(parser);
        if (secret.length > 0 && parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null) {
          return secret;
        }
        Arrays.fill(secret, '\0');
      }
    } catch (IOException e) {
      throw notUnderstood();
    }
    throw notUnderstood();
  }

  private static char[] takeText(JsonParser parser) throws IOException {
    char[] buffer = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int to = from + parser.getTextLength();
    char[] text = Arrays.copyOfRange(buffer, from, to);
    Arrays.fill(buffer, from, to, '\0');
    return text;
  }

  static Refusal notUnderstood() {
    return new Refusal(400, "the request's body is not what was expected", "reload the page");
  }
}
