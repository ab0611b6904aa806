package org.stillkeep.web;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where and how the page is served.
 *
 * @param listen address and port; port 0 is any free one. Another address than loopback demands a password, and TLS or a reverse proxy
 * @param tls speak TLS with these
 * @param reverseProxy the https address under which a reverse proxy offers the page: scheme, host and port alone
 * @param password lets in who knows it, beside the one-time links
 */
public record PageOptions(
    InetSocketAddress listen, Optional<TlsFiles> tls, Optional<URI> reverseProxy, Optional<PasswordCheck> password) {

  /**
   * @throws IllegalArgumentException with the reason in words, when strangers could read along or walk in
   */
  public PageOptions {
    Objects.requireNonNull(listen);
    Objects.requireNonNull(tls);
    Objects.requireNonNull(reverseProxy);
    Objects.requireNonNull(password);
    if (listen.isUnresolved()) {
      throw new IllegalArgumentException("there is no address for " + listen.getHostString());
    }
    if (reverseProxy.isPresent() && !isHttpsOrigin(reverseProxy.get())) {
      throw new IllegalArgumentException("the reverse proxy's address must look like https://photos.example.org");
    }
    if (!listen.getAddress().isLoopbackAddress()) {
      if (password.isEmpty()) {
        throw new IllegalArgumentException("another address than loopback needs a password");
      }
      if (tls.isEmpty() && reverseProxy.isEmpty()) {
        throw new IllegalArgumentException("another address than loopback needs TLS or a reverse proxy that speaks it");
      }
    }
  }

  /** Whether an address names an https host, with or without a port, and nothing else; the page needs a host of its own. */
  public static boolean isHttpsOrigin(URI uri) {
    return "https".equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }
}
