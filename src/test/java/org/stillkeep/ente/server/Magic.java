package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Magic metadata on the wire: version and count from 1 on, data, header. */
final class Magic {

  /** How far the count may fall in one update. */
  private static final int MOST_FIELDS_LOST = 2;

  private Magic() {}

  /** As sent; a 400 for what is not whole. */
  static ObjectNode of(Fields sent) {
    Refusal.require(sent.number("version") >= 1 && sent.number("count") >= 1);
    sent.bytes("data");
    sent.bytes("header");
    return sent.node().deepCopy();
  }

  /** Whether what is stored, which is null when there is nothing yet, has another version; nothing else is looked at before. */
  static boolean isStale(ObjectNode stored, Fields sent) {
    return stored != null && stored.get("version").asLong() != sent.numberOrZero("version");
  }

  /** What is kept after an update. */
  static ObjectNode next(ObjectNode sent) {
    return sent.deepCopy().put("version", sent.get("version").asInt() + 1);
  }

  /** Whether an update loses no more fields than it may. */
  static boolean mayReplace(ObjectNode stored, ObjectNode sent) {
    return stored == null || stored.get("count").asInt() - sent.get("count").asInt() <= MOST_FIELDS_LOST;
  }
}
