package org.stillkeep.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillkeep.store.EncryptedBlob;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;

/** A registration as bytes, for the time that it is on its way: JSON, all of it ciphertext, byte for byte what is sent. */
final class RegistrationBody {

  private RegistrationBody() {}

  static byte[] of(List<NewFile> files) {
    ObjectNode body = Json.object();
    ArrayNode array = body.putArray("files");
    for (NewFile file : files) {
      ObjectNode node = array.addObject().put("collection", file.collectionId());
      node.putObject("key").put("ciphertext", file.key().ciphertext()).put("nonce", file.key().nonce());
      put(node.putObject("content"), file.content());
      file.thumbnail().ifPresent(thumbnail -> put(node.putObject("thumbnail"), thumbnail));
      put(node.putObject("metadata"), file.metadata());
      file.privateMagic().ifPresent(magic -> put(node.putObject("private"), magic));
      file.publicMagic().ifPresent(magic -> put(node.putObject("public"), magic));
    }
    return Json.bytes(body);
  }

  static List<NewFile> files(byte[] body) throws IOException {
    try {
      List<NewFile> files = new ArrayList<>();
      for (JsonNode node : Json.parse(body).path("files")) {
        files.add(
            new NewFile(
                node.path("collection").longValue(),
                new EncryptedKey(
                    node.path("key").path("ciphertext").binaryValue(), node.path("key").path("nonce").binaryValue()),
                object(node.path("content")),
                node.has("thumbnail") ? Optional.of(object(node.path("thumbnail"))) : Optional.empty(),
                blob(node.path("metadata")),
                magic(node, "private"),
                magic(node, "public")));
      }
      return files;
    } catch (UnreadableEntryException e) {
      throw new IOException("the catalog holds a registration that is not JSON", e);
    }
  }

  private static void put(ObjectNode node, ObjectRef object) {
    node.put("key", object.objectKey()).put("header", object.header()).put("bytes", object.ciphertextBytes());
  }

  private static void put(ObjectNode node, EncryptedBlob blob) {
    node.put("header", blob.header()).put("ciphertext", blob.ciphertext());
  }

  private static void put(ObjectNode node, MagicMetadata magic) {
    node.put("version", magic.version()).put("count", magic.count());
    put(node, magic.blob());
  }

  private static ObjectRef object(JsonNode node) throws IOException {
    return new ObjectRef(node.path("key").asText(), node.path("header").binaryValue(), node.path("bytes").longValue());
  }

  private static EncryptedBlob blob(JsonNode node) throws IOException {
    return new EncryptedBlob(node.path("header").binaryValue(), node.path("ciphertext").binaryValue());
  }

  private static Optional<MagicMetadata> magic(JsonNode node, String field) throws IOException {
    JsonNode magic = node.path(field);
    return magic.isMissingNode()
        ? Optional.empty()
        : Optional.of(new MagicMetadata(magic.path("version").intValue(), magic.path("count").intValue(), blob(magic)));
  }
}
