package org.stillkeep.takeout;

/**
 * Names one entry of one archive by the caller's own numbering.
 *
 * @param archive index of the archive in the caller's list
 * @param entry index of the entry inside that archive
 */
public record EntryRef(int archive, int entry) implements Comparable<EntryRef> {

  @Override
  public int compareTo(EntryRef other) {
    int byArchive = Integer.compare(archive, other.archive);
    return byArchive != 0 ? byArchive : Integer.compare(entry, other.entry);
  }
}
