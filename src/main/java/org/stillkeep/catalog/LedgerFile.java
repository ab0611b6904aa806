package org.stillkeep.catalog;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.asset.ContentHash;

/**
 * A file inside an export that we wrote, or found there with the right bytes. Folder, asset and role are its identity.
 *
 * @param folderKey the folder it belongs to
 * @param assetId the asset it shows; 0 for an album's own JSON
 * @param role which of the asset's files it is
 * @param path below the export's root, segments joined by {@code /}
 * @param hash of this one file's content
 * @param intended the content it is being replaced with, or made with; present only if that did not live to be recorded
 * @param madeFrom the library's content, where this one was made from it by writing metadata into it; empty when this is that
 *     content itself, and for sidecars
 * @param sizeBytes its size
 * @param stamp a digest of the facts that a sidecar was made from, or that were written into a photo or video; empty text when
 *     nothing was
 * @param setMillis the file time that was set, in milliseconds of the epoch; empty when none was
 * @param readMillis the file time that was read back, which the file system may have rounded; empty until the file is known
 *     to be there
 * @param edited whether the file was found changed by somebody else, or deleted where that is respected: it is left alone from
 *     then on
 */
public record LedgerFile(
    String folderKey,
    long assetId,
    Role role,
    String path,
    ContentHash hash,
    Optional<ContentHash> intended,
    Optional<ContentHash> madeFrom,
    long sizeBytes,
    String stamp,
    OptionalLong setMillis,
    OptionalLong readMillis,
    boolean edited) {

  /** The files that one asset, or one album, has in a folder. */
  public enum Role {
    /** The photo, the video, or the still of a live photo. */
    MEDIA,
    /** The moving half of a live photo. */
    LIVE_VIDEO,
    /** The JSON of {@link #MEDIA}. */
    SIDECAR,
    /** The JSON of {@link #LIVE_VIDEO}. */
    LIVE_SIDECAR,
    /** The folder's own JSON, with the album's title. */
    ALBUM_JSON,
    /** The XMP of {@link #MEDIA}. */
    XMP,
    /** The XMP of {@link #LIVE_VIDEO}. */
    LIVE_XMP;

    /** Whether this is content, not a file about it. */
    public boolean isMedia() {
      return this == MEDIA || this == LIVE_VIDEO;
    }
  }

  public LedgerFile {
    Objects.requireNonNull(folderKey);
    Objects.requireNonNull(role);
    Objects.requireNonNull(path);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(intended);
    Objects.requireNonNull(madeFrom);
    Objects.requireNonNull(stamp);
    Objects.requireNonNull(setMillis);
    Objects.requireNonNull(readMillis);
  }

  /** A file that is about to be written for the first time. */
  public static LedgerFile intent(
      String folderKey, long assetId, Role role, String path, ContentHash hash, long sizeBytes) {
    return new LedgerFile(
        folderKey, assetId, role, path, hash, Optional.of(hash), Optional.empty(), sizeBytes, "", OptionalLong.empty(), OptionalLong.empty(), false);
  }

  /** Whether the file is known to be there; otherwise it was only about to be written. */
  public boolean isThere() {
    return readMillis.isPresent();
  }

  /** Whether content of this hash is our own work. */
  public boolean isOurs(ContentHash found) {
    return found.equals(hash) || intended.filter(found::equals).isPresent();
  }

  /** The same file, about to be replaced with other content. */
  public LedgerFile intending(ContentHash next) {
    return new LedgerFile(
        folderKey, assetId, role, path, hash, Optional.of(next), madeFrom, sizeBytes, stamp, setMillis, readMillis, edited);
  }

  /** What the library has: this content, or the one that it was made from. */
  public ContentHash libraryHash() {
    return madeFrom.orElse(hash);
  }

  /** The same file, known to be made from this content of the library, or to be it. */
  public LedgerFile of(ContentHash library) {
    Optional<ContentHash> other = library.equals(hash) ? Optional.empty() : Optional.of(library);
    return new LedgerFile(
        folderKey, assetId, role, path, hash, intended, other, sizeBytes, stamp, setMillis, readMillis, edited);
  }

  /**
   * The file as it was written: durable, and seen with this time. What other content was made from is for {@link #of} to say.
   */
  public LedgerFile written(
      ContentHash newHash, long newSizeBytes, String newStamp, OptionalLong newSetMillis, long newReadMillis) {
    return new LedgerFile(
        folderKey,
        assetId,
        role,
        path,
        newHash,
        Optional.empty(),
        newHash.equals(hash) ? madeFrom : Optional.empty(),
        newSizeBytes,
        newStamp,
        newSetMillis,
        OptionalLong.of(newReadMillis),
        false);
  }

  /** The same file at another path, for another folder. */
  public LedgerFile movedTo(String newFolderKey, String newPath) {
    return new LedgerFile(
        newFolderKey, assetId, role, newPath, hash, intended, madeFrom, sizeBytes, stamp, setMillis, readMillis, edited);
  }

  /** The same file, with what was last seen of it. */
  public LedgerFile seen(long millis, boolean nowEdited) {
    return new LedgerFile(
        folderKey, assetId, role, path, hash, intended, madeFrom, sizeBytes, stamp, setMillis, OptionalLong.of(millis), nowEdited);
  }

  /** The same file, which somebody else has changed or deleted, and which is theirs from now on. */
  public LedgerFile leftToOwner() {
    return new LedgerFile(
        folderKey, assetId, role, path, hash, intended, madeFrom, sizeBytes, stamp, setMillis, readMillis, true);
  }

  /** The same bytes, made from newer facts. */
  public LedgerFile stamped(String newStamp) {
    return new LedgerFile(
        folderKey, assetId, role, path, hash, intended, madeFrom, sizeBytes, newStamp, setMillis, readMillis, edited);
  }

  /** The same bytes, their time set anew and read back. */
  public LedgerFile timed(OptionalLong newSetMillis, long newReadMillis) {
    return new LedgerFile(
        folderKey, assetId, role, path, hash, intended, madeFrom, sizeBytes, stamp, newSetMillis, OptionalLong.of(newReadMillis), edited);
  }
}
