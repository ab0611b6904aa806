package org.stillkeep.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAlbum;
import org.stillkeep.catalog.StoredAsset;

/**
 * What should be there: every folder, and the ids of the assets in it.
 *
 * @param folders years first, then months, then albums, each by key
 * @param favorites the ids of favourite assets, for their sidecars
 * @param albums the albums of each asset, where no folder stands for them
 */
record Wish(List<FolderWish> folders, Set<Long> favorites, Map<Long, List<AlbumFacts>> albums) {

  /** The folder of the favourites album, whatever the store calls it. */
  static final String FAVORITES_TITLE = "Favorites";

  /** Length of what follows a year: {@code -MM}. */
  private static final int MONTH_CHARS = 3;

  private static final String NO_DATE = "Photos without a date";

  /** Reads the library's index and divides it as the options say. Assets in the trash are not wished for. */
  static Wish of(Catalog catalog, ExportOptions options) {
    return new Division(options, catalog.albums()::membersOf)
        .wish(taker -> catalog.assets().forEach(AssetState.ACTIVE, taker), catalog.albums().all());
  }

  /** The same for some assets alone: the folders that they should be in, and nothing else of what should be in these. */
  static Wish ofAssets(Catalog catalog, ExportOptions options, SortedSet<Long> assetIds) {
    Map<Long, List<Long>> members = new TreeMap<>();
    for (long id : assetIds) {
      catalog.albums().albumsOf(id).forEach(album -> members.computeIfAbsent(album.id(), first -> new ArrayList<>()).add(id));
    }
    List<StoredAlbum> albums = members.keySet().stream().map(id -> catalog.albums().byId(id).orElseThrow()).toList();
    return new Division(options, members::get)
        .wish(
            taker ->
                assetIds.forEach(
                    id -> catalog.assets().byId(id).filter(stored -> stored.state() == AssetState.ACTIVE).ifPresent(taker)),
            albums);
  }

  /** What the sidecar of an asset has to tell of where it is filed. */
  Filing filing(long assetId) {
    return new Filing(favorites.contains(assetId), albums.getOrDefault(assetId, List.of()));
  }

  /** The work of {@link #of}. */
  private static final class Division {

    /** Hands over all active assets, by id. */
    private interface Assets {
      void forEach(Consumer<StoredAsset> taker);
    }

    private final ExportOptions options;
    private final LongFunction<List<Long>> membersOf;
    private final AlbumFilter filter;

    /** Local year and month of each active asset: {@code YYYY-MM}, {@code YYYY} if no more is known, or empty text. */
    private final Map<Long, String> months = new TreeMap<>();

    private final Map<String, FolderWish> folders = new TreeMap<>();
    private final Set<Long> favorites = new HashSet<>();
    private final Set<Long> filed = new HashSet<>();
    private final Set<Long> accepted = new HashSet<>();
    private final Map<Long, List<AlbumFacts>> albumsWithoutFolder = new HashMap<>();

    /** @param membersOf the ids of the assets in an album, ascending */
    Division(ExportOptions options, LongFunction<List<Long>> membersOf) {
      this.options = options;
      this.membersOf = membersOf;
      this.filter = new AlbumFilter(options.albums(), options.exclude());
    }

    Wish wish(Assets assets, List<StoredAlbum> albums) {
      assets.forEach(this::takeAsset);
      albums.forEach(this::takeAlbum);
      if (options.layout() == Layout.DATES) {
        months.forEach(this::putIntoMonth);
      } else {
        months.forEach(this::putIntoYear);
      }
      List<FolderWish> ordered = new ArrayList<>(folders.values());
      // Albums in the order of their numbers, so that of two with one title the older keeps the plain name.
      Comparator<FolderWish> byNumber = Comparator.comparing(folder -> folder.key().length());
      ordered.sort(Comparator.comparing(FolderWish::kind).thenComparing(byNumber).thenComparing(FolderWish::key));
      return new Wish(ordered, favorites, albumsWithoutFolder);
    }

