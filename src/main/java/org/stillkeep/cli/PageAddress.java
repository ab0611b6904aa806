package org.stillkeep.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.stillkeep.files.DurableFiles;

/** What the section {@code [page]} amounts to on this computer, and what of it only shows beside the state folder. */
final class PageAddress {

  private PageAddress() {}

  /** The page's address, in words. */
  static String of(Config config) throws ConfigException, IOException {
    PageConfig page = config.page();
    if (!page.enabled()) {
      return "off";
    }
    requireSecrets(config);
    String words = (page.tls().isPresent() ? "https://" : "http://") + inWords(page.listen());
    words += page.reverseProxy().map(proxy -> ", offered as " + proxy).orElse("");
    return words + (new PagePassword(config.state()).isSet() ? "; asks for a password" : "; `stillkeep page` opens it");
  }

  /**
   * Refuses a page that others can reach without a password, and a private key that they can read.
   *
   * @throws ConfigException names the key that is to be changed
   */
  static void requireSecrets(Config config) throws ConfigException, IOException {
    PageConfig page = config.page();
    if (!page.isOnLoopback() && !new PagePassword(config.state()).isSet()) {
      throw new ConfigException(
          config.file(),
          0,
          "page.listen",
          "others can reach " + inWords(page.listen()) + ", and no password is set",
          "set one with `stillkeep page --set-password`, or listen on 127.0.0.1");
    }
    if (page.tls().isPresent() && !DurableFiles.readBackOwnerOnly(page.tls().get().key())) {
      throw new ConfigException(
          config.file(),
          0,
          "page.tls_key",
          page.tls().get().key() + " can be read by others",
          "take their rights to it away (chmod 600); if others had them, ask for a new certificate");
    }
  }

  private static String inWords(InetSocketAddress listen) {
    String host = listen.getAddress().getHostAddress();
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return bracketed + (listen.getPort() == 0 ? ", any free port" : ":" + listen.getPort());
  }
}
