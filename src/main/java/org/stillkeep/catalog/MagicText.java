package org.stillkeep.catalog;

import java.util.Objects;

/**
 * Changeable metadata as last read from the store, so that a change can be merged into it without asking again.
 *
 * @param version the store's version; 0 when the store has none
 * @param json the whole JSON object, with keys of other clients; <code>{}</code> when the store has none
 */
public record MagicText(int version, String json) {

  /** What stands for "the store has none". */
  public static final MagicText NONE = new MagicText(0, "{}");

  public MagicText {
    Objects.requireNonNull(json);
  }
}
