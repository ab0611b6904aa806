package org.stillkeep.web;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that a client goes away while its request is being worked on: it reads on where nothing is to come. Ends with the connection. */
final class Departure extends Thread {

  private static final Logger log = LoggerFactory.getLogger(Departure.class);

  private final InputStream in;
  private volatile boolean seen;

  Departure(InputStream in) {
    super("stillkeep-page-departure");
    setDaemon(true);
    this.in = in;
  }

  /** Whether the client has gone. */
  boolean seen() {
    return seen;
  }

  @Override
  public void run() {
    try {
      seen = in.read() < 0;
    } catch (IOException e) {
      log.debug("a client has gone: {}", e.toString());
      seen = true;
    }
  }
}
