package org.stillkeep.library;

import java.io.IOException;
import java.util.zip.ZipException;
import org.stillkeep.asset.Asset;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.store.StoreException;

/** Tells damage of an asset's content from a store that merely cannot be reached, and puts the photo's name to it. */
record DamageReport(Asset asset) {

  /** The failure to pass on: a {@link DamagedAssetException} if the content is at fault, else the one given. */
  IOException of(IOException failure) {
    if (failure instanceof CiphertextException ciphertext) {
      return damaged(false, "its ciphertext fails: " + ciphertext.reason(), failure);
    }
    if (failure instanceof ZipException) {
      return damaged(false, "its halves cannot be taken apart: " + failure.getMessage(), failure);
    }
    if (failure instanceof StoreException refusal && refusal.reason() == StoreException.Reason.NOT_FOUND) {
      return damaged(true, refusal.getMessage(), failure);
    }
    if (failure instanceof StoreException refusal && refusal.reason() == StoreException.Reason.DAMAGED) {
      return damaged(false, refusal.getMessage(), failure);
    }
    return failure;
  }

  /** All of it could be opened, and is not what the hash names. */
  IOException otherContent() {
    return damaged(false, "its content is not the one that its hash names", null);
  }

  private DamagedAssetException damaged(boolean missing, String what, IOException cause) {
    return new DamagedAssetException(asset.id(), asset.details().title(), missing, what, cause);
  }
}
