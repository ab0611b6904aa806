package org.stillkeep.vault.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.OpeningInputStream;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.crypto.SecretStream;

/**
 * A second program that reads vaults: written from {@code docs/vault-format.md} alone, with nothing of the room {@code
 * vault}. Where the two disagree, the page is wrong or the vault is.
 */
final class VaultReader {

  /** A photo as its owner sees it. */
  record Photo(
      JsonNode metadata, JsonNode publicMagic, JsonNode privateMagic, byte[] content, byte[] thumbnail) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NO_PREDECESSOR = "0".repeat(64);

  private final Path vault;
  private final Map<Long, JsonNode> collections = new TreeMap<>();
  private final Map<Long, JsonNode> files = new TreeMap<>();
  private final Map<Long, Map<String, JsonNode>> magic = new HashMap<>();
  private final Map<Long, Map<Long, JsonNode>> memberKeys = new HashMap<>();
  private final Map<Long, List<Long>> members = new HashMap<>();
  private final Map<Long, Long> trash = new TreeMap<>();
  private CryptoKey masterKey;

  private VaultReader(Path vault) {
    this.vault = vault;
  }

  /** Reads a whole vault, verifying all that can be verified. */
  static VaultReader read(Path vault, String passphrase) throws IOException {
    VaultReader reader = new VaultReader(vault);
    reader.readAll(passphrase);
    return reader;
  }

  private void readAll(String passphrase) throws IOException {
    byte[] header = Files.readAllBytes(vault.resolve("vault.json"));
    int lineBytes = header.length - 149;
    JsonNode node = JSON.readTree(header, 0, lineBytes);
    JsonNode attributes = node.get("keyAttributes");
    CryptoKey kek =
        Argon2id.derive(
            passphrase.getBytes(UTF_8), bytes(attributes, "kekSalt"), attributes.get("memLimit").longValue(),
            attributes.get("opsLimit").intValue());
    masterKey =
        CryptoKey.copyOf(
            SecretBox.open(bytes(attributes, "encryptedKey"), bytes(attributes, "keyDecryptionNonce"), kek));
    CryptoKey authentication = CryptoKey.copyOf(Kdf.subkey(masterKey, 32, 1, "stkvault"));
    byte[] headerKey = Kdf.subkey(authentication, 32, 1, "stkvault");
    byte[] changesKey = Kdf.subkey(authentication, 32, 2, "stkvault");
    String lastLine =
        "{\"hash\":\"" + hex(Blake2b.hash256(), header, lineBytes) + "\",\"mac\":\""
            + hex(Blake2b.mac256(headerKey), header, lineBytes) + "\"}\n";
    require(lastLine.equals(new String(header, lineBytes, 149, US_ASCII)), "vault.json");
    require(node.get("format").intValue() == 1, "format");
    readChanges(node.get("vault").textValue(), changesKey);
  }

  private void readChanges(String vaultId, byte[] changesKey) throws IOException {
    String previous = NO_PREDECESSOR;
    for (int number = 1; ; number++) {
      byte[] text = null;
      boolean isThere = false;
      for (String folder : List.of("changes", "changes-copy")) {
        Path file = vault.resolve(folder).resolve(String.format("%08d", number));
        if (text == null && Files.exists(file)) {
          isThere = true;
          text = authentic(Files.readAllBytes(file), vaultId, number, previous, changesKey);
        }
      }
      if (!isThere) {
        return;
      }
      require(text != null, "change set " + number);
      List<String> lines = new String(text, 0, text.length - 75, UTF_8).lines().toList();
      for (String row : lines.subList(1, lines.size())) {
        take(JSON.readTree(row));
      }
      previous = hex(Blake2b.hash256(), text, text.length);
    }
  }

  /** The text, or null when it is damaged or belongs elsewhere. */
  private static byte[] authentic(byte[] text, String vaultId, int number, String previous, byte[] changesKey)
      throws IOException {
    int rowsEnd = text.length - 75;
    if (rowsEnd <= 0) {
      return null;
    }
    String lastLine = "{\"mac\":\"" + hex(Blake2b.mac256(changesKey), text, rowsEnd) + "\"}\n";
    JsonNode first = lastLine.equals(new String(text, rowsEnd, 75, US_ASCII)) ? JSON.readTree(firstLine(text)) : null;
    boolean isOurs =
        first != null
            && first.get("vault").textValue().equals(vaultId)
            && first.get("change").intValue() == number
            && first.get("previous").textValue().equals(previous);
    require(!isOurs || first.get("format").intValue() == 1, "format");
    return isOurs ? text : null;
  }

