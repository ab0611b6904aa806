package org.stillkeep.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as it goes through an export: equal facts give equal bytes, on every platform and Java version. */
final class JsonText {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          // Numbers of an original go through with every digit they had.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private JsonText() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** An original as an object; an empty one when there is none, or when it is no JSON object. */
  static ObjectNode original(Optional<String> text) {
    if (text.isPresent()) {
      try {
        if (JSON.readTree(text.get()) instanceof ObjectNode object) {
          return object;
        }
      } catch (JsonProcessingException e) {
        // It says nothing that could be merged with; the library has what was read of it, and its text goes along.
        return object();
      }
    }
    return object();
  }

  static byte[] bytes(ObjectNode node) {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return (JSON.writer(printer).writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
