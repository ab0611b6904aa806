package org.stillkeep.notices;

import java.io.IOException;
import java.util.Optional;

/** Keeps what was told over a restart: one small text. Used by one thread. */
public interface NoticeStore {

  /** What was saved last; empty if nothing was. */
  Optional<String> load() throws IOException;

  /** Saves durably, in place of what was saved before. */
  void save(String text) throws IOException;
}