  private static String firstLine(byte[] text) {
    return new String(text, UTF_8).lines().findFirst().orElseThrow();
  }

  private void take(JsonNode row) {
    long file = row.path("file").longValue();
    long collection = row.path("collection").longValue();
    switch (row.get("row").textValue()) {
      case "collection" -> collections.put(row.get("id").longValue(), row);
      case "file" -> {
        files.put(row.get("id").longValue(), row);
        takeMagic(row.get("id").longValue(), row);
      }
      case "member" -> {
        memberKeys.computeIfAbsent(collection, id -> new HashMap<>()).put(file, row.get("key"));
        members.computeIfAbsent(collection, id -> new ArrayList<>()).add(file);
      }
      case "left" -> members.get(collection).remove(file);
      case "trashed" -> {
        members.values().forEach(each -> each.remove(file));
        trash.put(file, collection);
      }
      case "restored" -> trash.remove(file);
      case "magic" -> takeMagic(file, row);
      case "keys" -> require(row.get("revision").intValue() > 1, "revision");
      default -> throw new IllegalArgumentException("a newer program wrote " + row);
    }
  }

  private void takeMagic(long file, JsonNode row) {
    for (String kind : List.of("privateMagic", "publicMagic")) {
      if (row.has(kind)) {
        magic.computeIfAbsent(file, id -> new HashMap<>()).put(kind, row.get(kind));
      }
    }
  }

  /** Every collection that is not deleted, by name, with its photos in the order in which they came. */
  Map<String, List<Photo>> collections() throws IOException {
    Map<String, List<Photo>> all = new TreeMap<>();
    for (Map.Entry<Long, JsonNode> collection : collections.entrySet()) {
      if (!collection.getValue().path("deleted").asBoolean()) {
        CryptoKey key = unwrap(collection.getValue().get("key"), masterKey);
        JsonNode name = collection.getValue().get("name");
        List<Photo> photos = new ArrayList<>();
        for (long file : members.getOrDefault(collection.getKey(), List.of())) {
          photos.add(photo(file, collection.getKey(), key));
        }
        all.put(new String(SecretBox.open(bytes(name, "data"), bytes(name, "nonce"), key), UTF_8), photos);
      }
    }
    return all;
  }

  /** What lies in the trash. */
  List<Photo> trash() throws IOException {
    List<Photo> photos = new ArrayList<>();
    for (Map.Entry<Long, Long> each : trash.entrySet()) {
      CryptoKey key = unwrap(collections.get(each.getValue()).get("key"), masterKey);
      photos.add(photo(each.getKey(), each.getValue(), key));
    }
    return photos;
  }

  private Photo photo(long file, long collection, CryptoKey collectionKey) throws IOException {
    CryptoKey key = unwrap(memberKeys.get(collection).get(file), collectionKey);
    JsonNode row = files.get(file);
    Map<String, JsonNode> itsMagic = magic.getOrDefault(file, Map.of());
    JsonNode thumbnail = row.get("thumbnail");
    return new Photo(
        json(row.get("metadata"), key),
        itsMagic.containsKey("publicMagic") ? json(itsMagic.get("publicMagic"), key) : null,
        itsMagic.containsKey("privateMagic") ? json(itsMagic.get("privateMagic"), key) : null,
        content(row.get("content"), key),
        thumbnail == null
            ? null
            : SecretStream.openBlob(bytes(thumbnail, "header"), Files.readAllBytes(object(thumbnail)), key));
  }

  private byte[] content(JsonNode content, CryptoKey key) throws IOException {
    try (OpeningInputStream in =
        new OpeningInputStream(Files.newInputStream(object(content)), bytes(content, "header"), key)) {
      return in.readAllBytes();
    }
  }

  private Path object(JsonNode object) throws IOException {
    String name = object.get("object").textValue();
    Path file = vault.resolve("objects").resolve(name.substring(0, 2)).resolve(name);
    require(Files.size(file) == object.get("size").longValue(), "size of " + name);
    return file;
  }

  private static JsonNode json(JsonNode blob, CryptoKey key) throws IOException {
    return JSON.readTree(SecretStream.openBlob(bytes(blob, "header"), bytes(blob, "data"), key));
  }

  private static CryptoKey unwrap(JsonNode wrapped, CryptoKey key) throws IOException {
    return CryptoKey.copyOf(SecretBox.open(bytes(wrapped, "data"), bytes(wrapped, "nonce"), key));
  }

  private static byte[] bytes(JsonNode node, String field) throws IOException {
    return node.get(field).binaryValue();
  }

  private static String hex(Blake2b digest, byte[] text, int length) {
    digest.update(text, 0, length);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what + " is not as the page says");
    }
  }
}
