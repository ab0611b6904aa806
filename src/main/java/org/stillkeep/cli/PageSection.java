package org.stillkeep.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.web.PageOptions;

/** Reads the section {@code [page]}. An address that others can reach is refused without encryption. */
final class PageSection {

  private static final String DEFAULT_LISTEN = "127.0.0.1:0";
  private static final int MOST_PORT = 65_535;

  /** {@code 127.0.0.1:0}, {@code [::1]:8787}, {@code localhost:8787}. */
  private static final Pattern LISTEN = Pattern.compile("(localhost|[0-9]+(?:\\.[0-9]+){3}|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))");

  private final TomlSection section;
  private final PathReader paths;

  /** Turns what is written under a key into an absolute path. */
  @FunctionalInterface
  interface PathReader {
    Path read(TomlSection section, String key, String written) throws ConfigException;
  }

  PageSection(TomlSection section, PathReader paths) {
    this.section = section;
    this.paths = paths;
  }

  PageConfig read() throws ConfigException {
    PageConfig page =
        new PageConfig(section.flag("enabled", true), listen(), tls(), reverseProxy(section.text("reverse_proxy", "")));
    section.refuseUnknownKeys();
    if (page.enabled() && !page.isOnLoopback() && page.tls().isEmpty() && page.reverseProxy().isEmpty()) {
      throw section.mistake(
          "listen",
          "others could read along: " + section.text("listen", DEFAULT_LISTEN) + " is not an address of this computer alone",
          "name tls_certificate and tls_key, or the address of a reverse proxy in reverse_proxy; or listen on 127.0.0.1");
    }
    return page;
  }

  private InetSocketAddress listen() throws ConfigException {
    String written = section.text("listen", DEFAULT_LISTEN);
    Matcher matcher = LISTEN.matcher(written);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST_PORT) {
      throw unusable(written);
    }
    try {
      // Only what needs no look-up: the address must be the same at every start.
      String host = matcher.group(1).equals("localhost") ? "127.0.0.1" : matcher.group(1);
      return new InetSocketAddress(InetAddress.getAllByName(host)[0], Integer.parseInt(matcher.group(2)));
    } catch (UnknownHostException e) {
      throw unusable(written);
    }
  }

  private ConfigException unusable(String written) {
    return section.mistake(
        "listen", "\"" + written + "\" is not an address with a port", "write it like \"" + DEFAULT_LISTEN + "\" or \"[::1]:8787\"");
  }

  private Optional<PageConfig.Tls> tls() throws ConfigException {
    String certificate = section.text("tls_certificate", "");
    String key = section.text("tls_key", "");
    if (certificate.isEmpty() != key.isEmpty()) {
      throw section.mistake(
          certificate.isEmpty() ? "tls_key" : "tls_certificate", "stands alone", "name both tls_certificate and tls_key, or neither");
    }
    return certificate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PageConfig.Tls(paths.read(section, "tls_certificate", certificate), paths.read(section, "tls_key", key)));
  }

  private Optional<URI> reverseProxy(String written) throws ConfigException {
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(written);
      if (PageOptions.isHttpsOrigin(uri)) {
        return Optional.of(new URI("https", uri.getRawAuthority(), null, null, null));
      }
    } catch (URISyntaxException e) {
      throw notBare(written);
    }
    throw notBare(written);
  }

  private ConfigException notBare(String written) {
    return section.mistake(
        "reverse_proxy",
        "\"" + written + "\" is not the https address of a host",
        "write it like \"https://photos.example.org\", without a path: the page needs a host name of its own");
  }
}
