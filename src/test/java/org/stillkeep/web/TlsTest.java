package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends PageFixture {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path keys;

  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() throws Exception {
    make("ec", "EC", "-groupname", "secp256r1");
    make("rsa", "RSA", "-keysize", "2048");
  }

  @Override
  PageOptions options() throws Exception {
    install("ec", folder);
    return new PageOptions(loopback(0), Optional.of(files(folder)), Optional.empty(), Optional.empty());
  }

  @Test
  void thePageIsServedOverTls() throws Exception {
    URI link = page.link();
    assertThat(link.getScheme()).isEqualTo("https");
    Visitor visitor = new Visitor(link.resolve("/"), client("ec"));
    visitor.enter(link);
    try (EventReader events = new EventReader(visitor)) {
      assertThat(events.next("status").path("phase").asText()).isEqualTo("running");
    }
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyOfRsaDoesAsWell() throws Exception {
    install("rsa", folder);
    try (StatusPage other = StatusPage.start(new PageOptions(loopback(0), Optional.of(files(folder)), Optional.empty(), Optional.empty()), backend)) {
      URI link = other.link();
      assertThat(new Visitor(link.resolve("/"), client("rsa")).get("/api/phase").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRenewedCertificateIsUsedWithoutARestartAndABrokenOneIsNot() throws Exception {
    assertThat(serial()).isEqualTo(certificate("ec").getSerialNumber());
    Files.writeString(folder.resolve("key.pem"), "nonsense");
    stampLater(1);
    pass(Duration.ofSeconds(11));
    assertThat(serial()).as("the old one, in memory").isEqualTo(certificate("ec").getSerialNumber());
    install("rsa", folder);
    stampLater(2);
    pass(Duration.ofSeconds(11));
    assertThat(serial()).isEqualTo(certificate("rsa").getSerialNumber());
  }

  @Test
  void whoDoesNotSpeakTlsIsNotAnswered() throws Exception {
    assertThat(ask("GET /api/phase HTTP/1.1\r\n" + host() + "\r\n")).doesNotContain("HTTP/1.1");
    try (SSLSocket old = (SSLSocket) context("ec").getSocketFactory().createSocket("127.0.0.1", page.port())) {
      old.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(old::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoeverComesIsServedAtOnceHoweverManyDoNotEndTheirHandshake() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        RawClient client = new RawClient(page.port());
        crowd.add(client);
        client.sendWhileItLasts(new byte[] {22, 3, 1, 2, 0, 1}, 1);
      }
      Visitor visitor = new Visitor(page.link().resolve("/"), client("ec"));
      long begun = System.nanoTime();
      assertThat(visitor.get("/api/phase").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    } finally {
      for (RawClient each : crowd) {
        each.close();
      }
    }
  }

  @Test
  void aReaderThatDoesNotReadDoesNotHoldUpTheEnd() throws Exception {
    Visitor visitor = new Visitor(page.link().resolve("/"), client("ec"));
    visitor.enter(page.link());
    SSLSocket deaf = (SSLSocket) context("ec").getSocketFactory().createSocket("127.0.0.1", page.port());
    try (RawClient client = new RawClient(deaf)) {
      client.send("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + page.port() + "\r\nAuthorization: Bearer " + visitor.token() + "\r\n\r\n");
      assertThat(client.receiveUntil("event: status")).isTrue();
      try (EventReader events = new EventReader(visitor)) {
        for (int i = 0; i < 4; i++) {
          events.next("status");
          backend.publish(FakeStatus.working(i, 10, "x".repeat(4_000_000)));
        }
      }
      long begun = System.nanoTime();
      page.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws Exception {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).as("POSIX permissions").isTrue();
    for (String rights : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString(rights));
      assertRefused("can be read by others");
    }
  }

  @Test
  void filesThatCannotBeUsedAreRefusedWithTheReason() throws Exception {
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    Files.copy(keys.resolve("rsa-key.pem"), key, StandardCopyOption.REPLACE_EXISTING);
    ownerOnly(key);
    assertRefused("is not the key of the certificate");
    Files.writeString(key, Files.readString(key).replace("PRIVATE KEY", "RSA PRIVATE KEY"));
    assertRefused("no private key in PKCS #8");
    Files.delete(key);
    assertRefused("key.pem is not there");
    install("ec", folder);
    Files.writeString(certificate, "nonsense");
    assertRefused("certificate.pem");
    Files.delete(certificate);
    assertRefused("certificate.pem is not there");
  }

  @Test
  void aKeyOfTheSameKindButAnotherCertificatesIsRefused() throws Exception {
    make("other", "EC", "-groupname", "secp256r1");
    Files.copy(keys.resolve("other-key.pem"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    ownerOnly(folder.resolve("key.pem"));
    assertRefused("is not the key of the certificate");
  }

  @Test
  void theNamesOnTheCertificateAreKnown() throws Exception {
    TlsKeys tls = PemFiles.read(files(folder));
    assertThat(tls.vouchesFor("nas.example")).isTrue();
    assertThat(tls.vouchesFor("PHOTOS.home.example")).isTrue();
    assertThat(tls.vouchesFor("a.photos.home.example")).isFalse();
    assertThat(tls.vouchesFor("home.example")).isFalse();
    assertThat(tls.vouchesFor("evil.example")).isFalse();
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> PemFiles.read(files(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(folder.toString());
  }

  private Object serial() throws Exception {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new javax.net.ssl.TrustManager[] {new TrustAnybody()}, null);
    try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", page.port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private void stampLater(int seconds) throws IOException {
    FileTime later = FileTime.fromMillis(System.currentTimeMillis() + seconds * 1000L);
    Files.setLastModifiedTime(folder.resolve("key.pem"), later);
  }

  private static TlsFiles files(Path folder) {
    return new TlsFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
  }

  private static void install(String name, Path folder) throws IOException {
    Files.copy(keys.resolve(name + ".pem"), folder.resolve("certificate.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(keys.resolve(name + "-key.pem"), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    ownerOnly(folder.resolve("key.pem"));
  }

  private static void ownerOnly(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static X509Certificate certificate(String name) throws Exception {
    return (X509Certificate) store(name).getCertificate("page");
  }

  private static HttpClient client(String name) throws Exception {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context(name)).build();
  }

  private static SSLContext context(String name) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("page", certificate(name));
    TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** A key pair and its self-signed certificate, by the JDK's own tool, as PEM files. */
  private static void make(String name, String algorithm, String option, String value) throws Exception {
    Path store = keys.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    assumeThat(Files.exists(keytool) || Files.exists(Path.of(keytool + ".exe"))).as("the JDK's keytool").isTrue();
    Process made =
        new ProcessBuilder(
                keytool.toString(), "-genkeypair", "-alias", "page", "-keyalg", algorithm, option, value, "-dname", "CN=page", "-validity", "30",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD),
                "-ext", "san=dns:nas.example,dns:*.home.example,dns:localhost,ip:127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).as(Files.readString(keys.resolve("keytool.log"))).isZero();
    Certificate certificate = store(name).getCertificate("page");
    Files.writeString(keys.resolve(name + ".pem"), pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(keys.resolve(name + "-key.pem"), pem("PRIVATE KEY", store(name).getKey("page", PASSWORD).getEncoded()));
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
  }
}
