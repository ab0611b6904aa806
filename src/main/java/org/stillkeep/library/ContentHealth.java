package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.catalog.ContentCheck;
import org.stillkeep.catalog.Measured;
import org.stillkeep.catalog.SealedObject;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.OpeningInputStream;
import org.stillkeep.crypto.SealingOutputStream;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.store.LibraryStore;
import org.stillkeep.store.ObjectUpload;
import org.stillkeep.store.StoreException;

/**
 * Whether the content of assets is whole, and its way back into the store where it is not. What is found is kept in the catalog:
 * an import that brings such content stores it again. Safe for use by several threads.
 */
public final class ContentHealth {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final LibraryStore store;
  private final Catalog catalog;
  private final KeyRing keyRing;
  private final Contents contents;
  private final Sealer sealer;
  private final Object turn;

  /** @param turn the lock that is held while something changes */
  ContentHealth(LibraryStore store, Catalog catalog, KeyRing keyRing, Contents contents, Sealer sealer, Object turn) {
    this.store = store;
    this.catalog = catalog;
    this.keyRing = keyRing;
    this.contents = contents;
    this.sealer = sealer;
    this.turn = turn;
  }

  /**
   * Reads an asset's content to its end, and notes in the catalog how it was found.
   *
   * @param now the time to note
   * @param passing sees the ciphertext pass by, and may keep it waiting
   * @return what is wrong with it; empty when it is whole
   * @throws IOException when the store cannot be asked: nothing was found out
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public Optional<DamagedAssetException> read(
      StoredAsset stored, Instant now, OutputStream passing, BooleanSupplier stopRequested) throws IOException {
    try {
      Measured measured = contents.measure(stored, passing, stopRequested);
      if (stored.hashed() && !measured.hash().equals(stored.asset().hash())) {
        throw new DamageReport(stored.asset()).otherContent();
      }
      note(stored, now, Optional.empty());
      return Optional.empty();
    } catch (DamagedAssetException e) {
      note(stored, now, Optional.of(e));
      return Optional.of(e);
    }
  }

  /**
   * Whether an asset's content was found damaged and not whole since; in a store on a disk, also whether it is not there with
   * its length.
   */
  public boolean isLost(StoredAsset stored) throws IOException {
    if (catalog.checks().isDamaged(stored.id())) {
      return true;
    }
    if (store.isRemote()) {
      return false;
    }
    try {
      contents.probe(stored);
      return false;
    } catch (DamagedAssetException e) {
      note(stored, Instant.now(), Optional.of(e));
      return true;
    }
  }

  /**
   * Puts content back whose sealed bytes are lost or damaged: under the asset's own key and header, so that the object is the
   * same as before, byte by byte. It is looked at before, and read back after. What is damaged is kept aside by the store.
   *
   * @param found the same content, sealed anew; used up if it can be put back
   * @return false when that cannot be done here: the store does not take objects twice, or this is not provably the same file
   * @throws CatalogException DAMAGED when it is the catalog that is damaged, and not the content
   */
  public boolean restore(StoredAsset stored, SealedContent found, BooleanSupplier stopRequested) throws IOException {
    if (!found.hash().equals(stored.asset().hash())) {
      return false;
    }
    OutputStream nowhere = OutputStream.nullOutputStream();
    if (read(stored, Instant.now(), nowhere, stopRequested).isPresent()) {
      if (!isSameFile(stored, found, stopRequested)) {
        return false;
      }
      synchronized (turn) {
        sealAgain(stored, found, stopRequested);
      }
      Optional<DamagedAssetException> still = read(stored, Instant.now(), nowhere, stopRequested);
      if (still.isPresent()) {
        throw still.get();
      }
    }
    synchronized (turn) {
      sealer.discard(found);
    }
    return true;
  }

  /** An asset as its owner knows it: its file name, and the albums that it is in. */
  public String nameOf(StoredAsset stored) {
    List<String> albums = catalog.albums().albumsOf(stored.id()).stream().map(Album::title).toList();
    return stored.asset().details().title() + (albums.isEmpty() ? "" : " in " + String.join(", ", albums));
  }

