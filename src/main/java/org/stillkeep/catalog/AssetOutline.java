package org.stillkeep.catalog;

import org.stillkeep.asset.AssetKind;

/**
 * What plans first ask of an asset: little, and read quickly, where whole libraries are gone through.
 *
 * @param id the asset
 * @param state its state
 * @param kind its kind
 * @param knowsOriginal whether it is an edited copy of which it is known what the original is
 * @param sidecarBytes length of its sidecar's text; -1 when none was found yet
 * @param sidecarCrc32 CRC-32 of that text; 0 when there is none
 */
public record AssetOutline(long id, AssetState state, AssetKind kind, boolean knowsOriginal, int sidecarBytes, long sidecarCrc32) {}