    /** Content that nobody has hashed cannot be told from other content yet: it comes once the library has read it. */
    private void takeAsset(StoredAsset stored) {
      boolean left = (stored.hidden() && !options.hidden()) || (stored.shared() && !options.shared());
      if (stored.hashed() && !left) {
        months.put(stored.id(), month(stored.asset()));
      }
    }

    private String month(Asset asset) {
      if (asset.details().taken().source() == CaptureTime.Source.NONE) {
        return "";
      }
      var local = asset.details().taken().localTime(options.zone());
      return asset.details().taken().accuracy() == CaptureTime.Accuracy.YEAR
          ? String.format(Locale.ROOT, "%04d", local.getYear())
          : String.format(Locale.ROOT, "%04d-%02d", local.getYear(), local.getMonthValue());
    }

    private void takeAlbum(StoredAlbum stored) {
      Album album = stored.album();
      if (album.kind() == AlbumKind.UNCATEGORIZED || (stored.shared() && !options.shared())) {
        // One's own photos in an album of others are not lost with it.
        return;
      }
      AlbumFacts facts = AlbumFacts.of(stored);
      boolean isFavorites = facts.favorites();
      boolean exported = filter.accepts(facts.title()) && (options.hidden() || !stored.hidden());
      List<Long> members = membersOf.apply(album.id()).stream().filter(months::containsKey).toList();
      if (isFavorites) {
        favorites.addAll(members);
      }
      // A favourites folder that nobody wants must not make its photos vanish; another album that nobody wants does.
      if (exported || !isFavorites) {
        filed.addAll(members);
      }
      if (exported) {
        accepted.addAll(members);
        if (options.layout() == Layout.ALBUMS && !members.isEmpty()) {
          put(stored, facts, members);
        } else if (!isFavorites) {
          members.forEach(id -> albumsWithoutFolder.computeIfAbsent(id, first -> new ArrayList<>(1)).add(facts));
        }
      }
    }

    private void putIntoYear(long assetId, String month) {
      boolean wanted =
          switch (options.yearFolders()) {
            case ALL -> !filed.contains(assetId) || accepted.contains(assetId);
            case UNFILED -> !filed.contains(assetId);
            case NONE -> false;
          };
      if (!wanted) {
        return;
      }
      String year = month.isEmpty() ? "unknown" : yearOf(month);
      String title = month.isEmpty() ? NO_DATE : "Photos from " + year;
      add("year:" + year, title, FolderWish.Kind.YEAR, assetId);
    }

    private void putIntoMonth(long assetId, String month) {
      boolean wanted =
          filed.contains(assetId) ? accepted.contains(assetId) : options.yearFolders() != YearFolders.NONE;
      if (!wanted) {
        return;
      }
      if (month.isEmpty()) {
        add("date:unknown", NO_DATE, FolderWish.Kind.MONTH, assetId);
      } else {
        String year = yearOf(month);
        add("date:" + month, year.equals(month) ? year : year + "/" + month, FolderWish.Kind.MONTH, assetId);
      }
    }

    private static String yearOf(String month) {
      return month.indexOf('-', 1) > 0 ? month.substring(0, month.length() - MONTH_CHARS) : month;
    }

    private void add(String key, String title, FolderWish.Kind kind, long assetId) {
      folders.computeIfAbsent(key, each -> new FolderWish(key, title, kind, Optional.empty(), new ArrayList<>())).assetIds().add(assetId);
    }

    private void put(StoredAlbum stored, AlbumFacts album, List<Long> assetIds) {
      String key = FolderWish.keyOfAlbum(stored.id());
      FolderWish.Kind kind = stored.shared() ? FolderWish.Kind.SHARED_ALBUM : FolderWish.Kind.ALBUM;
      folders.put(key, new FolderWish(key, album.title(), kind, Optional.of(album), assetIds));
    }
  }
}
