package org.stillkeep.ente;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON calls to one server, with the headers and rules of its protocol. Every request goes to the server's own origin, so a
 * session's token goes nowhere else. Answers are bounded. Of what is sent and answered only method, path, status and the
 * request's random id get into the log.
 *
 * <p>For any number of threads.
 */
final class EnteApi implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(EnteApi.class);

  /** An honest name; what does not begin with the name of another of Ente's apps counts as photos. */
  static final String CLIENT_PACKAGE = "org.stillkeep.agent";

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration CALL_LIMIT = Duration.ofMinutes(5);
  private static final long MOST_ERROR_BYTES = 64 << 10;

  /** A page of a diff has some thousand rows of a few kilobytes. */
  private static final long MOST_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 4);

  /** Read, each takes up to 60 bytes, and may have been two in the answer. A page of a diff has some 150,000. */
  private static final long MOST_TOKENS = Runtime.getRuntime().maxMemory() / 256;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
              .build());

  private final HttpUrl origin;
  private final EnteOptions options;
  private final Wire wire = new Wire(CALL_LIMIT);

  EnteApi(EnteServer server, EnteOptions options) {
    this.origin = HttpUrl.get(server.origin());
    this.options = options;
  }

  /** An empty object, for the body of a call. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Asks, and asks again where that is allowed and may help.
   *
   * @return the answer to a success; an empty object where nothing was answered
   * @throws ApiException when the server said no, or nothing that can be understood
   * @throws IOException when it could not be reached
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  Answer send(ApiCall call) throws IOException {
    return send(call, options.stopRequested());
  }

  /** As {@link #send(ApiCall)}, for a caller who has reasons of his own to stop, besides those of the options. */
  Answer send(ApiCall call, BooleanSupplier stopRequested) throws IOException {
    return perform(call, stopRequested, response -> answer(call, response));
  }

  /**
   * Asks for something that lies elsewhere, as content does. Nothing is sent there; and nothing that is sent there may hold the
   * token.
   *
   * @return where; no more to be trusted than the server is
   * @throws ApiException also when it does not lie elsewhere
   */
  String location(ApiCall call) throws IOException {
    return perform(
        call,
        options.stopRequested(),
        response -> {
          String location = response.header("Location");
          if (!response.isRedirect()) {
            requireSuccess(call, response);
          }
          if (location == null) {
            throw ApiException.notUnderstood(response.code(), call.path(), "without a location");
          }
          return location;
        });
  }

  private <T> T perform(ApiCall call, BooleanSupplier stopRequested, Wire.Reading<T> reading) throws IOException {
    BooleanSupplier stop = () -> stopRequested.getAsBoolean() || options.stopRequested().getAsBoolean();
    Patience.Attempt<T> attempt = () -> once(call, stop, reading);
    return call.repeatable() ? options.patience().repeat(attempt, stop) : attempt.run();
  }

  private <T> T once(ApiCall call, BooleanSupplier stop, Wire.Reading<T> reading) throws IOException {
    String requestId = UUID.randomUUID().toString();
    log.debug("{} {}", requestId, call);
    return wire.exchange(
        request(call, requestId),
        stop,
        response -> {
          log.debug("{} {}", requestId, response.code());
          return reading.read(response);
        });
  }

  private Request request(ApiCall call, String requestId) throws IOException {
    HttpUrl.Builder url = origin.newBuilder().addPathSegments(call.path().substring(1));
    call.query().forEach(url::addQueryParameter);
    Request.Builder request =
        new Request.Builder()
            .url(url.build())
            .header("X-Client-Package", CLIENT_PACKAGE)
            .header("X-Request-ID", requestId)
            .header("User-Agent", "Stillkeep");
    call.token().ifPresent(token -> request.header("X-Auth-Token", token.headerValue()));
    return request.method(call.method(), call.method().equals("GET") ? null : new Body(call)).build();
  }

  private static Answer answer(ApiCall call, Response response) throws IOException {
    requireSuccess(call, response);
    try {
      return new Answer(parse(response, MOST_BYTES, call), call.path());
    } catch (JsonProcessingException e) {
      // Its message quotes the answer.
      throw ApiException.notUnderstood(response.code(), call.path(), "not JSON, or endless");
    }
  }

  private static void requireSuccess(ApiCall call, Response response) throws IOException {
    if (!response.isSuccessful()) {
      throw failure(call, response);
    }
  }

  private static ApiException failure(ApiCall call, Response response) throws IOException {
    try {
      ObjectNode said = parse(response, MOST_ERROR_BYTES, call);
      boolean isEmpty = response.body().contentLength() == 0;
      return isEmpty
          ? ApiException.ofSomebodyElse(response.code(), call.path())
          : new ApiException(response.code(), said.path("code").asText(""), call.path());
    } catch (JsonProcessingException | ApiException e) {
      log.debug("an error without a code: {}", e.getClass().getSimpleName());
      return ApiException.ofSomebodyElse(response.code(), call.path());
    }
  }

  private static ObjectNode parse(Response response, long mostBytes, ApiCall call) throws IOException {
    try (InputStream body = new BoundedStream(response.body().byteStream(), mostBytes, response.code(), call.path())) {
      JsonNode parsed = MAPPER.readTree(body);
      if (parsed instanceof ObjectNode object) {
        return object;
      }
      if (parsed == null || parsed.isMissingNode() || parsed.isNull()) {
        return object();
      }
      throw ApiException.notUnderstood(response.code(), call.path(), "not an object");
    } catch (CharConversionException noText) {
      // Bytes that begin like UTF-32; else it would be taken for a failure of the network.
      throw ApiException.notUnderstood(response.code(), call.path(), "not a text");
    }
  }

  @Override
  public void close() {
    wire.close();
  }

  /** What is sent once is never sent again by the HTTP library either. */
  private static final class Body extends RequestBody {
    private final byte[] json;
    private final boolean repeatable;

    Body(ApiCall call) throws IOException {
      json = call.body().isEmpty() ? new byte[0] : MAPPER.writeValueAsBytes(call.body().get());
      repeatable = call.repeatable();
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public boolean isOneShot() {
      return !repeatable;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
    }
  }
}
