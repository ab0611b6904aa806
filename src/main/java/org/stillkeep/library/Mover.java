package org.stillkeep.library;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.stillkeep.catalog.Measured;
import org.stillkeep.catalog.SealedObject;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.catalog.UploadDraft;
import org.stillkeep.catalog.UploadTable;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.EncryptedKey;
import org.stillkeep.store.MagicMetadata;
import org.stillkeep.store.NewFile;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoredFile;
import org.stillkeep.store.UploadMemory;

/**
 * Carries one asset's objects from store to store: ciphertext as it is, decrypted and hashed as it passes, and committed only
 * if it is what the asset's hash names. Only the wrapping of its key is new.
 */
final class Mover {

  private final LibraryInside source;
  private final LibraryInside target;
  private final LongConsumer bytesPassed;
  private final BooleanSupplier stopRequested;

  Mover(LibraryInside source, LibraryInside target, LongConsumer bytesPassed, BooleanSupplier stopRequested) {
    this.source = source;
    this.target = target;
    this.bytesPassed = bytesPassed;
    this.stopRequested = stopRequested;
  }

  /**
   * Brings the objects into the target.
   *
   * @param row as the source has it
   * @return what is to be registered
   * @throws DamagedAssetException when the source's content is not what it should be
   */
  NewFile move(StoredFile row, StoredAsset stored, long targetAlbumId) throws IOException {
    try (CryptoKey fileKey = source.keyRing().ofAsset(stored.id());
        CryptoKey albumKey = target.keyRing().ofOwnAlbum(targetAlbumId)) {
      ObjectRef content = content(stored, fileKey);
      EncryptedKey key = Keys.wrap(fileKey, albumKey, target.random());
      return new NewFile(
          targetAlbumId,
          key,
          content,
          thumbnail(stored, fileKey),
          row.metadata(),
          row.privateMagic().map(Mover::asNew),
          row.publicMagic().map(Mover::asNew));
    }
  }

  private static MagicMetadata asNew(MagicMetadata magic) {
    return new MagicMetadata(1, magic.count(), magic.blob());
  }

  private ObjectRef content(StoredAsset stored, CryptoKey fileKey) throws IOException {
    long bytes = ciphertextBytes(stored);
    byte[] header = stored.content().header();
    UploadMemory memory =
        target.store().isRemote() ? new MovedUpload(stored, bytes, fileKey) : UploadMemory.none();
    try (ObjectUpload upload = target.store().putObject(bytes, memory, stopRequested)) {
      Measured measured = source.contents().measure(stored, counted(upload.body()), stopRequested);
      if (!measured.hash().equals(stored.asset().hash())) {
        throw new DamageReport(stored.asset()).otherContent();
      }
      return new ObjectRef(upload.commit(), header, bytes);
    }
  }

  /** Of some old files the store does not know the length; then only reading them tells. */
  private long ciphertextBytes(StoredAsset stored) throws IOException {
    if (stored.content().ciphertextBytes() > 0) {
      return stored.content().ciphertextBytes();
    }
    long[] bytes = new long[1];
    source
        .contents()
        .measure(stored, new CountingStream(OutputStream.nullOutputStream(), count -> bytes[0] += count), stopRequested);
    return bytes[0];
  }

  private OutputStream counted(OutputStream body) {
    return new CountingStream(body, bytesPassed);
  }

  private Optional<ObjectRef> thumbnail(StoredAsset stored, CryptoKey fileKey) throws IOException {
    Optional<byte[]> sealed = source.contents().sealedThumbnail(stored);
    if (sealed.isPresent()) {
      return Optional.of(put(sealed.get(), stored.thumbnail().orElseThrow().header()));
    }
    if (!target.store().wantsThumbnails()) {
      return Optional.empty();
    }
    SecretStream.Blob blob = SecretStream.sealBlob(Placeholder.jpeg(), fileKey, target.random());
    return Optional.of(put(blob.ciphertext(), blob.header()));
  }

  private ObjectRef put(byte[] sealed, byte[] header) throws IOException {
    try (ObjectUpload upload = target.store().putObject(sealed.length, UploadMemory.none(), stopRequested)) {
      upload.body().write(sealed);
      return new ObjectRef(upload.commit(), header, sealed.length);
    }
  }

  /** How far the upload of an object has come whose ciphertext is there already, and can be read as often as one likes. */
  private final class MovedUpload implements UploadMemory {
    private final UploadDraft draft;

    MovedUpload(StoredAsset stored, long bytes, CryptoKey fileKey) {
      SealedObject content = stored.content();
      String identity =
          "moved:" + source.store().storeId() + ":" + Base64.getEncoder().encodeToString(content.header());
      this.draft =
          uploads()
              .find(identity)
              .filter(begun -> begun.objectBytes() == bytes)
              .orElseGet(
                  () ->
                      new UploadDraft(
                          identity, target.keyRing().wrapUnderMaster(fileKey), content.header(), bytes, Optional.empty(), Optional.empty()));
    }

    @Override
    public Optional<String> recall() {
      return draft.progress();
    }

    @Override
    public void note(String progress) {
      if (uploads().find(draft.identity()).isEmpty()) {
        target
            .catalog()
            .inTransaction(
                () -> {
                  uploads().begin(draft);
                  uploads().noteProgress(draft.identity(), progress);
                });
      } else {
        uploads().noteProgress(draft.identity(), progress);
      }
    }

    /** Two ciphertexts under one key there cannot be: nothing is sealed. */
    @Override
    public void beforeSending() {}

    private UploadTable uploads() {
      return target.catalog().uploads();
    }
  }
}
