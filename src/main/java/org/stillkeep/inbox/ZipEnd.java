package org.stillkeep.inbox;

/**
 * Where the directory of a ZIP lies, as its end record tells and the file bears out.
 *
 * @param directoryAt position of the first directory header in the file
 * @param directoryBytes length of all directory headers
 * @param entries how many headers there are
 * @param prefixBytes what lies before the archive (a self-extracting program); all offsets count from behind it
 * @param trailingBytes what lies behind the archive
 */
record ZipEnd(long directoryAt, long directoryBytes, long entries, long prefixBytes, long trailingBytes) {}
