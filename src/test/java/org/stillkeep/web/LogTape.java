package org.stillkeep.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records all that the page logs, down to the finest. */
final class LogTape extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("org.stillkeep.web");
  private final Level before = logger.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogTape() {
    setLevel(Level.ALL);
    setFormatter(new SimpleFormatter());
    logger.setLevel(Level.ALL);
    logger.addHandler(this);
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(getFormatter().format(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(before);
  }
}
