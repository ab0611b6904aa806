package org.stillkeep.catalog;

import org.stillkeep.asset.Asset;

/**
 * The latest change of an asset.
 *
 * @param change its place in the sequence of all changes
 * @param asset the asset as it is now, or as it was last when it is gone
 * @param state whether it is (still) in the library
 */
public record AssetChange(long change, Asset asset, AssetState state) {}
