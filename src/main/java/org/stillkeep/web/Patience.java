package org.stillkeep.web;

import java.time.Duration;

/**
 * How long clients are waited for.
 *
 * @param idle for a request to begin, which is also the longest pause between two
 * @param arriving for TLS to be agreed upon, and again for a request to arrive whole
 * @param leaving for the client to take the next 16 KiB of an answer
 * @param farewell for the client to read the last answer before the connection is cut
 */
record Patience(Duration idle, Duration arriving, Duration leaving, Duration farewell) {

  static final Patience USUAL =
      new Patience(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1));
}
