package org.stillkeep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.stillkeep.ente.server.Owner;

/** Puts bytes that are there already, and nothing else: no encryption, no checksums, nothing noted. What anybody has to do. */
final class PlainClient implements AutoCloseable {

  /** Five sealed chunks of 4 MiB, as in the import. */
  private static final long PART_BYTES = 5 * ((4 << 20) + 17);

  private static final int PASSES_AT_ONCE = 50;

  private final OkHttpClient http = new OkHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final URI server;
  private final Owner owner;
  private final int connections;

  private record Pass(String objectKey, String url) {}

  /** What is to be done at the same time as the like. */
  private interface Work {
    void run() throws IOException;
  }

  PlainClient(URI server, Owner owner, int connections) {
    this.server = server;
    this.owner = owner;
    this.connections = connections;
  }

  /** Whose objects these are. */
  long userId() {
    return owner.userId();
  }

  /** Puts objects, of which passes are there already; seconds. */
  double put(List<Path> objects) throws IOException {
    ConcurrentLinkedQueue<Pass> passes = new ConcurrentLinkedQueue<>();
    while (passes.size() < objects.size()) {
      passes.addAll(morePasses());
    }
    return seconds(connections, objects.stream().<Work>map(each -> () -> put(passes.remove(), Files.readAllBytes(each))).toList());
  }

  /** Puts objects and makes files of them, with all questions that takes; seconds. */
  double putAndRegister(List<Path> objects) throws IOException {
    ConcurrentLinkedQueue<Pass> passes = new ConcurrentLinkedQueue<>();
    long album = album();
    List<Work> work = new ArrayList<>();
    for (int i = 0; i < objects.size() / 2; i++) {
      Path thumbnail = objects.get(i);
      Path content = objects.get(objects.size() - 1 - i);
      work.add(
          () -> {
            ObjectNode file = node().put("collectionID", album).put("encryptedKey", base64(48));
            file.put("keyDecryptionNonce", base64(24));
            file.set("file", uploaded(passes, content));
            file.set("thumbnail", uploaded(passes, thumbnail));
            file.set("metadata", node().put("encryptedData", base64(300)).put("decryptionHeader", base64(24)));
            call("/files", json(file));
          });
    }
    return seconds(connections, work);
  }

  /** Puts the parts of an object, so many at a time, and joins them; seconds. */
  double putParts(Path object, int atOnce) throws IOException {
    long bytes = Files.size(object);
    long parts = (bytes + PART_BYTES - 1) / PART_BYTES;
    JsonNode urls = call("/files/multipart-upload-urls?count=" + parts, null).get("urls");
    String[] marks = new String[(int) parts];
    List<Work> work = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int part = i;
      work.add(() -> marks[part] = put(new Pass("", urls.at("/partURLs/" + part).asText()), part(object, part * PART_BYTES)));
    }
    double seconds = seconds(atOnce, work);
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
    for (int i = 0; i < parts; i++) {
      xml.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>").append(marks[i]).append("</ETag></Part>");
    }
    xml.append("</CompleteMultipartUpload>");
    RequestBody list = RequestBody.create(xml.toString().getBytes(StandardCharsets.UTF_8));
    Request joining = new Request.Builder().url(urls.get("completeURL").asText()).post(list).build();
    return seconds + seconds(1, List.of(() -> send(joining).close()));
  }

  private static byte[] part(Path object, long from) throws IOException {
    try (FileChannel file = FileChannel.open(object)) {
      ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART_BYTES, file.size() - from));
      while (part.hasRemaining()) {
        file.read(part, from + part.position());
      }
      return part.array();
    }
  }

  private ObjectNode uploaded(ConcurrentLinkedQueue<Pass> passes, Path object) throws IOException {
    Pass pass = passes.poll();
    while (pass == null) {
      passes.addAll(morePasses());
      pass = passes.poll();
    }
    byte[] bytes = Files.readAllBytes(object);
    put(pass, bytes);
    return node().put("objectKey", pass.objectKey()).put("decryptionHeader", base64(24)).put("size", bytes.length);
  }

  private String put(Pass pass, byte[] bytes) throws IOException {
    try (Response response = send(new Request.Builder().url(pass.url()).put(RequestBody.create(bytes)).build())) {
      return response.header("ETag");
    }
  }

  private List<Pass> morePasses() throws IOException {
    List<Pass> passes = new ArrayList<>();
    for (JsonNode each : call("/files/upload-urls?count=" + PASSES_AT_ONCE, null).get("urls")) {
      passes.add(new Pass(each.get("objectKey").asText(), each.get("url").asText()));
    }
    return passes;
  }

  private long album() throws IOException {
    ObjectNode body = node().put("type", "album").put("encryptedKey", base64(48)).put("keyDecryptionNonce", base64(24));
    body.put("encryptedName", base64(20)).put("nameDecryptionNonce", base64(24));
    return call("/collections", json(body)).at("/collection/id").asLong();
  }

  /** @param body null for a GET */
  private JsonNode call(String pathAndQuery, RequestBody body) throws IOException {
    Request.Builder request =
        new Request.Builder().url(server.resolve(pathAndQuery).toString()).header("X-Auth-Token", owner.token());
    request.header("X-Client-Package", "io.ente.photos.web");
    try (Response response = send((body == null ? request.get() : request.post(body)).build())) {
      return mapper.readTree(response.body().byteStream());
    }
  }

  private Response send(Request request) throws IOException {
    Response response = http.newCall(request).execute();
    if (!response.isSuccessful()) {
      response.close();
      throw new IOException(request.method() + " " + request.url().encodedPath() + ": " + response.code());
    }
    return response;
  }

  private static double seconds(int atOnce, List<Work> all) throws IOException {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Work each : all) {
      tasks.add(
          () -> {
            each.run();
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      long began = System.nanoTime();
      for (Future<Void> each : threads.invokeAll(tasks)) {
        each.get();
      }
      return (System.nanoTime() - began) / 1e9;
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static RequestBody json(ObjectNode body) {
    return RequestBody.create(body.toString().getBytes(StandardCharsets.UTF_8), MediaType.get("application/json"));
  }

  private static String base64(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
