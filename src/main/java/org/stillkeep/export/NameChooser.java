package org.stillkeep.export;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.stillkeep.files.PortableNames;

/**
 * Gives the files of one folder their names: portable, not yet taken on any platform, and such that the sidecars' names, and
 * the moving half's under the same stem, are free too.
 */
final class NameChooser {

  /**
   * The names of one asset's files.
   *
   * @param liveVideo of the moving half; empty text when there is none
   * @param unnamed whether it may get another extension when it is written
   */
  record Names(String still, String liveVideo, boolean unnamed) {

    /** All names that the moving half may get. */
    private List<String> liveVideos() {
      if (liveVideo.isEmpty() || !unnamed) {
        return liveVideo.isEmpty() ? List.of() : List.of(liveVideo);
      }
      return MovingHalf.EXTENSIONS.stream()
          .map(extension -> stem(liveVideo) + extension)
          .filter(name -> !fold(name).equals(fold(still)))
          .toList();
    }
  }

  private final Sidecars sidecars;

  /** Folded names, those in the metadata folder with its name before them. */
  private final Set<String> taken = new HashSet<>();

  private final Predicate<String> isTakenToo;

  NameChooser(Sidecars sidecars, Collection<String> takenNames) {
    this(sidecars, takenNames, name -> false);
  }

  /** @param isTakenToo whether a name is taken that is not among those */
  NameChooser(Sidecars sidecars, Collection<String> takenNames, Predicate<String> isTakenToo) {
    this.sidecars = sidecars;
    this.isTakenToo = isTakenToo;
    take(FolderListing.METADATA);
    take(AlbumJson.FILE_NAME);
    takenNames.forEach(this::take);
  }

  /** Chooses names for an asset, the one it had before if that is free, and takes them. */
  Names choose(WantedAsset asset, Optional<String> before) {
    Optional<Names> same = before.map(name -> names(name, asset)).filter(this::isFree);
    if (same.isPresent()) {
      take(same.get());
      return same.get();
    }
    while (true) {
      Names names = names(PortableNames.fileName(asset.title(), taken), asset);
      boolean free = isFree(names);
      take(names.still());
      if (free) {
        take(names);
        return names;
      }
    }
  }

  /** Chooses a name for a moving half whose still has its name already. */
  String liveVideoBeside(String still, WantedAsset asset) {
    String name = PortableNames.fileName(stem(still) + extension(asset.liveVideoTitle()), taken);
    Names names = new Names(still, name, asset.liveVideoUnnamed());
    names.liveVideos().forEach(this::takeFile);
    return name;
  }

  /** Gives back a name that was taken. */
  void release(String name) {
    taken.remove(fold(name));
  }

  private static Names names(String still, WantedAsset asset) {
    if (!asset.isLive()) {
      return new Names(still, "", false);
    }
    String wanted = stem(still) + extension(asset.liveVideoTitle());
    String liveVideo = PortableNames.fileName(wanted, Set.of(PortableNames.fold(still)));
    return new Names(still, liveVideo, asset.liveVideoUnnamed());
  }

  private boolean isFree(Names names) {
    return isFileFree(names.still()) && names.liveVideos().stream().allMatch(this::isFileFree);
  }

  private boolean isFileFree(String name) {
    return isFreeAlone(name) && sidecars.namesBeside(name).stream().allMatch(this::isFreeAlone);
  }

  private boolean isFreeAlone(String name) {
    return !taken.contains(fold(name)) && !isTakenToo.test(name);
  }

  private void take(Names names) {
    takeFile(names.still());
    names.liveVideos().forEach(this::takeFile);
  }

  private void takeFile(String name) {
    take(name);
    sidecars.namesBeside(name).forEach(this::take);
  }

  private void take(String name) {
    taken.add(fold(name));
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  private static String fold(String name) {
    int slash = name.lastIndexOf('/');
    return name.substring(0, slash + 1) + PortableNames.fold(name.substring(slash + 1));
  }
}
