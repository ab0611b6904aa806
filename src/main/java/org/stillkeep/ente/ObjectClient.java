package org.stillkeep.ente;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Ciphertext to and from the object store (S3) behind a server, by URLs that the server signed. These URLs are passes, and
 * stay out of every message and log. Nothing else proves who we are: no token comes here.
 *
 * <p>URLs come from a server that nobody needs to trust: with TLS to it, there is TLS to the object store, too. For any number
 * of threads.
 */
final class ObjectClient implements Closeable {

  private static final MediaType XML = MediaType.get("text/xml");
  private static final Pattern ERROR_CODE = Pattern.compile("<Code>\\s*([A-Za-z]{1,60})\\s*</Code>");
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})");
  private static final String GET = "GET of an object";
  private static final int PARTIAL_CONTENT = 206;
  private static final int MOST_XML_BYTES = 256 << 10;

  private final boolean plainHttpAllowed;
  private final Patience patience;
  private final UploadPace pace;
  private final Wire wire = new Wire(Duration.ZERO);

  ObjectClient(EnteServer server, EnteOptions options) {
    this.plainHttpAllowed = server.isPlainHttp();
    this.patience = options.patience();
    this.pace = new UploadPace(options.uploadBytesPerSecond());
  }

  /**
   * An object on its way to us.
   *
   * @param ciphertext closed by the caller; fails with CancellationException when asked to stop
   * @param firstByte where in the object it begins
   * @param wholeBytes length of the whole object; empty when the store did not say
   * @param eTag the store's mark of it; empty when it gave none
   */
  record Incoming(InputStream ciphertext, long firstByte, OptionalLong wholeBytes, String eTag) {}

  /**
   * Sends a whole object or one part of it, as often as it takes: a second time replaces the first.
   *
   * @param length how many bytes of the array
   * @param md5 of these bytes
   * @return the store's mark of it, with its quotes
   * @throws ApiException when the store said no
   */
  String put(String url, byte[] ciphertext, int length, byte[] md5, BooleanSupplier stopRequested) throws IOException {
    Request request =
        request(url, "PUT of an object")
            .header("Content-MD5", Base64.getEncoder().encodeToString(md5))
            .put(new CiphertextBody(ciphertext, length, pace, stopRequested))
            .build();
    return patience.repeat(
        () -> wire.exchange(request, stopRequested, ObjectClient::eTag), stopRequested);
  }

  /**
   * Joins the parts of an object.
   *
   * @param eTags of the parts, in their order, as {@link #put} returned them
   * @throws ApiException when the store said no, which may come as a success; {@code NoSuchUpload} when it was joined before
   */
  void complete(String url, List<String> eTags, BooleanSupplier stopRequested) throws IOException {
    byte[] xml = partList(eTags).getBytes(StandardCharsets.UTF_8);
    Request request = request(url, "joining of parts").post(RequestBody.create(xml, XML)).build();
    patience.repeat(
        () -> wire.exchange(request, stopRequested, ObjectClient::requireJoined), stopRequested);
  }

  /**
   * Begins to fetch an object.
   *
   * @param fromByte where to begin; a store may begin earlier
   * @throws ApiException when the store said no
   */
  Incoming get(String url, long fromByte, BooleanSupplier stopRequested) throws IOException {
    Request.Builder request = request(url, GET).header("Accept-Encoding", "identity");
    if (fromByte > 0) {
      request.header("Range", "bytes=" + fromByte + "-");
    }
    return patience.repeat(() -> get(request.get().build(), stopRequested), stopRequested);
  }

  private Incoming get(Request request, BooleanSupplier stopRequested) throws IOException {
    Incoming[] head = new Incoming[1];
    InputStream body =
        wire.open(
            request,
            stopRequested,
            response -> {
              head[0] = head(response);
              return null;
            });
    return new Incoming(body, head[0].firstByte(), head[0].wholeBytes(), head[0].eTag());
  }

  private static Incoming head(Response response) throws IOException {
    requireSuccess(response, GET);
    String eTag = response.header("ETag", "");
    if (response.code() != PARTIAL_CONTENT) {
      long length = response.body().contentLength();
      return new Incoming(null, 0, length < 0 ? OptionalLong.empty() : OptionalLong.of(length), eTag);
    }
    Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range", ""));
    if (!range.matches()) {
      throw ApiException.notUnderstood(response.code(), GET, "without saying which part of it");
    }
    return new Incoming(null, Long.parseLong(range.group(1)), OptionalLong.of(Long.parseLong(range.group(2))), eTag);
  }

  private Request.Builder request(String url, String what) throws ApiException {
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null || !(parsed.isHttps() || plainHttpAllowed)) {
      throw ApiException.notUnderstood(0, what, "the server gave no URL that may be used");
    }
    return new Request.Builder().url(parsed).header("User-Agent", "Stillkeep");
  }

  private static String eTag(Response response) throws IOException {
    requireSuccess(response, "PUT of an object");
    String eTag = response.header("ETag");
    if (eTag == null) {
      throw ApiException.notUnderstood(response.code(), "PUT of an object", "without an ETag");
    }
    return eTag;
  }

  /** The store sends its head before it is done, so the status may be too good. */
  private static Void requireJoined(Response response) throws IOException {
    requireSuccess(response, "joining of parts");
    String xml = text(response, "joining of parts");
    if (xml.contains("<Error>")) {
      throw new ApiException(response.code(), errorCode(xml), "joining of parts");
    }
    if (!xml.contains("CompleteMultipartUploadResult")) {
      throw ApiException.notUnderstood(response.code(), "joining of parts", "neither a result nor an error");
    }
    return null;
  }

  private static void requireSuccess(Response response, String what) throws IOException {
    if (!response.isSuccessful()) {
      throw new ApiException(response.code(), errorCode(text(response, what)), what);
    }
  }

  private static String errorCode(String xml) {
    Matcher code = ERROR_CODE.matcher(xml);
    return code.find() ? code.group(1) : "";
  }

  private static String text(Response response, String what) throws IOException {
    try (InputStream body = new BoundedStream(response.body().byteStream(), MOST_XML_BYTES, response.code(), what)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String partList(List<String> eTags) {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>\n");
    for (int i = 0; i < eTags.size(); i++) {
      xml.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>");
      xml.append(eTags.get(i).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
      xml.append("</ETag></Part>\n");
    }
    return xml.append("</CompleteMultipartUpload>\n").toString();
  }

  @Override
  public void close() {
    wire.close();
  }
}
