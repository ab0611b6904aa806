package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sidecars without a file beside them that say the same as the sidecar of a file elsewhere. In an album folder they mean
 * that the photo is in that album although its file is not there.
 */
final class Memberships {

  /** More sidecars of one title and second are not one photo. */
  private static final int MOST_COPIES = 1_000;

  private final Map<Media, List<Folder>> foldersOfMedia = new HashMap<>();

  private Memberships() {}

  static Memberships of(List<Folder> folders) {
    Memberships memberships = new Memberships();
    List<Side> free = new ArrayList<>();
    folders.forEach(folder -> folder.sides.stream().filter(Side::isFree).forEach(free::add));
    if (!free.isEmpty()) {
      KeyIndex<Side> taken = new KeyIndex<>();
      folders.forEach(
          folder ->
              folder.sides.stream()
                  .filter(side -> !side.isFree())
                  .forEach(side -> identity(side).ifPresent(id -> taken.add(id, side))));
      free.forEach(side -> identity(side).filter(id -> taken.count(id) <= MOST_COPIES).ifPresent(id -> memberships.join(side, taken.get(id))));
    }
    return memberships;
  }

  List<Folder> foldersOf(Media media) {
    return foldersOfMedia.getOrDefault(media, List.of());
  }

  private void join(Side free, List<Side> sameIdentity) {
    List<Media> owners = new ArrayList<>();
    for (Side each : sameIdentity) {
      if (each.saysTheSameAs(free)) {
        each.owner().map(owner -> owner.liveOf().orElse(owner)).ifPresent(owners::add);
      }
    }
    boolean onePhoto =
        !owners.isEmpty() && owners.stream().allMatch(each -> each == owners.get(0) || each.sameContentAs(owners.get(0)));
    if (onePhoto) {
      free.describes(owners.get(0));
      foldersOfMedia.computeIfAbsent(owners.get(0), key -> new ArrayList<>(1)).add(free.folder);
    }
  }

  /** What makes two sidecars the same but for the address, which old exports lack: time and title. */
  private static Optional<String> identity(Side side) {
    return side.takenAt().map(taken -> taken + " " + side.title().orElse(side.name().readings().get(0).name()));
  }
}