  void note(StoredAsset stored, Instant now, Optional<DamagedAssetException> damage) {
    catalog
        .checks()
        .put(new ContentCheck(stored.id(), stored.content().objectKey(), now, damage.map(Throwable::getMessage)));
  }

  /** What comes out of an object that was just sealed and hashed is the cleartext of that hash. */
  private void sealAgain(StoredAsset stored, SealedContent found, BooleanSupplier stopRequested) throws IOException {
    SealedObject lost = stored.content();
    try (CryptoKey fileKey = keyRing.ofAsset(stored.id());
        InputStream cleartext = opening(stored.id(), found);
        ObjectUpload upload = restoring(stored);
        SealingOutputStream out =
            new SealingOutputStream(
                upload.body(), SecretStream.openedLength(found.object().ciphertextBytes()), fileKey, lost.header())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = cleartext.read(buffer); count >= 0; count = cleartext.read(buffer)) {
        Refresher.requireNotStopped(stopRequested);
        out.write(buffer, 0, count);
      }
      out.finish();
      upload.commit();
    }
  }

  /** Only the store knows under which header its object belongs: it refuses what a damaged catalog asks for. */
  private ObjectUpload restoring(StoredAsset stored) throws IOException {
    try {
      return store.restoreObject(stored.id(), Contents.ref(stored.content()));
    } catch (StoreException e) {
      if (e.reason() != StoreException.Reason.REFUSED) {
        throw e;
      }
      throw new CatalogException(
          CatalogException.Reason.DAMAGED, "the catalog is damaged at " + nameOf(stored) + ": " + e.getMessage(), e);
    }
  }

  private InputStream opening(long assetId, SealedContent found) throws IOException {
    return new OpeningInputStream(
        store.openObject(assetId, found.object()), found.object().ciphertextBytes(), found.object().header(), found.fileKey());
  }

  /**
   * Two cleartexts under one key and header would give both away. The hash says that they are one, but somebody may have noted it
   * wrongly: what of the file can still be opened has to say so, too.
   */
  private boolean isSameFile(StoredAsset stored, SealedContent found, BooleanSupplier stopRequested) throws IOException {
    boolean mayBe =
        store.restoresObjects()
            && stored.hashed()
            && !stored.shared()
            && found.object().ciphertextBytes() == stored.content().ciphertextBytes();
    if (!mayBe) {
      return false;
    }
    OptionalLong alike = bytesAlike(stored, found, stopRequested);
    return alike.isPresent() && (stored.asset().kind() != AssetKind.LIVE_PHOTO || isOurLivePhoto(stored, found, alike.getAsLong()));
  }

  /**
   * Of a live photo the hash is that of the halves: how another client has put these into one file, or how we have named them in
   * it, can only be seen in that file, or told by the journal of the import that made it.
   */
  private boolean isOurLivePhoto(StoredAsset stored, SealedContent found, long bytesAlike) throws IOException {
    if (bytesAlike >= found.sizeBytes() + LivePhotoZip.MOST_HEADER_BYTES) {
      return true;
    }
    try (InputStream cleartext = opening(stored.id(), found)) {
      return LivePhotoZip.isNamedAfter(cleartext, catalog.outcomes().importedPaths(stored.id()));
    }
  }

  /** How many bytes of the lost file can be opened up to the damage; empty when what was found has others. */
  private OptionalLong bytesAlike(StoredAsset stored, SealedContent found, BooleanSupplier stopRequested) throws IOException {
    long alike = 0;
    try (CryptoKey fileKey = keyRing.ofAsset(stored.id());
        InputStream cleartext = opening(stored.id(), found);
        InputStream left = contents.openWhole(stored, fileKey)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = left.read(buffer); count >= 0; count = left.read(buffer)) {
        Refresher.requireNotStopped(stopRequested);
        byte[] expected = cleartext.readNBytes(count);
        if (!Arrays.equals(buffer, 0, count, expected, 0, expected.length)) {
          return OptionalLong.empty();
        }
        alike += count;
      }
    } catch (IOException e) {
      if (!(new DamageReport(stored.asset()).of(e) instanceof DamagedAssetException)) {
        throw e;
      }
    }
    return OptionalLong.of(alike);
  }
}
