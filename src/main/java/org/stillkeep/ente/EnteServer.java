package org.stillkeep.ente;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One Ente server, hosted or one's own.
 *
 * @param origin scheme, host and, unless it is the usual one, port; nothing else
 */
public record EnteServer(URI origin) {

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** Takes an address as {@link #parse} gives it. */
  public EnteServer {
    if (!origin.toString().equals(normalised(origin))) {
      throw new IllegalArgumentException("not a server's bare address: " + origin);
    }
  }

  /**
   * Reads an address as people write it: {@code https://host[:port]}, with or without a slash at its end. Without TLS only
   * this computer is spoken to, unless that is allowed.
   *
   * @param allowPlainHttp whether passwords' proofs and sessions may cross a network in the clear
   * @throws IllegalArgumentException with a message that says what is wrong with it
   */
  public static EnteServer parse(String address, boolean allowPlainHttp) {
    URI uri;
    try {
      uri = new URI(address.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + e.getReason(), e);
    }
    EnteServer server = new EnteServer(URI.create(normalised(uri)));
    if (server.isPlainHttp() && !allowPlainHttp && !LOOPBACK.matcher(server.origin.getHost()).matches()) {
      throw new IllegalArgumentException("http:// is for servers on this computer only, others need https://");
    }
    return server;
  }

  /** Whether there is no TLS between us and it. */
  boolean isPlainHttp() {
    return origin.getScheme().equals("http");
  }

  private static String normalised(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("an address begins with https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("an address is https://host or https://host:port");
    }
    boolean hasPath = uri.getRawPath() != null && !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/");
    if (hasPath || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("an address ends with its host or port; Ente servers have no path");
    }
    int usualPort = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    String port = uri.getPort() == -1 || uri.getPort() == usualPort ? "" : ":" + uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }

  @Override
  public String toString() {
    return origin.toString();
  }
}
