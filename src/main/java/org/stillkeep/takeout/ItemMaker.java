package org.stillkeep.takeout;

import java.util.List;
import java.util.Optional;

/** Makes the answer's elements of what the steps found. */
final class ItemMaker {

  private ItemMaker() {}

  static TakeoutItem item(Media media) {
    Optional<Side> side = media.match().map(Media.Match::side);
    FolderRole role = media.folder.role();
    return new TakeoutItem(
        media.ref(),
        kind(media),
        media.liveVideo().map(Media::ref),
        side.map(Side::ref),
        media.match().map(Media.Match::rule),
        media.match().map(Media.Match::confidence).orElse(media.candidates().isEmpty() ? Confidence.HIGH : Confidence.LOW),
        side.map(each -> each.facts().fitting(media.name())),
        media.albums().orElse(List.of()),
        media.editedOf().map(Media::ref),
        media.sameAs().map(Media::ref),
        side.filter(Side::isFavorited).isPresent(),
        side.filter(Side::isArchived).isPresent() || role.kind() == FolderRole.Kind.ARCHIVE,
        side.filter(Side::isTrashed).isPresent() || role.kind() == FolderRole.Kind.TRASH,
        side.filter(Side::isLocked).isPresent() || role.kind() == FolderRole.Kind.LOCKED,
        side.filter(Side::isOfPartner).isPresent(),
        role.year(),
        media.candidates().stream().map(Side::ref).toList());
  }

  static TakeoutSidecar sidecar(Side side) {
    Optional<EntryRef> media = side.media().map(Media::ref);
    return new TakeoutSidecar(side.ref(), media.isPresent() ? "item" : "unused", media);
  }

  private static ItemKind kind(Media media) {
    if (media.liveVideo().isPresent()) {
      return ItemKind.LIVE;
    }
    MediaType named = media.name().type();
    MediaType type =
        named == MediaType.UNKNOWN
            ? media.match().flatMap(each -> each.side().title()).map(MediaName::of).map(MediaName::type).orElse(named)
            : named;
    return type.moves() ? ItemKind.VIDEO : ItemKind.PHOTO;
  }
}
