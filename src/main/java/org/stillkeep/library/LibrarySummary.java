package org.stillkeep.library;

/**
 * How much is in the library, as far as the catalog knows.
 *
 * @param assets assets outside the trash
 * @param trashed assets in the trash
 * @param albums albums that the owner would call albums
 * @param contentBytes cleartext bytes of the assets outside the trash
 */
public record LibrarySummary(long assets, long trashed, long albums, long contentBytes) {}
