package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts what the steps found into the answer, and counts that no entry is missing or doubled. */
final class ContentsBuilder {

  private final TakeoutTree tree;
  private final SameContent contents;
  private final Memberships memberships;
  private final List<TakeoutAlbum> albums = new ArrayList<>();
  private final Map<Folder, Integer> albumIndex = new HashMap<>();

  /** Albums per group of copies, under the first of the group. */
  private final Map<Media, List<Integer>> albumsOfCopies = new HashMap<>();

  ContentsBuilder(TakeoutTree tree, SameContent contents) {
    this.tree = tree;
    this.contents = contents;
    this.memberships = Memberships.of(tree.folders());
  }

  TakeoutContents build(int entries, Set<EntryRef> wantEmbeddedFacts) {
    tree.folders().forEach(this::addAlbum);
    List<TakeoutItem> items = new ArrayList<>();
    List<TakeoutSidecar> sidecars = new ArrayList<>(tree.otherJson());
    int liveVideos = 0;
    for (Folder folder : tree.folders()) {
      for (Media media : folder.media) {
        if (media.liveOf().isPresent()) {
          liveVideos++;
        } else {
          items.add(item(media));
        }
      }
      folder.sides.forEach(side -> sidecars.add(sidecar(side)));
    }
    List<IgnoredEntry> ignored = new ArrayList<>(tree.ignored());
    requireEveryEntryOnce(entries, items.size() + liveVideos + sidecars.size() + ignored.size());
    items.sort(Comparator.comparing(TakeoutItem::media));
    sidecars.sort(Comparator.comparing(TakeoutSidecar::ref));
    ignored.sort(Comparator.comparing(IgnoredEntry::ref));
    return new TakeoutContents(items, sidecars, ignored, albums, wantEmbeddedFacts);
  }

  private static void requireEveryEntryOnce(int entries, int accounted) {
    if (entries != accounted) {
      throw new IllegalStateException(accounted + " of " + entries + " entries accounted for");
    }
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

  private TakeoutItem item(Media media) {
    Optional<Media.Match> match = media.match();
    Optional<Sidecar> facts = match.map(each -> facts(media, each.side()));
    FolderRole role = media.folder.role();
    return new TakeoutItem(
        media.ref(),
        kind(media),
        media.liveVideo().map(video -> video.ref()),
        match.map(each -> each.side().ref()),
        match.map(Media.Match::rule),
        match.map(Media.Match::confidence).orElse(media.candidates().isEmpty() ? Confidence.HIGH : Confidence.LOW),
        facts,
        albums(media),
        media.editedOf().map(original -> original.ref()),
        contents.sameAs(media).map(first -> first.ref()),
        facts.filter(Sidecar::favorited).isPresent(),
        facts.filter(Sidecar::archived).isPresent() || role.kind() == FolderRole.Kind.ARCHIVE,
        facts.filter(Sidecar::trashed).isPresent() || role.kind() == FolderRole.Kind.TRASH,
        facts.filter(Sidecar::locked).isPresent() || role.kind() == FolderRole.Kind.LOCKED,
        facts.filter(Sidecar::partner).isPresent(),
        role.year(),
        media.candidates().stream().map(each -> each.ref()).toList());
  }

  private static ItemKind kind(Media media) {
    if (media.liveVideo().isPresent()) {
      return ItemKind.LIVE;
    }
    if (media.name().type() != MediaType.UNKNOWN) {
      return media.name().type().moves() ? ItemKind.VIDEO : ItemKind.PHOTO;
    }
    MediaType titled =
        media.match().flatMap(each -> each.side().title()).map(MediaName::of).map(MediaName::type).orElse(MediaType.UNKNOWN);
    return titled.moves() ? ItemKind.VIDEO : ItemKind.PHOTO;
  }

  /** Entities are decoded only where that makes the title fit the name. */
  private static Sidecar facts(Media media, Side side) {
    Optional<String> title = side.title();
    if (title.isEmpty() || title.get().indexOf('&') < 0) {
      return side.facts();
    }
    Sidecar decoded = side.facts().withEntitiesDecoded();
    boolean fits = NameCut.mediaName(decoded.title().orElseThrow(), true).equals(media.name().withoutIndex());
    return fits ? decoded : side.facts();
  }

  private List<Integer> albums(Media media) {
    List<Media> copies = contents.copiesOf(media);
    return albumsOfCopies.computeIfAbsent(
        copies.get(0), first -> copies.stream().flatMap(each -> folders(each).stream()).distinct().sorted().toList());
  }

  private List<Integer> folders(Media media) {
    List<Folder> folders = new ArrayList<>();
    folders.add(media.folder);
    media.match().ifPresent(match -> folders.add(match.side().folder));
    folders.addAll(memberships.foldersOf(media));
    return folders.stream().filter(albumIndex::containsKey).map(albumIndex::get).toList();
  }

  private TakeoutSidecar sidecar(Side side) {
    Optional<Media> media = side.owner().or(() -> memberships.mediaOf(side));
    return new TakeoutSidecar(
        side.ref(), media.isPresent() ? "item" : "unused", media.map(each -> each.ref()));
  }
}
