package org.stillkeep.ente;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Whether it helps to try again what failed. */
enum Prospect {
  /** The answer will be the same. */
  HOPELESS,
  /** A network or a server that has a bad moment. */
  MAY_PASS,
  /** Asked too often: only a long wait helps. */
  TOO_MANY;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  /** Codes of an object store that say more than their status does: bytes changed or were late on their way. */
  private static final Set<String> PASSING_CODES = Set.of("BadDigest", "RequestTimeout", "InternalError", "SlowDown");

  static Prospect after(IOException e) {
    if (e instanceof ApiException refusal) {
      if (refusal.status() == TOO_MANY_REQUESTS) {
        return TOO_MANY;
      }
      boolean isLate = refusal.status() == REQUEST_TIMEOUT;
      boolean isServersFault = refusal.status() >= FIRST_SERVER_ERROR && refusal.status() != NOT_IMPLEMENTED;
      return isLate || isServersFault || PASSING_CODES.contains(refusal.code()) ? MAY_PASS : HOPELESS;
    }
    boolean isStranger = e instanceof SSLPeerUnverifiedException || e.getCause() instanceof CertificateException;
    return isStranger ? HOPELESS : MAY_PASS;
  }
}
