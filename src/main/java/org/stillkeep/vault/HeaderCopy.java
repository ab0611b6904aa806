package org.stillkeep.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/**
 * The bytes of one copy of the header:
 *
 * <pre>
 * {"format":1,"vault":"3f…","revision":1,"keyAttributes":{…}}\n
 * {"hash":"9c…","mac":"e1…"}\n      BLAKE2b-256 over the first line with its line feed: unkeyed, keyed
 * </pre>
 *
 * The hash finds accidents before there is a key; the MAC finds everything else once there is one. The last line has one
 * form only. Later formats keep the last line and begin with their number.
 *
 * @param text the whole file
 * @param format its format number; all that follows is only to be read when it is {@link VaultStore#FORMAT}
 */
record HeaderCopy(byte[] text, long format, String vaultId, int revision, KeyAttributes keyAttributes) {

  /** A header is well under 2 KiB; this bounds what is read of a wrong one. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String LAST_LINE = "{\"hash\":\"%s\",\"mac\":\"%s\"}\n";
  private static final int HEX_DIGITS = 64;
  private static final int LAST_LINE_BYTES = String.format(Locale.ROOT, LAST_LINE, "", "").length() + 2 * HEX_DIGITS;

  /** A hostile header must not make us allocate or compute without end; Ente's highest limits are 1 GiB times 4 passes. */
  private static final long MAX_MEM_LIMIT_BYTES = 4L << 30;

  private static final long MAX_OPS_LIMIT = 1024;
  private static final long MAX_WORK_BYTES = 64L << 30;

  static HeaderCopy create(String vaultId, int revision, KeyAttributes keyAttributes, VaultKeys keys) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", VaultStore.FORMAT)
            .put("vault", vaultId)
            .put("revision", revision);
    node.set("keyAttributes", KeyAttributesJson.encode(keyAttributes));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(Json.line(node));
    text.write('\n');
    String mac = keys.headerMac(text.toByteArray(), text.size());
    text.writeBytes(lastLine(VaultKeys.hash(text.toByteArray(), text.size()), mac));
    return new HeaderCopy(text.toByteArray(), VaultStore.FORMAT, vaultId, revision, keyAttributes);
  }

  /**
   * Takes the bytes apart, if they are whole. Nothing proves yet who wrote them.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static HeaderCopy parse(byte[] text) {
    int end = text.length - LAST_LINE_BYTES;
    if (end <= 0 || text[end - 1] != '\n') {
      throw new IllegalArgumentException("is cut short or altered");
    }
    // Only the hash is checked here, but the MAC's place and form as well.
    String lastLine = new String(text, end, LAST_LINE_BYTES, US_ASCII);
    String mac = lastLine.substring(LAST_LINE_BYTES - 3 - HEX_DIGITS, LAST_LINE_BYTES - 3);
    byte[] expected = lastLine(VaultKeys.hash(text, end), mac);
    if (!mac.matches("[0-9a-f]{64}") || !Arrays.equals(expected, Arrays.copyOfRange(text, end, text.length))) {
      throw new IllegalArgumentException("is altered: its hash does not match");
    }
    JsonNode node = Json.parse(text, 0, end - 1);
    long format = Json.number(node, "format");
    if (format > VaultStore.FORMAT) {
      return new HeaderCopy(text, format, "", 0, null);
    }
    KeyAttributes keyAttributes = KeyAttributesJson.decode(Json.member(node, "keyAttributes"));
    checkLimits(keyAttributes);
    return new HeaderCopy(
        text, format, Json.text(node, "vault"), (int) Json.number(node, "revision"), keyAttributes);
  }

  /** Whether whoever wrote this copy had the keys. */
  boolean isAuthentic(VaultKeys keys) {
    byte[] expected = lastLine(VaultKeys.hash(text, firstLineBytes()), keys.headerMac(text, firstLineBytes()));
    return MessageDigest.isEqual(expected, Arrays.copyOfRange(text, firstLineBytes(), text.length));
  }

  private int firstLineBytes() {
    return text.length - LAST_LINE_BYTES;
  }

  private static void checkLimits(KeyAttributes attributes) {
    boolean bounded =
        attributes.memLimitBytes() > 0
            && attributes.memLimitBytes() <= MAX_MEM_LIMIT_BYTES
            && attributes.opsLimit() > 0
            && attributes.opsLimit() <= MAX_OPS_LIMIT
            && attributes.memLimitBytes() * attributes.opsLimit() <= MAX_WORK_BYTES;
    if (!bounded) {
      throw new IllegalArgumentException(
          "asks for " + attributes.memLimitBytes() + " bytes of memory and " + attributes.opsLimit() + " passes");
    }
  }

  private static byte[] lastLine(String hash, String mac) {
    return String.format(Locale.ROOT, LAST_LINE, hash, mac).getBytes(UTF_8);
  }
}
