package org.stillkeep.takeout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON text of Google Photos, told apart by what it says and not by its name, which Google translates.
 *
 * @param kind what it describes
 * @param sidecar present exactly for {@link Kind#ITEM}
 * @param album present exactly for {@link Kind#ALBUM} and {@link Kind#UNTITLED_ALBUM}
 */
record TakeoutJson(Kind kind, Optional<Sidecar> sidecar, Optional<AlbumText> album) {

  /** What a JSON text is about. */
  enum Kind {
    ITEM,
    ALBUM,
    /** An album's data without a title; also the empty object. */
    UNTITLED_ALBUM,
    PRINT,
    MEMORY,
    COMMENTS,
    OTHER,
    UNREADABLE
  }

  /** The object in which our own exports keep what Takeout has no keys for. */
  static final String OURS = "stillkeep";

  /** Longer texts are no sidecars: real ones have a few kilobytes, albums with many comments some hundred. */
  static final int LONGEST_BYTES = 8 << 20;

  /** Real sidecars are five levels deep. */
  private static final int DEEPEST = 40;

  private static final Set<String> ALBUM_KEYS =
      Set.of("title", "description", "access", "date", "location", "geoData", "enrichments", "sharedAlbumComments");
  private static final Set<String> ITEM_KEYS = Set.of("url", "geoData", "googlePhotosOrigin", "imageViews");

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  /** Never throws: what cannot be read is {@link Kind#UNREADABLE}. */
  static TakeoutJson parse(byte[] json) {
    if (json.length > LONGEST_BYTES) {
      return of(Kind.UNREADABLE);
    }
    String text = decode(json);
    try {
      JsonNode root = MAPPER.readTree(text);
      return root == null || root.isMissingNode() ? of(Kind.UNREADABLE) : classify(root, text);
    } catch (JsonProcessingException e) {
      return of(Kind.UNREADABLE);
    }
  }

  private static TakeoutJson classify(JsonNode root, String text) {
    if (!root.isObject()) {
      return of(Kind.OTHER);
    }
    if (isItem(root)) {
      return new TakeoutJson(Kind.ITEM, Optional.of(SidecarReader.read(root, text)), Optional.empty());
    }
    if (root.path("title").isArray()) {
      return of(Kind.MEMORY);
    }
    if (root.has("externalOrderId") || root.path("category").asText().contains("PRINT")) {
      return of(Kind.PRINT);
    }
    JsonNode album = root.path("albumData").isObject() ? root.path("albumData") : root;
    if (!album.path("title").asText().isBlank() || isOurs(root)) {
      return new TakeoutJson(Kind.ALBUM, Optional.empty(), Optional.of(AlbumText.read(album, isOurs(root), text)));
    }
    if (root.has("comments")) {
      return of(Kind.COMMENTS);
    }
    boolean untitled = true;
    for (var keys = album.fieldNames(); keys.hasNext(); ) {
      untitled &= ALBUM_KEYS.contains(keys.next());
    }
    return untitled
        ? new TakeoutJson(Kind.UNTITLED_ALBUM, Optional.empty(), Optional.of(AlbumText.read(album, isOurs(root), text)))
        : of(Kind.OTHER);
  }

  /** Whether an export of Stillkeep wrote it. */
  static boolean isOurs(JsonNode root) {
    return root.path(OURS).isObject();
  }

  private static boolean isItem(JsonNode root) {
    return root.path("photoTakenTime").isObject()
        || (root.path("creationTime").isObject() && ITEM_KEYS.stream().anyMatch(root::has));
  }

  /** UTF-8 as it should be; UTF-16 with its mark; else the one-byte encoding that old Windows tools left behind. */
  private static String decode(byte[] json) {
    if (startsWith(json, 0xFE, 0xFF) || startsWith(json, 0xFF, 0xFE)) {
      return new String(json, StandardCharsets.UTF_16);
    }
    int from = startsWith(json, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json, from, json.length - from)).toString();
    } catch (CharacterCodingException e) {
      return new String(json, Charset.forName("windows-1252"));
    }
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static TakeoutJson of(Kind kind) {
    return new TakeoutJson(kind, Optional.empty(), Optional.empty());
  }
}
