package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody on the way who says that they are the server, with a certificate that nobody vouches for. */
class StrangerTest {

  private static final String PASSWORD = "changeit";
  private static final AuthToken TOKEN = AuthToken.ofHeaderValue("Pg9OU4fV3LxuXLiaJHbAy6nuy7Rr0oAGX_oo819WrAY=");

  @TempDir private Path folder;

  @Test
  void aStrangerGetsNothingAndIsNotAskedAgain() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpsServer stranger = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.setHttpsConfigurator(new HttpsConfigurator(unvouchedFor()));
    stranger.createContext("/", exchange -> requests.incrementAndGet());
    stranger.start();
    Duration day = Duration.ofDays(1);
    EnteServer address = EnteServer.parse("https://127.0.0.1:" + stranger.getAddress().getPort(), false);
    EnteOptions options = new EnteOptions(() -> false, 0, new Patience(List.of(day), day, day));
    try (EnteApi api = new EnteApi(address, options);
        ObjectClient objects = new ObjectClient(address, options)) {
      assertThatThrownBy(() -> api.send(ApiCall.get("/x").by(TOKEN))).isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> objects.get(address + "/o", 0, () -> false)).isInstanceOf(SSLException.class);
      assertThat(requests).hasValue(0);
    } finally {
      stranger.stop(0);
    }
  }

  private SSLContext unvouchedFor() throws Exception {
    Path keyTool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    assumeThat(keyTool).as("the JDK's keytool").exists();
    Path file = folder.resolve("stranger.p12");
    Process made =
        new ProcessBuilder(
                keyTool.toString(), "-genkeypair", "-alias", "stranger", "-keyalg", "EC", "-dname", "CN=127.0.0.1",
                "-ext", "san=ip:127.0.0.1", "-storepass", PASSWORD, "-storetype", "PKCS12", "-keystore", file.toString())
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
