package org.stillkeep.takeout;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.HashSet;

/** A sidecar looking for its media. Mutable like {@link Media}, and for the same steps only. */
final class Side {

  final Folder folder;

  private final int row;
  private Media owner;
  private Media described;

  Side(Folder folder, int row) {
    this.folder = folder;
    this.row = row;
  }

  /** Made from the file's name each time, as that of {@link Media}. */
  SidecarName name() {
    return SidecarName.of(folder.set.fileName(row));
  }

  int row() {
    return row;
  }

  EntryRef ref() {
    return folder.set.ref(row);
  }

  SidecarFacts facts() {
    return table().facts(text(), name());
  }

  boolean isFavorited() {
    return table().favorited(text());
  }

  boolean isArchived() {
    return table().archived(text());
  }

  boolean isLocked() {
    return table().locked(text());
  }

  boolean isOfPartner() {
    return table().partner(text());
  }

  void takenBy(Media media) {
    owner = media;
  }

  boolean isFree() {
    return owner == null;
  }

  Optional<Media> owner() {
    return Optional.ofNullable(owner);
  }

  Optional<Instant> takenAt() {
    return table().takenAt(text());
  }

  Optional<String> title() {
    return table().title(text(), name());
  }

  boolean isTrashed() {
    return table().trashed(text());
  }

  /** Whether an export of Stillkeep wrote it. */
  boolean isExported() {
    return table().exported(text());
  }

  /** Whether both say the same of the same photo, as the copies of a sidecar in several folders and parts do. */
  boolean saysTheSameAs(Side other) {
    return !table().differInUrl(text(), other.text())
        && takenAt().equals(other.takenAt())
        && title().equals(other.title());
  }

  /** The media names that Google makes of the title, with this sidecar's number. */
  Set<String> foretoldNames() {
    Set<String> names = new HashSet<>();
    title()
        .ifPresent(
            title -> {
              names.add(numbered(NameCut.mediaName(title)));
              NameCut.cutMediaNames(title).forEach(name -> names.add(numbered(name)));
            });
    return names;
  }

  /** It says the same as the sidecar of this media, which lies elsewhere. */
  void describes(Media media) {
    described = media;
  }

  /** The media that it was given to, or describes at least. */
  Optional<Media> media() {
    return Optional.ofNullable(owner == null ? described : owner);
  }

  private SidecarTable table() {
    return folder.set.sidecars();
  }

  private int text() {
    return folder.set.text(row);
  }

  private String numbered(String mediaName) {
    SidecarName name = name();
    if (name.index() == 0) {
      return mediaName;
    }
    int dot = mediaName.lastIndexOf('.');
    String number = "(" + name.index() + ")";
    return dot < 0 ? mediaName + number : mediaName.substring(0, dot) + number + mediaName.substring(dot);
  }
}
