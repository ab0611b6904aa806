package org.stillkeep.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** A page on loopback with a {@link FakeBackend} behind it. */
final class Site implements Closeable {

  static final String PASSWORD = "a password of the page";

  final FakeBackend backend;
  final StatusPage page;

  private Site(FakeBackend backend, int port, boolean password) throws IOException {
    this.backend = backend;
    Optional<PasswordCheck> check = password ? Optional.of(typed -> Arrays.equals(typed, PASSWORD.toCharArray())) : Optional.empty();
    this.page =
        StatusPage.start(
            new PageOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty(), Optional.empty(), check), backend);
  }

  static Site start(PageBackend.Phase phase) throws IOException {
    return start(phase, 0, false);
  }

  static Site start(PageBackend.Phase phase, int port, boolean password) throws IOException {
    FakeBackend backend = new FakeBackend();
    backend.enter(phase);
    return new Site(backend, port, password);
  }

  /** Where the page is found without a link. */
  URI address() {
    return URI.create("http://127.0.0.1:" + page.port() + "/");
  }

  @Override
  public void close() throws IOException {
    page.close();
  }
}
