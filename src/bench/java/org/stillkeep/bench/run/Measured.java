package org.stillkeep.bench.run;

/**
 * What one run of a command took, with all processes that it started.
 *
 * @param wallSeconds until it had ended, and, if it writes files, until they were on the disk
 * @param peakBytes the most memory that all its processes had resident together, as seen every {@value PeakMemory#EVERY_MILLIS} ms,
 *     or the largest alone had at any time
 * @param readBytes asked for by calls, wherever they came from
 * @param writtenBytes given to calls, wherever they went to
 * @param fetchedBytes that a disk had to be read for
 * @param storedBytes that were to go to a disk
 */
record Measured(
    double wallSeconds,
    double userSeconds,
    double systemSeconds,
    long peakBytes,
    long readBytes,
    long writtenBytes,
    long fetchedBytes,
    long storedBytes) {

  double cpuSeconds() {
    return userSeconds + systemSeconds;
  }
}
