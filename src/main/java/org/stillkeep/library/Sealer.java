package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.UploadDraft;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.GuardedChunks;
import org.stillkeep.crypto.ReusedBuffers;
import org.stillkeep.crypto.SealingOutputStream;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.library.SealedContent.SealedThumbnail;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.UploadMemory;

/**
 * Seals content into the store: read once, hashed and encrypted as it passes, a buffer and a piece of a chunk in memory; a whole chunk where drafts are kept. Safe for use by
 * several threads.
 */
final class Sealer {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final LibraryStore store;
  private final Drafts drafts;
  private final SecureRandom random;
  private final SealingTurns turns;

  Sealer(LibraryStore store, Drafts drafts, SecureRandom random) {
    this.store = store;
    this.drafts = drafts;
    this.random = random;
    this.turns = new SealingTurns(store.isRemote() ? Integer.MAX_VALUE : Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  SealedContent seal(
      ContentPart still, Optional<ContentPart> liveVideo, ByteObserver observer, BooleanSupplier stopRequested)
      throws IOException {
    Passage passage = new Passage(observer, stopRequested);
    Content content = liveVideo.isEmpty() ? whole(still, passage) : live(still, liveVideo.get(), passage);
    Optional<String> identity = drafts.identity(still, liveVideo);
    Optional<Draft> draft =
        identity.isEmpty() ? Optional.empty() : drafts.open(identity.get(), content.sealedBytes(), still.fileName());
    return draft.isPresent() ? sealAgain(content, draft.get(), stopRequested) : sealOnce(content, stopRequested);
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
    content.identity().ifPresent(drafts::end);
    store.discardObject(content.object().objectKey());
    if (content.thumbnail().isPresent()) {
      store.discardObject(content.thumbnail().get().object().objectKey());
    }
  }

  /** Puts a thumbnail into the store, unless the content has one there already. */
  SealedContent withThumbnail(SealedContent content, byte[] jpeg, BooleanSupplier stopRequested) throws IOException {
    if (content.thumbnail().isPresent()) {
      return content;
    }
    ObjectRef object = sealThumbnail(jpeg, content.fileKey(), stopRequested);
    content.identity().ifPresent(identity -> drafts.noteThumbnail(identity, object));
    return content.with(new SealedThumbnail(object, false));
  }

  /** Puts the picture that stands for a thumbnail into the store, if every file must have one. */
  SealedContent withPlaceholder(SealedContent content, BooleanSupplier stopRequested) throws IOException {
    return content.thumbnail().isPresent() || !store.wantsThumbnails()
        ? content
        : content.with(
            new SealedThumbnail(sealThumbnail(Placeholder.jpeg(), content.fileKey(), stopRequested), true));
  }

  private ObjectRef sealThumbnail(byte[] jpeg, CryptoKey fileKey, BooleanSupplier stopRequested) throws IOException {
    SecretStream.Blob blob = SecretStream.sealBlob(jpeg, fileKey, random);
    try (ObjectUpload upload = store.putObject(blob.ciphertext().length, UploadMemory.none(), stopRequested)) {
      upload.body().write(blob.ciphertext());
      return new ObjectRef(upload.commit(), blob.header(), blob.ciphertext().length);
    }
  }

  private interface Writer {
    /**
     * Writes all of it.
     *
     * @param isHashed whether all bytes are hashed where they are written to
     * @return empty when its hash is just theirs, and they are hashed there
     */
    Optional<ContentHash> writeTo(OutputStream out, boolean isHashed) throws IOException;
  }

  /** What is to be sealed. */
  private record Content(long bytes, long stillBytes, long videoBytes, Writer writer) {

    long sealedBytes() {
      return SecretStream.sealedLength(bytes);
    }
  }

  private static Content whole(ContentPart part, Passage passage) {
    return new Content(
        part.sizeBytes(),
        part.sizeBytes(),
        0,
        (out, isHashed) -> {
          if (!isHashed) {
            return Optional.of(passage.copy(part, Half.STILL_OR_WHOLE, out));
          }
          passage.copyUnhashed(part, Half.STILL_OR_WHOLE, out);
          return Optional.empty();
        });
  }

  private static Content live(ContentPart still, ContentPart video, Passage passage) throws IOException {
    ContentPart first = withCrc(still, passage.stopRequested);
    ContentPart second = withCrc(video, passage.stopRequested);
    LivePhotoZip zip = new LivePhotoZip(first, second);
    return new Content(
        zip.sizeBytes(),
        first.sizeBytes(),
        second.sizeBytes(),
        (out, isHashed) -> {
          ContentHash[] hashes = new ContentHash[2];
          zip.write(
              out,
              () -> hashes[0] = passage.copy(first, Half.STILL_OR_WHOLE, out),
              () -> hashes[1] = passage.copy(second, Half.LIVE_VIDEO, out));
          return Optional.of(ContentHash.ofLivePhoto(hashes[0], hashes[1]));
        });
  }

  private SealedContent sealOnce(Content content, BooleanSupplier stopRequested) throws IOException {
    try (CryptoKey fileKey = CryptoKey.random(random);
        ObjectUpload upload = store.putObject(content.sealedBytes(), UploadMemory.none(), stopRequested);
        SealingOutputStream out = new SealingOutputStream(upload.body(), content.bytes, fileKey, random)) {
      ContentHash hash;
      try (SealingTurns.Turn turn = turns.take(stopRequested)) {
        hash = content.writer.writeTo(out, false).orElseThrow();
        out.finish();
      }
      ObjectRef object = new ObjectRef(upload.commit(), out.header(), content.sealedBytes());
      return sealed(content, hash, object, fileKey, Optional.empty());
    }
  }

  private SealedContent sealAgain(Content content, Draft draft, BooleanSupplier stopRequested) throws IOException {
    byte[] header = draft.begun().header();
    try (draft;
        ObjectUpload upload = store.putObject(content.sealedBytes(), draft, stopRequested);
        SealingOutputStream sealed = new SealingOutputStream(upload.body(), content.bytes, draft.fileKey(), header);
        GuardedChunks out = new GuardedChunks(sealed, draft)) {
      Optional<ContentHash> own = content.writer.writeTo(out, true);
      out.finish();
      ContentHash hash = own.orElseGet(draft::sealedHash);
      ObjectRef object = new ObjectRef(upload.commit(), header, content.sealedBytes());
      return sealed(content, hash, object, draft.fileKey(), Optional.of(draft.begun()));
    } catch (ContentMismatchException e) {
      draft.abandon();
      throw e;
    }
  }

  private static SealedContent sealed(
      Content content, ContentHash hash, ObjectRef object, CryptoKey fileKey, Optional<UploadDraft> draft) {
    return new SealedContent(
        hash,
        content.stillBytes,
        content.videoBytes,
        object,
        fileKey.copy(),
        draft.map(UploadDraft::identity),
        draft.flatMap(UploadDraft::thumbnail).map(there -> new SealedThumbnail(Contents.ref(there), false)));
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
    return new ContentPart(part.fileName(), part.sizeBytes(), crc.getValue(), part.identity(), part.opener());
  }

  /** One file's way from its archive into the sealed stream, watched. */
  private record Passage(ByteObserver observer, BooleanSupplier stopRequested) {

    ContentHash copy(ContentPart part, Half half, OutputStream out) throws IOException {
      Blake2b hash = Blake2b.hash512();
      copy(part, half, out, hash::update);
      return ContentHash.ofDigest(hash.digest());
    }

    void copyUnhashed(ContentPart part, Half half, OutputStream out) throws IOException {
      copy(part, half, out, (bytes, offset, length) -> {});
    }

    private void copy(ContentPart part, Half half, OutputStream out, Hashing hash) throws IOException {
      byte[] buffer = ReusedBuffers.PIECES.take();
      try {
        copy(part, half, out, hash, buffer);
      } finally {
        Arrays.fill(buffer, (byte) 0);
        ReusedBuffers.PIECES.giveBack(buffer);
      }
    }

    private void copy(ContentPart part, Half half, OutputStream out, Hashing hash, byte[] buffer) throws IOException {
      CRC32 crc = new CRC32();
      long bytes = 0;
      try (InputStream in = part.opener().open()) {
        for (int count = in.read(buffer, 0, BUFFER_BYTES); count >= 0; count = in.read(buffer, 0, BUFFER_BYTES)) {
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
    }

    private interface Hashing {
      void update(byte[] bytes, int offset, int length);
    }

    private static void requireSame(ContentPart part, String what, long announced, long found)
        throws ContentMismatchException {
      if (announced != found) {
        throw new ContentMismatchException(part.fileName(), what, announced, found);
      }
    }
  }
}
