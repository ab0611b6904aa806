package org.stillkeep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An export folder as somebody sees it who knows nothing of Stillkeep. */
record Mirror(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Photos and videos, by their relative paths, with their SHA-256. */
  Map<String, String> media() throws IOException {
    Map<String, String> media = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      for (String name : Installation.files(folder)) {
        if (!name.endsWith(".json")) {
          media.put(name, sha256(Files.readAllBytes(folder.resolve(name))));
        }
      }
    }
    return media;
  }

  /** The names of photos and videos in one album. */
  Set<String> album(String name) throws IOException {
    String prefix = name + "/";
    return media().keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The JSON that tells of a photo. */
  JsonNode json(String photo) throws IOException {
    Path file = folder.resolve(photo);
    return read(file.resolveSibling("metadata").resolve(file.getFileName() + ".json"));
  }

  /** The JSON that tells of an album. */
  JsonNode albumJson(String album) throws IOException {
    return read(folder.resolve(album).resolve("metadata.json"));
  }

  Instant time(String photo) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(photo)).toInstant();
  }

  /** Hidden files other than the two that Stillkeep keeps there, and what looks like a temporary one. */
  List<String> litter() throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths
          .map(path -> folder.relativize(path).toString())
          .filter(name -> name.startsWith(".") || name.contains("/.") || name.contains("~"))
          .filter(name -> !name.equals(".stillkeep-export") && !name.equals(".stillkeep-ledger"))
          .toList();
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }
}
