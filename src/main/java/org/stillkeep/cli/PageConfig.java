package org.stillkeep.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The section {@code [page]}.
 *
 * @param enabled whether the page is served
 * @param listen a literal address and its port; 0 is any port that is free
 * @param tls what the page itself speaks TLS with
 * @param reverseProxy the https address under which a reverse proxy offers the page
 */
record PageConfig(boolean enabled, InetSocketAddress listen, Optional<Tls> tls, Optional<URI> reverseProxy) {

  /**
   * The files of a TLS server.
   *
   * @param certificate PEM, the whole chain
   * @param key PEM, PKCS #8
   */
  record Tls(Path certificate, Path key) {}

  PageConfig {
    Objects.requireNonNull(listen);
    Objects.requireNonNull(tls);
    Objects.requireNonNull(reverseProxy);
  }

  /** Whether only this computer can reach the page, so that its one-time link is secret enough. */
  boolean isOnLoopback() {
    return listen.getAddress().isLoopbackAddress();
  }
}
