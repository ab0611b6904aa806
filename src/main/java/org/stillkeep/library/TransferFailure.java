package org.stillkeep.library;

import java.util.Objects;

/**
 * An asset that did not come along.
 *
 * @param assetId its number in the library that it is in; 0 when it cannot even be read what it is
 * @param title its file name; empty text when that is unknown
 * @param reason why, in words
 */
public record TransferFailure(long assetId, String title, String reason) {

  public TransferFailure {
    Objects.requireNonNull(title);
    Objects.requireNonNull(reason);
  }
}
