package org.stillkeep.cli;

import java.time.Duration;
import java.util.Objects;

/**
 * An account on an Ente server, and how the server is treated.
 *
 * @param server its address
 * @param plainHttp whether a server that is not on this computer may be spoken to without TLS
 * @param email whose account; empty while none is named
 * @param uploads how many files are sent at once
 * @param uploadBytesPerSecond how fast they may be sent, all together; 0: as fast as it goes
 * @param refreshInterval longest time between two questions for what changed there
 */
record AccountConfig(
    String server, boolean plainHttp, String email, int uploads, long uploadBytesPerSecond, Duration refreshInterval) {

  AccountConfig {
    Objects.requireNonNull(server);
    Objects.requireNonNull(email);
    Objects.requireNonNull(refreshInterval);
  }

  /** The same for another account. */
  AccountConfig with(String otherServer, String otherEmail) {
    return new AccountConfig(otherServer, plainHttp, otherEmail, uploads, uploadBytesPerSecond, refreshInterval);
  }
}
