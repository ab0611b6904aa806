package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

  private static final Optional<PasswordCheck> PASSWORD = Optional.of(typed -> false);
  private static final Optional<TlsFiles> TLS = Optional.of(new TlsFiles(Path.of("a"), Path.of("b")));

  @ParameterizedTest
  @CsvSource({
    "photos.example.org, https://photos.example.org, true",
    "PHOTOS.example.org, https://photos.example.org, true",
    "photos.example.org:443, https://photos.example.org, true",
    "192.168.1.5:8080, https://photos.example.org, true",
    "192.168.1.5:8080, http://192.168.1.5:8080, false",
    "photos.example.org, http://photos.example.org, false",
    "photos.example.org, https://evil.example, false",
    "photos.example.org:8080, https://photos.example.org, false",
    "evil.example:8080, https://photos.example.org, false",
    "192.168.1.6:8080, https://photos.example.org, false",
    "127.0.0.1:8080, https://photos.example.org, false",
  })
  void behindAReverseProxyItsAddressCountsAndOurOwn(String host, String origin, boolean passes) throws Exception {
    PageOptions options = new PageOptions(address("0.0.0.0"), Optional.empty(), Optional.of(URI.create("https://photos.example.org")), PASSWORD);
    assertThat(passes(new Origins(options, 8080, name -> false), host, origin, "192.168.1.5")).isEqualTo(passes);
  }

  @Test
  void besideAReverseProxyThePageIsThereOnTheComputerItself() throws Exception {
    PageOptions options = new PageOptions(address("0.0.0.0"), Optional.empty(), Optional.of(URI.create("https://photos.example.org")), PASSWORD);
    assertThat(passes(new Origins(options, 8080, name -> false), "127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5:8443, https://192.168.1.5:8443, true",
    "nas.home.arpa:8443, https://nas.home.arpa:8443, true",
    "nas.home.arpa:8443, http://nas.home.arpa:8443, false",
    "other.home.arpa:8443, https://other.home.arpa:8443, false",
    "nas.home.arpa, https://nas.home.arpa, false",
    "localhost:8443, https://localhost:8443, false",
  })
  void withTlsTheNamesOnTheCertificateCount(String host, String origin, boolean passes) throws Exception {
    PageOptions options = new PageOptions(address("0.0.0.0"), TLS, Optional.empty(), PASSWORD);
    assertThat(passes(new Origins(options, 8443, name -> name.equals("nas.home.arpa")), host, origin, "192.168.1.5")).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "[::1]:8080, http://[::1]:8080, ::1, true",
    "[::1]:8080, http://[::2]:8080, ::1, false",
    "[fd00::5]:8080, http://[fd00::5]:8080, fd00:0:0:0:0:0:0:5, false",
    "localhost:8080, http://localhost:8080, ::1, true",
  })
  void ipv6IsWrittenAsBrowsersDo(String host, String origin, String local, boolean passes) throws Exception {
    PageOptions options = new PageOptions(address("::1"), Optional.empty(), Optional.empty(), Optional.empty());
    boolean ours = InetAddress.getByName(local).isLoopbackAddress();
    assertThat(ours && passes(new Origins(options, 8080, name -> false), host, origin, local)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.0.0.1:80, true", "[::1], true", "evil.example, false", "::1, false", "[::1, false"})
  void theUsualPortNeedNotBeNamed(String host, boolean passes) throws Exception {
    PageOptions options = new PageOptions(address("127.0.0.1"), Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(passes(new Origins(options, 80, name -> false), host, "http://" + host, "127.0.0.1")).isEqualTo(passes);
  }

  @Test
  void theLinkNamesWhatABrowserCanReach() {
    URI proxy = URI.create("https://photos.example.org/");
    assertThat(new Origins(new PageOptions(address("::1"), Optional.empty(), Optional.empty(), Optional.empty()), 9, name -> false).link("c"))
        .hasToString("http://[::1]:9/#c");
    assertThat(new Origins(new PageOptions(address("0.0.0.0"), TLS, Optional.empty(), PASSWORD), 443, name -> false).link("c"))
        .hasToString("https://127.0.0.1/#c");
    assertThat(new Origins(new PageOptions(address("0.0.0.0"), Optional.empty(), Optional.of(proxy), PASSWORD), 9, name -> false).link("c"))
        .hasToString("https://photos.example.org/#c");
  }

  @ParameterizedTest
  @CsvSource({
    "::1, ::1", "::, ::", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "fe80:0:0:0:0:0:0:0, fe80::",
    "1:0:0:0:5:6:7:8, 1::5:6:7:8", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8", "0:0:3:4:5:6:7:abcd, ::3:4:5:6:7:abcd"
  })
  void ipv6IsShortenedAsRfc5952Says(String address, String text) throws Exception {
    assertThat(Ipv6Text.of(InetAddress.getByName(address).getAddress())).isEqualTo(text);
  }

  private static boolean passes(Origins origins, String host, String origin, String local) throws Exception {
    Map<String, String> headers = new HashMap<>(Map.of("host", host, "origin", origin));
    try {
      origins.check(new Request("GET", "/", headers, new byte[0], InetAddress.getByName(local)));
      return true;
    } catch (Refusal e) {
      assertThat(e.status()).isIn(403, 421);
      return false;
    }
  }

  private static InetSocketAddress address(String host) {
    return new InetSocketAddress(host, 8080);
  }
}
