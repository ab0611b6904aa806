package org.stillkeep.takeout;

import java.util.Comparator;
import java.util.List;

/** Reads a Takeout: joins every photo with its sidecar, its moving half and its albums, across all parts of a set. */
public final class Takeout {

  private Takeout() {}

  /**
   * Understands all entries of one set. Names decide where they can; where they cannot, embedded times do, and for those
   * entries {@link TakeoutContents#wantEmbeddedFacts()} asks: read them and call once more. What neither decides gets no
   * sidecar, and says between which it could not choose.
   *
   * <p>The answer does not depend on the order of entries or archives. Time and memory grow with the number of entries.
   *
   * @param entries every file of every part and the loose files beside them; no directories; each ref once
   */
  public static TakeoutContents read(List<TakeoutEntry> entries) {
    TakeoutSet set = new TakeoutSet();
    entries.stream().sorted(Comparator.comparing(TakeoutEntry::ref)).forEach(set::add);
    return read(set);
  }

  static TakeoutContents read(TakeoutSet set) {
    TakeoutTree tree = TakeoutTree.of(set);
    List<Folder> folders = tree.folders();
    EmbeddedFacts embedded = new EmbeddedFacts();
    TimeAgreement times = new TimeAgreement(embedded);
    SidecarSearch search = new SidecarSearch(new Ties(times));
    for (Folder folder : folders) {
      new CutCollisions(times).settle(folder);
      new CaseCollisions(times).settle(folder);
      new HalfCollisions(embedded, times).settle(folder);
      search.run(folder.media, Media::name, folder.sides);
      new LivePhotos(embedded).pair(folder);
    }
    SameContent contents = new SameContent(folders);
    searchElsewhere(folders, contents, embedded, times);
    folders.forEach(folder -> new EditedCopies(search).join(folder));
    contents.shareSidecars();
    return new ContentsBuilder(tree, contents).build(embedded.wanted());
  }

  private static void searchElsewhere(
      List<Folder> folders, SameContent contents, EmbeddedFacts embedded, TimeAgreement times) {
    List<Folder> loose = folders.stream().filter(folder -> folder.loose).toList();
    if (!loose.isEmpty()) {
      LooseFiles looseFiles = new LooseFiles(times, folders);
      loose.forEach(looseFiles::search);
    }
    contents.shareSidecars();
    new CrossFolder(embedded, folders).search();
  }
}
