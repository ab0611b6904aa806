package org.stillkeep.takeout;

import java.time.Instant;
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

  /** What makes two sidecars the same but for the address, which old exports lack. */
  private record Identity(Instant takenAt, String title) {}

  /** More sidecars of one title and second are not one photo. */
  private static final int MOST_COPIES = 1_000;

  private final Map<Side, Media> mediaOfSide = new HashMap<>();
  private final Map<Media, List<Folder>> foldersOfMedia = new HashMap<>();

  private Memberships() {}

  static Memberships of(List<Folder> folders) {
    Memberships memberships = new Memberships();
    Map<Identity, List<Side>> taken = new HashMap<>();
    folders.forEach(
        folder ->
            folder.sides.stream()
                .filter(side -> !side.isFree())
                .forEach(side -> identity(side).ifPresent(id -> taken.computeIfAbsent(id, k -> new ArrayList<>(1)).add(side))));
    folders.forEach(
        folder ->
            folder.sides.stream()
                .filter(Side::isFree)
                .forEach(side -> identity(side).ifPresent(id -> memberships.join(side, taken.getOrDefault(id, List.of())))));
    return memberships;
  }

  Optional<Media> mediaOf(Side side) {
    return Optional.ofNullable(mediaOfSide.get(side));
  }

  List<Folder> foldersOf(Media media) {
    return foldersOfMedia.getOrDefault(media, List.of());
  }

  private void join(Side free, List<Side> sameIdentity) {
    if (sameIdentity.size() > MOST_COPIES) {
      return;
    }
    List<Media> owners = new ArrayList<>();
    for (Side each : sameIdentity) {
      if (each.saysTheSameAs(free)) {
        each.owner().map(owner -> owner.liveOf().orElse(owner)).ifPresent(owners::add);
      }
    }
    boolean onePhoto =
        !owners.isEmpty() && owners.stream().allMatch(each -> each == owners.get(0) || each.sameContentAs(owners.get(0)));
    if (onePhoto) {
      mediaOfSide.put(free, owners.get(0));
      foldersOfMedia.computeIfAbsent(owners.get(0), key -> new ArrayList<>(1)).add(free.folder);
    }
  }

  private static Optional<Identity> identity(Side side) {
    return side.takenAt().map(taken -> new Identity(taken, side.title().orElse(side.name().readings().get(0).name())));
  }
}
