package org.stillkeep.catalog;

/**
 * An asset's key under the key of one of its albums.
 *
 * @param albumId the album whose key opens it
 * @param key the asset's wrapped key
 * @param removed whether the asset has left that album; its key still opens
 */
public record AssetKey(long albumId, WrappedKey key, boolean removed) {}
