package org.stillkeep.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.vault.Row.MagicKind;

/**
 * Rows as JSON objects; {@code docs/vault-format.md} names every field. Decoding trusts that the text came from here, and
 * fails with {@link IllegalArgumentException} when it did not.
 */
final class RowJson {

  private RowJson() {}

  static ObjectNode encode(Row row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (row instanceof Row.Collection collection) {
      encodeCollection(node, collection);
    } else if (row instanceof Row.File file) {
      encodeFile(node, file);
    } else if (row instanceof Row.Member member) {
      membership(node, "member", member.fileId(), member.collectionId()).set("key", key(member.key()));
    } else if (row instanceof Row.Left left) {
      membership(node, "left", left.fileId(), left.collectionId());
    } else if (row instanceof Row.Trashed trashed) {
      membership(node, "trashed", trashed.fileId(), trashed.collectionId());
    } else if (row instanceof Row.Restored restored) {
      node.put("row", "restored").put("file", restored.fileId());
    } else if (row instanceof Row.Magic magic) {
      String field = magic.kind() == MagicKind.PRIVATE ? "privateMagic" : "publicMagic";
      node.put("row", "magic").put("file", magic.fileId()).set(field, magic(magic.magic()));
    } else if (row instanceof Row.Keys keys) {
      node.put("row", "keys").put("revision", keys.revision());
    }
    return node;
  }

  static Row decode(JsonNode node) {
    String row = Json.text(node, "row");
    return switch (row) {
      case "collection" -> decodeCollection(node);
      case "file" -> decodeFile(node);
      case "member" ->
          new Row.Member(Json.number(node, "file"), Json.number(node, "collection"), readKey(Json.member(node, "key")));
      case "left" -> new Row.Left(Json.number(node, "file"), Json.number(node, "collection"));
      case "trashed" -> new Row.Trashed(Json.number(node, "file"), Json.number(node, "collection"));
      case "restored" -> new Row.Restored(Json.number(node, "file"));
      case "magic" -> decodeMagic(node);
      case "keys" -> new Row.Keys((int) Json.number(node, "revision"));
      default -> throw new IllegalArgumentException("a row of the unknown kind " + row);
    };
  }

  static ObjectNode key(EncryptedKey key) {
    return JsonNodeFactory.instance.objectNode().put("data", key.ciphertext()).put("nonce", key.nonce());
  }

  static EncryptedKey readKey(JsonNode node) {
    return new EncryptedKey(Json.bytes(node, "data"), Json.bytes(node, "nonce"));
  }

  private static ObjectNode membership(ObjectNode node, String row, long fileId, long collectionId) {
    return node.put("row", row).put("file", fileId).put("collection", collectionId);
  }

  private static void encodeCollection(ObjectNode node, Row.Collection collection) {
    node.put("row", "collection").put("id", collection.id()).put("type", collection.type().wireName());
    node.set("key", key(collection.key()));
    node.set("name", key(collection.name()));
    collection.privateMagic().ifPresent(magic -> node.set("privateMagic", magic(magic)));
    if (collection.deleted()) {
      node.put("deleted", true);
    }
  }

  private static Row decodeCollection(JsonNode node) {
    return new Row.Collection(
        Json.number(node, "id"),
        CollectionType.ofWireName(Json.text(node, "type")),
        readKey(Json.member(node, "key")),
        readKey(Json.member(node, "name")),
        optional(node, "privateMagic", RowJson::readMagic),
        node.path("deleted").asBoolean(false));
  }

  private static void encodeFile(ObjectNode node, Row.File file) {
    node.put("row", "file").put("id", file.id());
    node.set("content", object(file.content()));
    file.thumbnail().ifPresent(thumbnail -> node.set("thumbnail", object(thumbnail)));
    node.set("metadata", blob(file.metadata()));
    file.privateMagic().ifPresent(magic -> node.set("privateMagic", magic(magic)));
    file.publicMagic().ifPresent(magic -> node.set("publicMagic", magic(magic)));
  }

  private static Row decodeFile(JsonNode node) {
    return new Row.File(
        Json.number(node, "id"),
        readObject(Json.member(node, "content")),
        optional(node, "thumbnail", RowJson::readObject),
        readBlob(Json.member(node, "metadata")),
        optional(node, "privateMagic", RowJson::readMagic),
        optional(node, "publicMagic", RowJson::readMagic));
  }

  private static Row decodeMagic(JsonNode node) {
    MagicKind kind = node.has("privateMagic") ? MagicKind.PRIVATE : MagicKind.PUBLIC;
    String field = kind == MagicKind.PRIVATE ? "privateMagic" : "publicMagic";
    return new Row.Magic(Json.number(node, "file"), kind, readMagic(Json.member(node, field)));
  }

  private static ObjectNode object(ObjectRef object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("object", object.objectKey())
        .put("header", object.header())
        .put("size", object.ciphertextBytes());
  }

  private static ObjectRef readObject(JsonNode node) {
    return new ObjectRef(Json.text(node, "object"), Json.bytes(node, "header"), Json.number(node, "size"));
  }

  private static ObjectNode blob(EncryptedBlob blob) {
    return JsonNodeFactory.instance.objectNode().put("header", blob.header()).put("data", blob.ciphertext());
  }

  private static EncryptedBlob readBlob(JsonNode node) {
    return new EncryptedBlob(Json.bytes(node, "header"), Json.bytes(node, "data"));
  }

  private static ObjectNode magic(MagicMetadata magic) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("version", magic.version()).put("count", magic.count());
    return node.put("header", magic.blob().header()).put("data", magic.blob().ciphertext());
  }

  private static MagicMetadata readMagic(JsonNode node) {
    return new MagicMetadata((int) Json.number(node, "version"), (int) Json.number(node, "count"), readBlob(node));
  }

  private static <T> Optional<T> optional(JsonNode node, String field, Function<JsonNode, T> reader) {
    return node.has(field) ? Optional.of(reader.apply(node.get(field))) : Optional.empty();
  }
}
