package org.stillkeep.catalog;

import java.util.Objects;
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
 * @param sizeBytes its size
 * @param stamp of a sidecar: a digest of what it was made from; empty text for other roles
 * @param setMillis the file time that was set, in milliseconds of the epoch; empty when none was
 * @param readMillis the file time that was read back, which the file system may have rounded
 * @param edited whether the file was found changed by somebody else: it is left alone from then on
 */
public record LedgerFile(
    String folderKey,
    long assetId,
    Role role,
    String path,
    ContentHash hash,
    long sizeBytes,
    String stamp,
    OptionalLong setMillis,
    long readMillis,
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
    ALBUM_JSON;

    /** Whether this is content, not JSON about it. */
    public boolean isMedia() {
      return this == MEDIA || this == LIVE_VIDEO;
    }
  }

  public LedgerFile {
    Objects.requireNonNull(folderKey);
    Objects.requireNonNull(role);
    Objects.requireNonNull(path);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(stamp);
    Objects.requireNonNull(setMillis);
  }

  /** The same file at another path, for another folder. */
  public LedgerFile movedTo(String newFolderKey, String newPath) {
    return new LedgerFile(newFolderKey, assetId, role, newPath, hash, sizeBytes, stamp, setMillis, readMillis, edited);
  }

  /** The same file, with what was last seen of it. */
  public LedgerFile seen(long millis, boolean nowEdited) {
    return new LedgerFile(folderKey, assetId, role, path, hash, sizeBytes, stamp, setMillis, millis, nowEdited);
  }

  /** The same file after its time was set to a new value and read back. */
  public LedgerFile timed(OptionalLong newSetMillis, long newReadMillis) {
    return new LedgerFile(folderKey, assetId, role, path, hash, sizeBytes, stamp, newSetMillis, newReadMillis, edited);
  }

  /** The same bytes, made from newer facts. */
  public LedgerFile stamped(String newStamp) {
    return new LedgerFile(folderKey, assetId, role, path, hash, sizeBytes, newStamp, setMillis, readMillis, edited);
  }
}
