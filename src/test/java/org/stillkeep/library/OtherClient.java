package org.stillkeep.library;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SealedBox;
import org.stillkeep.crypto.SealingOutputStream;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.CollectionType;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.InMemoryContents;
import org.stillkeep.store.InMemoryStore;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewCollection;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;

/** Writes into a store what programs that are not ours write. */
public final class OtherClient {

  private final SecureRandom random = new SecureRandom();
  private final InMemoryStore store;
  private final InMemoryContents contents;
  private final Keys keys;
  private final Map<Long, CryptoKey> albumKeys = new HashMap<>();
  private final Map<Long, CryptoKey> fileKeys = new HashMap<>();

  OtherClient(LibraryFixture fixture) {
    this(fixture.contents, fixture.keys);
  }

  /** One that writes to the store with these contents and has the owner's passphrase. */
  public OtherClient(InMemoryContents contents, Keys keys) {
    this.store = new InMemoryStore(contents);
    this.contents = contents;
    this.keys = keys;
  }

  /** Metadata as a phone writes them, of content without a hash. */
  public static ObjectNode metadata(int fileType, String title) {
    return Json.object()
        .put("fileType", fileType)
        .put("title", title)
        .put("creationTime", 1_563_000_000_000_000L)
        .put("modificationTime", 1_563_000_000_000_000L)
        .put("localID", "phone-1")
        .put("deviceFolder", "Camera");
  }

  public long album(String name, ObjectNode magic) throws IOException {
    return album(CollectionType.ALBUM, name, magic);
  }

  public long album(CollectionType type, String name, ObjectNode magic) throws IOException {
    CryptoKey key = CryptoKey.random(random);
    NewCollection fresh =
        new NewCollection(
            type,
            keys.wrapUnderMaster(key, random),
            Keys.sealBox(name.getBytes(StandardCharsets.UTF_8), key, random),
            magic.isEmpty() ? Optional.empty() : Optional.of(Sealing.magic(1, magic, key, random)));
    long id = store.createCollection(fresh).id();
    albumKeys.put(id, key);
    return id;
  }

  /** One of an ancient account, with its name in the clear. */
  long ancientAlbum(String name) throws IOException {
    EncryptedKey key = keys.wrapUnderMaster(CryptoKey.random(random), random);
    EncryptedKey clearName = new EncryptedKey(name.getBytes(StandardCharsets.UTF_8), new byte[0]);
    return store.createCollection(new NewCollection(CollectionType.ALBUM, key, clearName, Optional.empty())).id();
  }

  /** One that a server made up: it says that it is ours, under a key that the server knows. */
  long forgedAlbum(String name) throws IOException {
    CryptoKey known = CryptoKey.random(random);
    byte[] box = SealedBox.seal(known.copyBytes(), store.keyAttributes().publicKey(), random);
    NewCollection forged =
        new NewCollection(
            CollectionType.ALBUM,
            new EncryptedKey(box, new byte[0]),
            Keys.sealBox(name.getBytes(StandardCharsets.UTF_8), known, random),
            Optional.empty());
    return store.createCollection(forged).id();
  }

  public long file(long albumId, ObjectNode metadata, byte[] content, ObjectNode privateMagic, ObjectNode publicMagic)
      throws IOException {
    CryptoKey fileKey = CryptoKey.random(random);
    NewFile file =
        new NewFile(
            albumId,
            Keys.wrap(fileKey, albumKeys.get(albumId), random),
            put(content, fileKey),
            Optional.empty(),
            Sealing.blob(metadata, fileKey, random),
            magic(privateMagic, fileKey),
            magic(publicMagic, fileKey));
    long id = store.registerFiles(List.of(file)).get(0).id();
    fileKeys.put(id, fileKey);
    return id;
  }

  public long file(long albumId, ObjectNode metadata, String content) throws IOException {
    return file(albumId, metadata, content.getBytes(StandardCharsets.UTF_8), Json.object(), Json.object());
  }

  public void addToAlbum(long albumId, long fileId) throws IOException {
    store.addToCollection(albumId, Map.of(fileId, Keys.wrap(fileKeys.get(fileId), albumKeys.get(albumId), random)));
  }

  public void move(long fileId, long fromAlbum, long toAlbum) throws IOException {
    EncryptedKey wrapped = Keys.wrap(fileKeys.get(fileId), albumKeys.get(toAlbum), random);
    store.moveFiles(fromAlbum, toAlbum, Map.of(fileId, wrapped));
  }

  public void restore(long fileId, long albumId) throws IOException {
    store.restore(albumId, Map.of(fileId, Keys.wrap(fileKeys.get(fileId), albumKeys.get(albumId), random)));
  }

  public void replaceContent(long fileId, ObjectNode metadata, String content) throws IOException {
    CryptoKey fileKey = fileKeys.get(fileId);
    ObjectRef object = put(content.getBytes(StandardCharsets.UTF_8), fileKey);
    contents.replaceContent(fileId, object, Sealing.blob(metadata, fileKey, random));
  }

  /** Lets an album be somebody else's, who has shared it with us. */
  public void share(long albumId) throws IOException {
    byte[] box = SealedBox.seal(albumKeys.get(albumId).copyBytes(), store.keyAttributes().publicKey(), random);
    contents.giveAway(albumId, new EncryptedKey(box, new byte[0]));
  }

  /** A live photo's zip, deflated, and with the moving half in front. */
  public static byte[] liveZip(String still, String video) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("video.mov"));
      zip.write(video.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("image.HEIC"));
      zip.write(still.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  public static ContentHash hash(String content) {
    return ContentHasher.hash(content.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<MagicMetadata> magic(ObjectNode object, CryptoKey fileKey) {
    return object.isEmpty() ? Optional.empty() : Optional.of(Sealing.magic(1, object, fileKey, random));
  }

  private ObjectRef put(byte[] content, CryptoKey fileKey) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (SealingOutputStream out = new SealingOutputStream(sealed, content.length, fileKey, random);
        ObjectUpload upload = store.putObject(SecretStream.sealedLength(content.length))) {
      out.write(content);
      out.finish();
      upload.body().write(sealed.toByteArray());
      return new ObjectRef(upload.commit(), out.header(), sealed.size());
    }
  }
}
