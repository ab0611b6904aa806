package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a connection sends is a request of a plain form, or refused. */
class RequestFuzzTest {

  static Stream<byte[]> requests() {
    return Stream.of(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n",
            "POST /api/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
            "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 99999999999\r\n\r\n0\r\n\r\n",
            "GET http://evil/%2e%2e/ HTTP/1.0\nHost:x\n\n",
            "GET / HTTP/1.1\r\nX: a\r\n folded\r\n\r\nGET /second HTTP/1.1\r\n\r\n")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("requests")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreARequestOrRefused(byte[] sent) throws IOException {
    RequestReader reader = new RequestReader(new ByteArrayInputStream(sent), InetAddress.getLoopbackAddress());
    try {
      while (reader.awaitRequest()) {
        Request request = reader.readBody(reader.readHead());
        assertThat(request.path()).matches("/[A-Za-z0-9/._-]*");
        assertThat(request.method()).matches("[A-Z]+");
        assertThat(request.body().length).isLessThanOrEqualTo(RequestReader.MAX_BODY_BYTES);
      }
    } catch (Refusal e) {
      assertThat(e.status()).isBetween(400, 599);
    } catch (EOFException e) {
      assertThat(e).hasMessageContaining("ended within");
    }
  }
}
