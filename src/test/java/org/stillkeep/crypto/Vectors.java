package org.stillkeep.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Recorded results of libsodium and of BIP-39, one resource per construct. */
final class Vectors {

  private Vectors() {}

  /** One recorded case, shown by its note. */
  record Case(JsonNode json) {

    byte[] base64(String field) {
      return Vectors.base64(json.required(field).textValue());
    }

    byte[] hex(String field) {
      return HexFormat.of().parseHex(json.required(field).textValue());
    }

    String text(String field) {
      return json.required(field).textValue();
    }

    int number(String field) {
      return json.required(field).intValue();
    }

    CryptoKey key(String field) {
      return CryptoKey.copyOf(base64(field));
    }

    Case at(String field) {
      return new Case(json.required(field));
    }

    Stream<Case> all(String field) {
      return StreamSupport.stream(json.required(field).spliterator(), false).map(Case::new);
    }

    @Override
    public String toString() {
      String all = json.toString();
      return json.path("note").asText(all.substring(0, Math.min(60, all.length())));
    }
  }

  static Case read(String name) {
    try (InputStream resource = Vectors.class.getResourceAsStream("/crypto/" + name + ".json")) {
      return new Case(new ObjectMapper().readTree(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  /** The large cleartexts of the vectors, which are given by this rule instead of by their bytes. */
  static byte[] pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * i * 31 + i * 7 + (i >>> 8) * 13 + seed);
    }
    return bytes;
  }
}
