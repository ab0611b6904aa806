package org.stillkeep.ente.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object store punishes what a real one would. */
class S3StoreTest {

  private static final String KEY = "1580559962386438/2c1f2a5e-58c3-4a8e-9f0c-0f7c3b1d2e4f";

  private final HttpClient http = HttpClient.newHttpClient();
  private S3Store store;
  private PresignedUrls urls;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    store = S3Store.start(folder);
    urls =
        new PresignedUrls(
            URI.create("http://127.0.0.1:" + store.port()), S3Store.BUCKET, S3Store.CREDENTIALS, Clock.systemUTC(),
            Duration.ofDays(7));
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
  }

  @Test
  void anObjectComesBackByteForByte() throws Exception {
    byte[] bytes = bytes(100_000);
    assertThat(put(urls.put(KEY), bytes).statusCode()).isEqualTo(200);
    assertThat(get(urls.get(KEY)).body()).isEqualTo(bytes);
    assertThat(store.read(KEY)).isEqualTo(bytes);
    assertThat(store.length(KEY)).hasValue(100_000);
  }

  @Test
  void anUnknownObjectIsNotThere() throws Exception {
    assertThat(get(urls.get(KEY)).statusCode()).isEqualTo(404);
    assertThat(store.length(KEY)).isEmpty();
    assertThat(store.read(KEY)).isNull();
  }

  @Test
  void aSignedMd5HasToBeSent() throws Exception {
    byte[] bytes = bytes(1000);
    URI url = urls.put(KEY, bytes.length, md5(bytes));
    assertThat(put(url, bytes).statusCode()).isEqualTo(403);
    assertThat(put(url, bytes, "Content-MD5", md5(bytes(999))).statusCode()).isEqualTo(403);
    assertThat(put(url, bytes(999), "Content-MD5", md5(bytes)).statusCode()).isEqualTo(403);
    assertThat(put(url, bytes, "Content-MD5", md5(bytes)).statusCode()).isEqualTo(200);
  }

  @Test
  void anUnsignedMd5IsCheckedAsWell() throws Exception {
    HttpResponse<byte[]> answer = put(urls.put(KEY), bytes(1000), "Content-MD5", md5(bytes(999)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("BadDigest");
  }

  @Test
  void anotherObjectsUrlIsRefused() throws Exception {
    URI forged = URI.create(urls.put(KEY).toString().replace("2c1f2a5e", "2c1f2a5f"));
    assertThat(put(forged, bytes(10)).statusCode()).isEqualTo(403);
  }

  @Test
  void anExpiredUrlIsRefused() throws Exception {
    Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
    assertThat(put(urls.with(yesterday, Duration.ofHours(1)).put(KEY), bytes(10)).statusCode()).isEqualTo(403);
  }

  @Test
  void partsBecomeOneObject() throws Exception {
    byte[] first = bytes(5 * 1024 * 1024);
    byte[] second = bytes(1234);
    String begun = new String(post(urls.initiateMultipart(KEY), "").body(), StandardCharsets.UTF_8);
    Matcher uploadId = Pattern.compile("<UploadId>([^<]+)</UploadId>").matcher(begun);
    assertThat(uploadId.find()).isTrue();
    List<String> etags =
        List.of(
            etag(put(urls.uploadPart(KEY, uploadId.group(1), 1, first.length, md5(first)), first, "Content-MD5", md5(first))),
            etag(put(urls.uploadPart(KEY, uploadId.group(1), 2), second)));
    String parts =
        IntStream.range(0, 2)
            .mapToObj(i -> "<Part><PartNumber>" + (i + 1) + "</PartNumber><ETag>" + etags.get(i) + "</ETag></Part>")
            .collect(Collectors.joining("\n", "<CompleteMultipartUpload>\n", "\n</CompleteMultipartUpload>"));
    HttpResponse<byte[]> done = post(urls.complete(KEY, uploadId.group(1)), parts);
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(store.length(KEY)).hasValue(first.length + second.length);
    assertThat(get(urls.get(KEY)).body()).startsWith(first).endsWith(second);
  }

  @Test
  void anObjectOutlivesTheStore() throws Exception {
    store.write(KEY, bytes(10));
    store.close();
    store = S3Store.start(folder);
    assertThat(store.read(KEY)).isEqualTo(bytes(10));
    store.remove(KEY);
    assertThat(store.count()).isZero();
  }

  private static String etag(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  private HttpResponse<byte[]> put(URI url, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(URI url, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(url).header("Content-Type", "text/xml").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(URI url) throws Exception {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  private static String md5(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
