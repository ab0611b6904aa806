package org.stillkeep.catalog;

/**
 * The latest change of an asset's belonging to an album.
 *
 * @param change its place in the sequence of all changes
 * @param assetId the asset
 * @param albumId the album
 * @param removed whether the asset has left the album
 */
public record MembershipChange(long change, long assetId, long albumId, boolean removed) {}
