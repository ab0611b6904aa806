package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SealingOutputStream;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;

/** Seals content into the store: read once, hashed and encrypted as it passes, a buffer and a chunk in memory. */
final class Sealer {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final LibraryStore store;
  private final SecureRandom random;

  Sealer(LibraryStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  SealedContent seal(
      ContentPart still, Optional<ContentPart> liveVideo, ByteObserver observer, BooleanSupplier stopRequested)
      throws IOException {
    Passage passage = new Passage(observer, stopRequested);
    if (liveVideo.isEmpty()) {
      return sealObject(
          still.sizeBytes(), still.sizeBytes(), 0, out -> passage.copy(still, Half.STILL_OR_WHOLE, out));
    }
    ContentPart first = withCrc(still, stopRequested);
    ContentPart second = withCrc(liveVideo.get(), stopRequested);
    LivePhotoZip zip = new LivePhotoZip(first, second);
    return sealObject(
        zip.sizeBytes(),
        first.sizeBytes(),
        second.sizeBytes(),
        out -> {
          ContentHash[] hashes = new ContentHash[2];
          zip.write(
              out,
              () -> hashes[0] = passage.copy(first, Half.STILL_OR_WHOLE, out),
              () -> hashes[1] = passage.copy(second, Half.LIVE_VIDEO, out));
          return ContentHash.ofLivePhoto(hashes[0], hashes[1]);
        });
  }

  /** What {@link #seal} would say of the content. */
  static ContentHash hash(
      ContentPart still, Optional<ContentPart> liveVideo, ByteObserver observer, BooleanSupplier stopRequested)
      throws IOException {
    Passage passage = new Passage(observer, stopRequested);
    ContentHash first = passage.copy(still, Half.STILL_OR_WHOLE, OutputStream.nullOutputStream());
    return liveVideo.isEmpty()
        ? first
        : ContentHash.ofLivePhoto(first, passage.copy(liveVideo.get(), Half.LIVE_VIDEO, OutputStream.nullOutputStream()));
  }

  void discard(SealedContent content) throws IOException {
    content.fileKey().close();
    store.discardObject(content.object().objectKey());
    if (content.thumbnail().isPresent()) {
      store.discardObject(content.thumbnail().get().objectKey());
    }
  }

  /** Seals a thumbnail under its asset's key. */
  ObjectRef sealThumbnail(byte[] jpeg, CryptoKey fileKey) throws IOException {
    SecretStream.Blob blob = SecretStream.sealBlob(jpeg, fileKey, random);
    try (ObjectUpload upload = store.putObject(blob.ciphertext().length)) {
      upload.body().write(blob.ciphertext());
      return new ObjectRef(upload.commit(), blob.header(), blob.ciphertext().length);
    }
  }

  private interface Content {
    ContentHash writeTo(OutputStream out) throws IOException;
  }

  private SealedContent sealObject(long cleartextBytes, long stillBytes, long videoBytes, Content content)
      throws IOException {
    long ciphertextBytes = SecretStream.sealedLength(cleartextBytes);
    CryptoKey fileKey = CryptoKey.random(random);
    boolean done = false;
    try (ObjectUpload upload = store.putObject(ciphertextBytes);
        SealingOutputStream out = new SealingOutputStream(upload.body(), fileKey, random)) {
      ContentHash hash = content.writeTo(out);
      out.finish();
      ObjectRef object = new ObjectRef(upload.commit(), out.header(), ciphertextBytes);
      done = true;
      return new SealedContent(hash, stillBytes, videoBytes, object, fileKey);
    } finally {
      if (!done) {
        fileKey.close();
      }
    }
  }

  /** The halves of a live photo need their CRC-32 before their bytes: a half that has none is read for it once more. */
  private static ContentPart withCrc(ContentPart part, BooleanSupplier stopRequested) throws IOException {
    if (part.crc32() != ContentPart.UNKNOWN_CRC) {
      return part;
    }
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = part.opener().open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Refresher.requireNotStopped(stopRequested);
        crc.update(buffer, 0, count);
      }
    }
    return new ContentPart(part.fileName(), part.sizeBytes(), crc.getValue(), part.opener());
  }

  /** One file's way from its archive into the sealed stream, watched. */
  private record Passage(ByteObserver observer, BooleanSupplier stopRequested) {

    ContentHash copy(ContentPart part, Half half, OutputStream out) throws IOException {
      Blake2b hash = Blake2b.hash512();
      CRC32 crc = new CRC32();
      byte[] buffer = new byte[BUFFER_BYTES];
      long bytes = 0;
      try (InputStream in = part.opener().open()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          Refresher.requireNotStopped(stopRequested);
          bytes += count;
          requireSame(part, "size", part.sizeBytes(), Math.max(bytes, part.sizeBytes()));
          hash.update(buffer, 0, count);
          crc.update(buffer, 0, count);
          observer.saw(half, buffer, 0, count);
          out.write(buffer, 0, count);
        }
      }
      requireSame(part, "size", part.sizeBytes(), bytes);
      if (part.crc32() != ContentPart.UNKNOWN_CRC) {
        requireSame(part, "CRC-32", part.crc32(), crc.getValue());
      }
      return ContentHash.ofDigest(hash.digest());
    }

    private static void requireSame(ContentPart part, String what, long announced, long found)
        throws ContentMismatchException {
      if (announced != found) {
        throw new ContentMismatchException(part.fileName(), what, announced, found);
      }
    }
  }
}
