/**
 * Nouns of a photo library: assets, albums, capture times with source and accuracy, places, content hashes.
 *
 * <p>Pure values: nothing here logs, reads a clock, starts a thread or touches a disk.
 */
package org.stillkeep.asset;
