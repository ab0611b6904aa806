package org.stillkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that we ship and of which a vulnerability is known fails a build by {@code -Padvisories}, where the database can be reached. */
class AdvisoriesTest {

  private static final URI OSV = URI.create("https://api.osv.dev");
  private static final Path BILL = Path.of("target", "stillkeep-sbom.json");

  /** Advisories that were looked into and do not concern us: the line that is found, with the reason beside it. */
  private static final List<String> LOOKED_INTO = List.of();

  @TempDir private Path folder;

  private final HttpServer server = start();
  private String answer = "";

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/v1/querybatch",
        exchange -> {
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nothingIsKnownAgainstWhatWeShip() throws IOException, InterruptedException {
    assumeTrue(Boolean.getBoolean("stillkeep.advisories"), "asks a database on the internet, with -Padvisories");
    List<String> shipped = Advisories.shipped(BILL);
    assertThat(shipped).hasSizeGreaterThan(10);
    List<String> found = List.of();
    try {
      found = Advisories.against(shipped, OSV);
    } catch (IOException e) {
      abort("NOT CHECKED: " + OSV + " cannot be asked about " + shipped.size() + " libraries: " + e);
    }
    assertThat(found).filteredOn(line -> !LOOKED_INTO.contains(line)).isEmpty();
  }

  @Test
  void anAdvisoryIsSaidWithItsLibrary() throws IOException, InterruptedException {
    Path bill =
        Files.writeString(
            folder.resolve("bill.json"),
            "{\"components\":[{\"purl\":\"pkg:maven/a/b@1?type=jar\"},{\"purl\":\"pkg:maven/c/d@2?type=jar\"}]}");
    answer = "{\"results\":[{},{\"vulns\":[{\"id\":\"GHSA-1\"},{\"id\":\"CVE-2\"}]}]}";
    List<String> shipped = Advisories.shipped(bill);
    assertThat(shipped).containsExactly("pkg:maven/a/b@1", "pkg:maven/c/d@2");
    assertThat(Advisories.against(shipped, database())).containsExactly("pkg:maven/c/d@2: GHSA-1", "pkg:maven/c/d@2: CVE-2");
  }

  @Test
  void anAnswerAboutOtherLibrariesIsNone() {
    answer = "{\"results\":[]}";
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Advisories.against(List.of("pkg:maven/a/b@1"), database()));
  }

  private URI database() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
