package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sorts the entries of all parts into the folders of Google Photos. The photos root is found by what lies in it, since its
 * name is translated; all other products of a Takeout are ignored with a reason.
 */
final class TakeoutTree {

  private static final Set<String> NOT_MEDIA =
      Set.of("html", "htm", "pdf", "txt", "csv", "xml", "ics", "zip", "tgz", "aae", "thm", "db", "ini", "md", "js", "css");

  private final TakeoutSet set;
  private final Set<String> photos = new HashSet<>();

  /** Of names that were asked for. */
  private final Map<String, Boolean> isYearFolder = new HashMap<>();

  /** Each reason once. */
  private final Map<String, String> reasons = new HashMap<>();

  private final List<IgnoredEntry> ignored = new ArrayList<>();
  private final List<TakeoutSidecar> otherJson = new ArrayList<>();
  private final Map<String, Folder> folders = new TreeMap<>();
  private int files;

  private TakeoutTree(TakeoutSet set) {
    this.set = set;
  }

  /** Sorts all entries of a set. */
  static TakeoutTree of(TakeoutSet set) {
    TakeoutTree tree = new TakeoutTree(set);
    tree.findPhotos();
    for (int row = 0; row < set.size(); row++) {
      if (set.isFile(row)) {
        tree.add(row);
        tree.files++;
      }
    }
    EncodingTwins.merge(tree.folders);
    boolean languageKnown = tree.folders.values().stream().anyMatch(folder -> KnownNames.INSTANCE.yearOf(folder.name).isPresent());
    tree.folders.values().forEach(folder -> folder.complete(languageKnown));
    return tree;
  }

  /** In the order of their paths. */
  List<Folder> folders() {
    return List.copyOf(folders.values());
  }

  int rowOf(EntryRef ref) {
    return set.rowOf(ref);
  }

  /** How many entries there are, without folders and links. */
  int files() {
    return files;
  }

  List<IgnoredEntry> ignored() {
    return ignored;
  }

  /** The JSON texts that describe no photo. */
  List<TakeoutSidecar> otherJson() {
    return otherJson;
  }

  /**
   * Finds the products that are photos before anything is sorted into them. A year folder proves a product only where
   * nothing else does: people have such folders in Drive too.
   */
  private void findPhotos() {
    Set<String> withYears = new HashSet<>();
    boolean found = false;
    for (int row = 0; row < set.size(); row++) {
      if (set.isFile(row) && litter(row).isEmpty()) {
        String product = set.folder(row).product();
        if (!photos.contains(product) && (isNamedLikePhotos(product) || isSidecarInFolder(row))) {
          photos.add(product);
        }
        found |= !product.isEmpty() && photos.contains(product);
        if (isInYearFolder(row)) {
          withYears.add(product);
        }
      }
    }
    if (!found) {
      photos.addAll(withYears);
    }
  }

  private static boolean isNamedLikePhotos(String product) {
    return product.isEmpty() || KnownNames.INSTANCE.isRoot(product);
  }

  private boolean isSidecarInFolder(int row) {
    return isJson(row)
        && set.hasText(row)
        && set.sidecars().kind(set.text(row)) == TakeoutJson.Kind.ITEM
        && below(row).size() == 1;
  }

  private boolean isInYearFolder(int row) {
    List<String> below = below(row);
    return below.size() == 1
        && isYearFolder.computeIfAbsent(below.get(0), name -> KnownNames.INSTANCE.yearOf(name).isPresent());
  }

  private Optional<String> litter(int row) {
    EntryFolder place = set.folder(row);
    String name = set.fileName(row);
    if (name.isEmpty() && place.path().endsWith("/")) {
      return Optional.of("a folder");
    }
    return place.litter().isPresent() ? place.litter() : LogicalPath.litterReasonOfFile(name);
  }

  private List<String> below(int row) {
    return set.folder(row).below(file(row));
  }

  /** The file's name in NFC. */
  private String file(int row) {
    return NameCut.normalized(set.fileName(row));
  }

  private boolean isJson(int row) {
    return file(row).toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private void add(int row) {
    Optional<String> litter = litter(row);
    EntryFolder place = set.folder(row);
    if (litter.isPresent()) {
      ignore(row, litter.get());
    } else if (!photos.contains(place.product())) {
      ignore(row, "of another Google product (" + place.product() + ")");
    } else if (place.isTakeoutItself()) {
      ignore(row, "overview of the Takeout, not a photo");
    } else if (place.isInBinOfExport()) {
      ignore(row, "deleted since it was exported");
    } else if (isJson(row)) {
      addJson(row);
    } else if (NOT_MEDIA.contains(extension(file(row)))) {
      ignore(row, "neither photo nor video");
    } else {
      Folder folder = folder(row);
      folder.media.add(new Media(folder, row));
    }
  }

  private void addJson(int row) {
    if (!set.hasText(row)) {
      ignore(row, "JSON too long for a sidecar");
      return;
    }
    TakeoutJson.Kind kind = set.sidecars().kind(set.text(row));
    switch (kind) {
      case ITEM -> {
        Folder folder = folder(row);
        folder.sides.add(new Side(folder, row));
      }
      case ALBUM, UNTITLED_ALBUM -> addAlbumJson(row, kind);
      case PRINT -> other(row, "print");
      case MEMORY -> other(row, "memory");
      case COMMENTS -> other(row, "comments");
      case OTHER -> other(row, file(row).startsWith("print-subscriptions") ? "subscription" : "unused");
      case UNREADABLE -> ignore(row, "not readable as JSON");
    }
  }

  private void addAlbumJson(int row, TakeoutJson.Kind kind) {
    boolean titled = kind == TakeoutJson.Kind.ALBUM;
    boolean comments = KnownNames.INSTANCE.isCommentsFile(file(row)) || below(row).isEmpty();
    if (!titled && comments) {
      other(row, "comments");
    } else {
      folder(row).albumTexts.add(set.sidecars().album(set.text(row)));
      other(row, "album");
    }
  }

  private Folder folder(int row) {
    EntryFolder place = set.folder(row);
    List<String> below = below(row);
    String path = below.isEmpty() ? place.product() : place.product() + "/" + String.join("/", below);
    String name = below.isEmpty() ? "" : below.get(below.size() - 1);
    return folders.computeIfAbsent(path, key -> new Folder(set, key, name, place.isLoose()));
  }

  private void ignore(int row, String reason) {
    ignored.add(new IgnoredEntry(set.ref(row), reasons.computeIfAbsent(reason, first -> first)));
  }

  private void other(int row, String role) {
    otherJson.add(new TakeoutSidecar(set.ref(row), role, Optional.empty()));
  }

  private static String extension(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
