package org.stillkeep.catalog;

/**
 * An entry that should have become an asset and could not.
 *
 * @param archiveFileName the archive's name when it was last seen
 * @param path the entry
 * @param outcome EMPTY, DAMAGED, ENCRYPTED or UNSUPPORTED
 * @param reason what was found, in words for people
 */
public record FailedEntry(String archiveFileName, String path, Outcome outcome, String reason) {}
