package org.stillkeep.ente;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.store.UploadMemory;

/**
 * How far an upload has come, as the caller's {@link UploadMemory} keeps it:
 *
 * <pre>{@code
 * {"format":1, "object":"USER/UUID", "begun":ms, "bytes":n, "state":"SENDING|JOINING|DONE",
 *  "parts":[{"md5":Base64, "etag":text}, …],     those that are in the store
 *  "urls":[…], "join":url}                       of those that are not; gone when all is done
 * }</pre>
 *
 * <p>The URLs let whoever reads them write to this object, for seven days from {@code begun}, and to nothing else. Nothing can be
 * read by them.
 *
 * @param begun when the URLs were given
 * @param parts sent so far
 * @param urls of the parts that are left, in their order
 * @param joinUrl empty for an object that was sent whole
 */
record UploadProgress(
    String objectKey, Instant begun, long ciphertextBytes, State state, List<Part> parts, List<String> urls, String joinUrl) {

  private static final Logger log = LoggerFactory.getLogger(UploadProgress.class);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int FORMAT = 1;

  /** URLs live seven days; a day for the rest of the upload. */
  private static final Duration URLS_GOOD_FOR = Duration.ofDays(6);

  /** The server sweeps what nobody has registered after 14 days. */
  private static final Duration OBJECT_GOOD_FOR = Duration.ofDays(13);

  enum State {
    /** Some parts may be there. */
    SENDING,
    /** All parts are there, and may have been joined. */
    JOINING,
    /** The object is there. */
    DONE
  }

  /**
   * A part in the store.
   *
   * @param md5 Base64
   * @param eTag as the store gave it, quotes and all
   */
  record Part(String md5, String eTag) {}

  UploadProgress {
    parts = List.copyOf(parts);
    urls = List.copyOf(urls);
  }

  /** An object that was sent whole, and is there. */
  static UploadProgress whole(UploadUrls.UploadUrl url, long ciphertextBytes, Part part) {
    return new UploadProgress(
        url.objectKey(), url.givenAt(), ciphertextBytes, State.DONE, List.of(part), List.of(), "");
  }

  /** One more part is in the store. */
  UploadProgress sent(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new UploadProgress(objectKey, begun, ciphertextBytes, state, more, urls.subList(1, urls.size()), joinUrl);
  }

  UploadProgress joining() {
    return new UploadProgress(objectKey, begun, ciphertextBytes, State.JOINING, parts, urls, joinUrl);
  }

  UploadProgress done() {
    return new UploadProgress(objectKey, begun, ciphertextBytes, State.DONE, parts, List.of(), "");
  }

  /** What can be gone on with; empty when the upload has to begin anew. */
  static Optional<UploadProgress> recall(UploadMemory memory, long ciphertextBytes, Instant now) {
    Optional<String> text = memory.recall();
    if (text.isEmpty() || text.get().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(new Answer((ObjectNode) MAPPER.readTree(text.get()), "an upload's memory")))
          .filter(each -> each.ciphertextBytes == ciphertextBytes && each.isGood(now));
    } catch (IOException | RuntimeException e) {
      // Its message might quote URLs.
      log.debug("an upload begins anew: its memory cannot be read ({})", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  /** Whether every part of it is either there or has a URL. */
  boolean isInParts() {
    return parts.size() + urls.size() == PartBuffer.count(ciphertextBytes);
  }

  void keep(UploadMemory memory) throws IOException {
    memory.note(write());
  }

  /** Lets the next upload begin anew. */
  static void forget(UploadMemory memory) throws IOException {
    memory.note("");
  }

  private boolean isGood(Instant now) {
    Duration age = Duration.between(begun, now);
    return !age.isNegative() && age.compareTo(state == State.DONE ? OBJECT_GOOD_FOR : URLS_GOOD_FOR) < 0;
  }

  private static UploadProgress read(Answer node) throws ApiException {
    if (node.requiredNumber("format") != FORMAT) {
      throw node.odd("format", "is unknown");
    }
    List<Part> parts = new ArrayList<>();
    for (Answer part : node.list("parts")) {
      parts.add(new Part(part.requiredText("md5"), part.requiredText("etag")));
    }
    return new UploadProgress(
        node.requiredText("object"),
        Instant.ofEpochMilli(node.requiredNumber("begun")),
        node.requiredNumber("bytes"),
        State.valueOf(node.requiredText("state")),
        parts,
        node.texts("urls"),
        node.text("join").orElse(""));
  }

  private String write() throws JsonProcessingException {
    ObjectNode node = EnteApi.object().put("format", FORMAT);
    node.put("object", objectKey).put("begun", begun.toEpochMilli()).put("bytes", ciphertextBytes).put("state", state.name());
    ArrayNode sent = node.putArray("parts");
    parts.forEach(part -> sent.addObject().put("md5", part.md5()).put("etag", part.eTag()));
    ArrayNode left = node.putArray("urls");
    urls.forEach(left::add);
    return MAPPER.writeValueAsString(node.put("join", joinUrl));
  }

  @Override
  public String toString() {
    return "UploadProgress[" + objectKey + ", " + parts.size() + " parts, " + state + "]";
  }
}
