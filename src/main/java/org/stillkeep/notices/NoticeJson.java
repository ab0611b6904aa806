package org.stillkeep.notices;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * A notice as {@code notify_command} gets it: one JSON object on one line, in UTF-8. Fields that do not apply are there, and
 * empty; more may be added.
 *
 * <pre>
 *   {"kind":"set-finished|part-missing|needs-you|export-away","title":"…","text":"…","at":"2026-11-22T14:02:00+01:00",
 *    "sets":["takeout-…"],"exports":["/mnt/nas/photos"],"problems":["1f0c…"],"counts":{"imported":1204,"healed":0,"failed":2}}
 * </pre>
 */
final class NoticeJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private NoticeJson() {}

  static byte[] of(Notice notice, OffsetDateTime at) {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", notice.kind().word());
    root.put("title", notice.title());
    root.put("text", notice.text());
    root.put("at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.truncatedTo(ChronoUnit.SECONDS)));
    putAll(root.putArray("sets"), notice.sets());
    putAll(root.putArray("exports"), notice.exports());
    putAll(root.putArray("problems"), notice.problems());
    ObjectNode counts = root.putObject("counts");
    new TreeMap<>(notice.counts()).forEach(counts::put);
    return (root + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void putAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
