package org.stillkeep.takeout;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.HashSet;

/** A sidecar looking for its media. Mutable like {@link Media}, and for the same steps only. */
final class Side {

  final Folder folder;

  private final TakeoutEntry entry;
  private final SidecarName name;
  private final Sidecar facts;
  private Media owner;

  Side(TakeoutEntry entry, Folder folder, SidecarName name, Sidecar facts) {
    this.entry = entry;
    this.folder = folder;
    this.name = name;
    this.facts = facts;
  }

  SidecarName name() {
    return name;
  }

  EntryRef ref() {
    return entry.ref();
  }

  Sidecar facts() {
    return facts;
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
    return facts.takenAt();
  }

  Optional<String> title() {
    return facts.title();
  }

  boolean isTrashed() {
    return facts.trashed();
  }

  /** Whether an export of Stillkeep wrote it. */
  boolean isExported() {
    return facts.exported();
  }

  /** Whether both say the same of the same photo, as the copies of a sidecar in several folders and parts do. */
  boolean saysTheSameAs(Side other) {
    if (facts.url().isPresent() && other.facts.url().isPresent() && !facts.url().equals(other.facts.url())) {
      return false;
    }
    return facts.takenAt().equals(other.facts.takenAt()) && facts.title().equals(other.facts.title());
  }

  /** The media names that Google makes of the title, with this sidecar's number. */
  Set<String> foretoldNames() {
    Set<String> names = new HashSet<>();
    facts
        .title()
        .ifPresent(
            title -> {
              names.add(numbered(NameCut.mediaName(title, true)));
              names.add(numbered(NameCut.mediaName(title, false)));
            });
    return names;
  }

  private String numbered(String mediaName) {
    if (name.index() == 0) {
      return mediaName;
    }
    int dot = mediaName.lastIndexOf('.');
    String number = "(" + name.index() + ")";
    return dot < 0 ? mediaName + number : mediaName.substring(0, dot) + number + mediaName.substring(dot);
  }
}
