package org.stillkeep.catalog;

/**
 * Names one entry of one archive for ever.
 *
 * @param archiveId the archive's number in the catalog
 * @param position the entry's place in the archive, from 0
 */
public record EntryKey(long archiveId, int position) {}
