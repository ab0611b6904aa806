package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageOptionsTest {

  private static final Optional<PasswordCheck> PASSWORD = Optional.of(typed -> false);
  private static final Optional<TlsFiles> TLS = Optional.of(new TlsFiles(Path.of("a"), Path.of("b")));
  private static final Optional<URI> PROXY = Optional.of(URI.create("https://photos.example.org"));

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void loopbackNeedsNothing(String address) {
    PageOptions options = new PageOptions(new InetSocketAddress(address, 0), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(options.listen().getPort()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "fe80::1", "169.254.1.1"})
  void anotherAddressNeedsAPasswordAndTlsOrAReverseProxy(String address) {
    InetSocketAddress listen = new InetSocketAddress(address, 8080);
    assertThatThrownBy(() -> new PageOptions(listen, Optional.empty(), Optional.empty(), Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PageOptions(listen, TLS, PROXY, Optional.empty())).hasMessageContaining("password");
    assertThatThrownBy(() -> new PageOptions(listen, Optional.empty(), Optional.empty(), PASSWORD)).hasMessageContaining("TLS");
    assertThat(new PageOptions(listen, TLS, Optional.empty(), PASSWORD).listen()).isEqualTo(listen);
    assertThat(new PageOptions(listen, Optional.empty(), PROXY, PASSWORD).listen()).isEqualTo(listen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://photos.example.org", "https:photos", "photos.example.org", "https://photos.example.org/page", "https://a@photos.example.org", "https://x/?y",
        "https://x/#y", "https:///"
      })
  void aReverseProxyIsNamedByItsHttpsOrigin(String address) {
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    assertThatThrownBy(() -> new PageOptions(listen, Optional.empty(), Optional.of(URI.create(address)), PASSWORD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://photos.example.org");
  }

  @Test
  void aHostWithoutAnAddressIsRefused() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 0);
    assertThatThrownBy(() -> new PageOptions(nowhere, Optional.empty(), Optional.empty(), Optional.empty())).hasMessageContaining("nowhere.invalid");
  }
}
