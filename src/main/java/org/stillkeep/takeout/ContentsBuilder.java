package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts what the steps found into the answer, and makes sure that no entry is missing or doubled. */
final class ContentsBuilder {

  private final TakeoutTree tree;
  private final SameContent contents;
  private final Memberships memberships;

  /** The rows that are in some bucket: media, moving halves, texts, ignored. */
  private final BitSet accounted = new BitSet();

  private final List<TakeoutAlbum> albums = new ArrayList<>();
  private final Map<Folder, Integer> albumIndex = new HashMap<>();

  /** Each list of albums once, since most photos share theirs with many. */
  private final Map<List<Integer>, List<Integer>> albumLists = new HashMap<>();

  ContentsBuilder(TakeoutTree tree, SameContent contents) {
    this.tree = tree;
    this.contents = contents;
    this.memberships = Memberships.of(tree.folders());
  }

  TakeoutContents build(Set<EntryRef> wantEmbeddedFacts) {
    tree.folders().forEach(this::addAlbum);
    contents.nameFirstCopies();
    contents.forEachGroup(this::putIntoAlbums);
    List<Media> items = new ArrayList<>();
    List<Side> sides = new ArrayList<>();
    int liveVideos = 0;
    for (Folder folder : tree.folders()) {
      for (Media media : folder.media) {
        account(media.row());
        if (media.liveOf().isPresent()) {
          liveVideos++;
        } else {
          items.add(media);
          if (media.albums().isEmpty()) {
            putIntoAlbums(List.of(media));
          }
        }
      }
      sides.addAll(folder.sides);
    }
    List<IgnoredEntry> ignored = new ArrayList<>(tree.ignored());
    sides.forEach(side -> account(side.row()));
    tree.otherJson().forEach(other -> account(tree.rowOf(other.ref())));
    ignored.forEach(each -> account(tree.rowOf(each.ref())));
    if (accounted.cardinality() != tree.files()) {
      throw new IllegalStateException(accounted.cardinality() + " of " + tree.files() + " entries accounted for");
    }
    items.sort(Comparator.comparingInt(Media::row));
    ignored.sort(Comparator.comparing(IgnoredEntry::ref));
    return new TakeoutContents(
        new MadeList<>(items, ItemMaker::item), liveVideos, sidecars(sides), ignored, albums, wantEmbeddedFacts);
  }

  /** Sidecars and the other texts, in the order of their entries. */
  private List<TakeoutSidecar> sidecars(List<Side> sides) {
    List<Object> all = new ArrayList<>(sides.size() + tree.otherJson().size());
    all.addAll(sides);
    all.addAll(tree.otherJson());
    all.sort(Comparator.comparing(each -> each instanceof Side side ? side.ref() : ((TakeoutSidecar) each).ref()));
    return new MadeList<>(all, each -> each instanceof Side side ? ItemMaker.sidecar(side) : (TakeoutSidecar) each);
  }

  /** Puts an entry into one of the four buckets, by its row. */
  private void account(int row) {
    if (accounted.get(row)) {
      throw new IllegalStateException("entry " + row + " is accounted for twice");
    }
    accounted.set(row);
  }

  private void addAlbum(Folder folder) {
    folder
        .role()
        .albumTitle()
        .ifPresent(
            title -> {
              Optional<AlbumText> text = folder.albumTexts.stream().findFirst();
              albumIndex.put(folder, albums.size());
              albums.add(
                  new TakeoutAlbum(
                      folder.path,
                      title,
                      text.flatMap(AlbumText::description),
                      text.map(AlbumText::texts).orElse(List.of()),
                      text.map(AlbumText::places).orElse(List.of()),
                      text.map(AlbumText::comments).orElse(List.of()),
                      text.map(AlbumText::json)));
            });
  }

  /** Each copy of a content is in the albums of all. */
  private void putIntoAlbums(List<Media> copies) {
    List<Integer> found = copies.stream().flatMap(each -> folders(each).stream()).distinct().sorted().toList();
    List<Integer> shared = albumLists.computeIfAbsent(found, each -> each);
    copies.forEach(each -> each.isIn(shared));
  }

  private List<Integer> folders(Media media) {
    List<Folder> folders = new ArrayList<>();
    folders.add(media.folder);
    media.match().ifPresent(match -> folders.add(match.side().folder));
    folders.addAll(memberships.foldersOf(media));
    return folders.stream().filter(albumIndex::containsKey).map(albumIndex::get).toList();
  }
}
