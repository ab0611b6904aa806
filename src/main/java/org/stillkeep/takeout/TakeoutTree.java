package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private final List<IgnoredEntry> ignored = new ArrayList<>();
  private final List<TakeoutSidecar> otherJson = new ArrayList<>();
  private final Map<String, Folder> folders = new TreeMap<>();

  static TakeoutTree of(List<TakeoutEntry> entries) {
    TakeoutTree tree = new TakeoutTree();
    Map<String, List<Located>> products = new LinkedHashMap<>();
    for (TakeoutEntry entry : entries) {
      Optional<String> litter =
          entry.path().endsWith("/") ? Optional.of("a folder") : LogicalPath.litterReason(entry.path());
      if (litter.isPresent()) {
        tree.ignore(entry, litter.get());
      } else {
        Located located = Located.of(entry);
        products.computeIfAbsent(located.product(), each -> new ArrayList<>()).add(located);
      }
    }
    products.forEach(tree::addProduct);
    EncodingTwins.merge(tree.folders);
    tree.folders.values().forEach(Folder::complete);
    return tree;
  }

  /** In the order of their paths. */
  List<Folder> folders() {
    return List.copyOf(folders.values());
  }

  List<IgnoredEntry> ignored() {
    return ignored;
  }

  /** The JSON texts that describe no photo. */
  List<TakeoutSidecar> otherJson() {
    return otherJson;
  }

  /** An entry and the folders below the product it belongs to; {@code product} is empty outside of a Takeout folder. */
  private record Located(TakeoutEntry entry, String product, List<String> below, LogicalPath path) {

    static Located of(TakeoutEntry entry) {
      LogicalPath path = LogicalPath.of(entry.path());
      List<String> folders = path.folders();
      for (int i = 0; i < folders.size(); i++) {
        if (KnownNames.INSTANCE.isRoot(folders.get(i)) && (i == 0 || !path.belowTakeout())) {
          return new Located(entry, folders.get(i), folders.subList(i + 1, folders.size()), path);
        }
      }
      return path.belowTakeout() && !folders.isEmpty()
          ? new Located(entry, folders.get(0), folders.subList(1, folders.size()), path)
          : new Located(entry, "", withoutMetadataFolder(path), path);
    }

    /** Exports of photo libraries, ours among them, keep the sidecars in a folder {@code metadata} below the photos. */
    private static List<String> withoutMetadataFolder(LogicalPath path) {
      int last = path.folders().size() - 1;
      boolean sidecar = last >= 1 && path.folders().get(last).equals("metadata") && path.file().endsWith(".json");
      return sidecar ? path.folders().subList(0, last) : path.folders();
    }

    boolean isJson() {
      return path.file().toLowerCase(Locale.ROOT).endsWith(".json");
    }
  }

  private void addProduct(String product, List<Located> entries) {
    if (isPhotos(product, entries)) {
      entries.forEach(each -> add(product, each));
      return;
    }
    entries.forEach(each -> ignore(each.entry(), "of another Google product (" + product + ")"));
  }

  private static boolean isPhotos(String product, List<Located> entries) {
    if (product.isEmpty() || KnownNames.INSTANCE.isRoot(product)) {
      return true;
    }
    return entries.stream().anyMatch(each -> each.below().size() == 1 && provesPhotos(each));
  }

  private static boolean provesPhotos(Located each) {
    return KnownNames.INSTANCE.yearOf(each.below().get(0)).isPresent()
        || (each.isJson()
            && each.entry().json().filter(text -> TakeoutJson.parse(text).kind() == TakeoutJson.Kind.ITEM).isPresent());
  }

  private void add(String product, Located each) {
    if (each.path().belowTakeout() && each.path().folders().isEmpty()) {
      ignore(each.entry(), "overview of the Takeout, not a photo");
    } else if (each.isJson()) {
      addJson(product, each);
    } else if (NOT_MEDIA.contains(extension(each.path().file()))) {
      ignore(each.entry(), "neither photo nor video");
    } else {
      Folder folder = folder(product, each);
      folder.media.add(new Media(each.entry(), folder, MediaName.of(each.path().file())));
    }
  }

  private void addJson(String product, Located each) {
    TakeoutEntry entry = each.entry();
    if (entry.json().isEmpty()) {
      ignore(entry, "JSON too long for a sidecar");
      return;
    }
    TakeoutJson json = TakeoutJson.parse(entry.json().get());
    switch (json.kind()) {
      case ITEM -> {
        Folder folder = folder(product, each);
        folder.sides.add(new Side(entry, folder, SidecarName.of(each.path().file()), json.sidecar().orElseThrow()));
      }
      case ALBUM, UNTITLED_ALBUM -> addAlbumJson(product, each, json);
      case PRINT -> other(entry, "print");
      case MEMORY -> other(entry, "memory");
      case COMMENTS -> other(entry, "comments");
      case OTHER -> other(entry, each.path().file().startsWith("print-subscriptions") ? "subscription" : "unused");
      case UNREADABLE -> ignore(entry, "not readable as JSON");
    }
  }

  private void addAlbumJson(String product, Located each, TakeoutJson json) {
    boolean titled = json.kind() == TakeoutJson.Kind.ALBUM;
    boolean comments = KnownNames.INSTANCE.isCommentsFile(each.path().file()) || each.below().isEmpty();
    if (!titled && comments) {
      other(each.entry(), "comments");
    } else {
      folder(product, each).albumTexts.add(json.album().orElseThrow());
      other(each.entry(), "album");
    }
  }

  private Folder folder(String product, Located each) {
    List<String> below = each.below();
    String path = below.isEmpty() ? product : product + "/" + String.join("/", below);
    String name = below.isEmpty() ? "" : below.get(below.size() - 1);
    boolean loose = each.path().isLoose();
    return folders.computeIfAbsent(path, key -> new Folder(key, name, loose));
  }

  private void ignore(TakeoutEntry entry, String reason) {
    ignored.add(new IgnoredEntry(entry.ref(), reason));
  }

  private void other(TakeoutEntry entry, String role) {
    otherJson.add(new TakeoutSidecar(entry.ref(), role, Optional.empty()));
  }

  private static String extension(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
