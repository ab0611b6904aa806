package org.stillkeep.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells requests of this page from those that another page makes a browser send. {@code Host} must be a name of ours, which a name that
 * somebody else has pointed at this computer (DNS rebinding) is not; {@code Origin} and {@code Sec-Fetch-Site} must tell of nobody else.
 */
final class Origins {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private static final String HTTPS = "https://";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final InetSocketAddress listen;
  private final int port;
  private final String scheme;
  private final Optional<URI> reverseProxy;
  private final NamesOnCertificate names;

  /** The names that a certificate vouches for: a browser has checked that it reaches one of them. */
  interface NamesOnCertificate {
    boolean include(String host);
  }

  /**
   * @param port the one that was bound
   * @param names of the certificate in use; none without TLS
   */
  Origins(PageOptions options, int port, NamesOnCertificate names) {
    this.listen = options.listen();
    this.port = port;
    this.scheme = options.tls().isPresent() ? "https" : "http";
    this.reverseProxy = options.reverseProxy();
    this.names = names;
  }

  /** Lets a request pass that comes from nowhere else. */
  void check(Request request) throws Refusal {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    if (!isOurs(host, request.local())) {
      throw new Refusal(421, "this is not an address of the status page", "ask for a link with: stillkeep page");
    }
    Optional<String> origin = request.header("origin");
    boolean strange = origin.isPresent() && !isOurOrigin(origin.get().toLowerCase(Locale.ROOT), host, request.local());
    if (strange || !(OWN_SITE.contains(request.header("sec-fetch-site").orElse("none")) || isVisit(request))) {
      throw new Refusal(403, "requests from other pages are not answered", "open the page from its own address");
    }
  }

  /** The address to show people. */
  URI link(String fragment) {
    String base = reverseProxy.map(each -> HTTPS + authority(each)).orElseGet(() -> scheme + "://" + withPort(shownHost()));
    return URI.create(base + "/#" + fragment);
  }

  private String shownHost() {
    InetAddress address = listen.getAddress();
    if (address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    String name = listen.getHostString();
    // A name that was configured is the one on the certificate; that of loopback may mean another address to the browser.
    return address.isLoopbackAddress() || name.indexOf(':') >= 0 ? literal(address) : name;
  }

  private boolean isOurs(String host, InetAddress local) {
    if (reverseProxy.isPresent() && sameAuthority(host, reverseProxy.get())) {
      return true;
    }
    String name = withoutPort(host);
    if (name.isEmpty()) {
      return false;
    }
    return (local.isLoopbackAddress() && LOOPBACK.contains(name))
        || name.equals(literal(local))
        || (!listen.getAddress().isLoopbackAddress() && name.equals(listen.getHostString().toLowerCase(Locale.ROOT)))
        || names.include(name);
  }

  /**
   * Whether somebody only comes here from elsewhere: by a link on another page, or back from a reverse proxy's own login. The page itself is
   * the same for everybody, can be put into no frame, and what it asks for then comes from itself.
   */
  private static boolean isVisit(Request request) {
    return request.method().equals("GET")
        && request.path().equals("/")
        && request.header("origin").isEmpty()
        && request.header("sec-fetch-mode").orElse("").equals("navigate")
        && request.header("sec-fetch-dest").orElse("").equals("document");
  }

  /**
   * A reverse proxy may put our own address for its own into {@code Host}, but what the browser calls its origin stays. Past the proxy,
   * what is sent from another computer could be read on its way.
   */
  private boolean isOurOrigin(String origin, String host, InetAddress local) {
    if (reverseProxy.isEmpty()) {
      return origin.equals(scheme + "://" + host);
    }
    if (origin.startsWith(HTTPS) && sameAuthority(origin.substring(HTTPS.length()), reverseProxy.get())) {
      return true;
    }
    boolean unread = scheme.equals("https") || local.isLoopbackAddress();
    return unread && origin.equals(scheme + "://" + host) && !sameAuthority(host, reverseProxy.get());
  }

  /** The host of an authority whose port is ours; empty when it is another. */
  private String withoutPort(String host) {
    if (host.endsWith(":" + port)) {
      return host.substring(0, host.length() - Integer.toString(port).length() - 1);
    }
    boolean bare = host.lastIndexOf(':') <= host.lastIndexOf(']') && (host.startsWith("[") || host.indexOf(':') < 0);
    return bare && port == defaultPort() ? host : "";
  }

  private String withPort(String host) {
    return port == defaultPort() ? host : host + ":" + port;
  }

  private int defaultPort() {
    return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
  }

  private static boolean sameAuthority(String host, URI proxy) {
    return host.equals(authority(proxy)) || (isDefault(proxy) && host.equals(authority(proxy) + ":" + HTTPS_PORT));
  }

  private static String authority(URI proxy) {
    String host = proxy.getHost().toLowerCase(Locale.ROOT);
    return isDefault(proxy) ? host : host + ":" + proxy.getPort();
  }

  private static boolean isDefault(URI proxy) {
    return proxy.getPort() < 0 || proxy.getPort() == HTTPS_PORT;
  }

  /** As browsers write it in an address, without a zone. */
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return text;
    }
    return "[" + Ipv6Text.of(address.getAddress()) + "]";
  }
}
