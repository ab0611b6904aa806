package org.stillkeep.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/**
 * The bytes of a change set:
 *
 * <pre>
 * {"format":1,"vault":"3f…","change":7,"previous":"9c…"}\n    who, which and after whom
 * {"row":…}\n                                                 one line for each row
 * {"mac":"e1…"}\n                                             BLAKE2b-256 over all bytes before this line, keyed
 * </pre>
 *
 * The MAC line has one form only, so that no byte of a change set can be altered unseen.
 */
final class ChangeSetCodec {

  /** Bounds what a reader must hold in memory at once. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final String MAC_PREFIX = "{\"mac\":\"";
  private static final String MAC_SUFFIX = "\"}\n";
  private static final int MAC_LINE_BYTES = MAC_PREFIX.length() + 64 + MAC_SUFFIX.length();

  private final String vaultId;
  private final VaultKeys keys;

  ChangeSetCodec(String vaultId, VaultKeys keys) {
    this.vaultId = vaultId;
    this.keys = keys;
  }

  /**
   * The bytes of the change set that follows {@code head}.
   *
   * @throws StoreException REFUSED when they are more than {@link #MAX_BYTES}
   */
  byte[] encode(ChangeHead head, List<Row> rows) throws StoreException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(
        Json.line(
            JsonNodeFactory.instance
                .objectNode()
                .put("format", VaultStore.FORMAT)
                .put("vault", vaultId)
                .put("change", head.number() + 1)
                .put("previous", head.hash())));
    text.write('\n');
    for (Row row : rows) {
      text.writeBytes(Json.line(RowJson.encode(row)));
      text.write('\n');
      if (text.size() > MAX_BYTES - MAC_LINE_BYTES) {
        throw new StoreException(Reason.REFUSED, "one change is larger than " + MAX_BYTES + " bytes: send fewer at once");
      }
    }
    text.writeBytes(macLine(text.toByteArray(), text.size()));
    return text.toByteArray();
  }

  /**
   * Believes the bytes only if they are exactly what was once written as change set {@code number} of this vault.
   *
   * @throws StoreException DAMAGED, saying what is wrong; NEWER_FORMAT
   */
  ChangeSet decode(long number, byte[] text) throws StoreException {
    int end = text.length - MAC_LINE_BYTES;
    if (end <= 0 || text[end - 1] != '\n') {
      throw damaged(number, "is cut short or altered");
    }
    byte[] macLine = Arrays.copyOfRange(text, end, text.length);
    if (!MessageDigest.isEqual(macLine, macLine(text, end))) {
      throw damaged(number, "is altered, cut short, or of another vault: its MAC does not match");
    }
    List<JsonNode> lines = new ArrayList<>();
    for (int start = 0, at = 0; at < end; at++) {
      if (text[at] == '\n') {
        lines.add(parseLine(number, text, start, at - start));
        start = at + 1;
      }
    }
    String previous = checkFirstLine(number, lines.get(0));
    return new ChangeSet(number, previous, VaultKeys.hash(text, text.length), rows(number, lines));
  }

  private static JsonNode parseLine(long number, byte[] text, int offset, int length) throws StoreException {
    try {
      return Json.parse(text, offset, length);
    } catch (IllegalArgumentException e) {
      throw damaged(number, "is authentic but not readable: " + e.getMessage());
    }
  }

  private String checkFirstLine(long number, JsonNode line) throws StoreException {
    long format = line.path("format").asLong();
    if (format > VaultStore.FORMAT) {
      throw VaultFolder.newerFormat("change set " + number, format);
    }
    if (!line.path("vault").asText().equals(vaultId)) {
      throw damaged(number, "belongs to another vault");
    }
    if (line.path("change").asLong() != number) {
      throw damaged(number, "is out of place: it is change set " + line.path("change").asLong());
    }
    return line.path("previous").asText();
  }

  private static List<Row> rows(long number, List<JsonNode> lines) throws StoreException {
    List<Row> rows = new ArrayList<>(lines.size() - 1);
    for (JsonNode line : lines.subList(1, lines.size())) {
      try {
        rows.add(RowJson.decode(line));
      } catch (IllegalArgumentException e) {
        throw damaged(number, "is authentic but not readable: " + e.getMessage());
      }
    }
    return rows;
  }

  private byte[] macLine(byte[] text, int length) {
    return (MAC_PREFIX + keys.changeSetMac(text, length) + MAC_SUFFIX).getBytes(US_ASCII);
  }

  static StoreException damaged(long number, String what) {
    return new StoreException(Reason.DAMAGED, "change set " + number + " " + what);
  }
}
