package org.stillkeep.catalog;

import org.stillkeep.asset.Album;

/**
 * The latest change of an album: made, renamed or removed.
 *
 * @param change its place in the sequence of all changes
 * @param album the album as it is now, or as it was last when it is gone
 * @param removed whether it is gone
 */
public record AlbumChange(long change, Album album, boolean removed) {}
