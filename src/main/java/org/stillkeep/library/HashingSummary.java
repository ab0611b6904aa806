package org.stillkeep.library;

/**
 * What a run over content without a hash came to.
 *
 * @param hashed how many assets have their hash now
 * @param failed how many could not be read to their end; they are tried again when the library is opened next
 * @param left how many have none yet, those that failed among them
 */
public record HashingSummary(long hashed, long failed, long left) {}
