package org.stillkeep.takeout;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the moving halves of stills within a folder: iPhone's {@code IMG_1.HEIC} and {@code IMG_1.MOV}, and the clip of a
 * motion photo, {@code PXL_1.MP.jpg} and {@code PXL_1.MP}, which is the still's name without {@code .jpg}.
 */
final class LivePhotos {

  /** Moving halves last up to about three seconds on either side of the shot. */
  private static final long LONGEST_MILLIS = 6_500;

  /** Halves outside of these sizes are asked for their length; the small ones cost nothing to read. */
  private static final long USUAL_BYTES_FROM = 256 << 10;

  private static final long USUAL_BYTES_TO = 12 << 20;
  private static final Duration SAME_SHOT = Duration.ofSeconds(3);

  /** A real still has one or two files of its name beside it, and a few more in other parts. */
  private static final int MOST_NAMESAKES = 50;

  /** More stills of one name are not opened to find the one that shares an identifier with a video. */
  private static final int LARGEST_FAMILY = 1_000;

  private final EmbeddedFacts embedded;
  /** Before the keys of cut stems; no file name contains it. */
  private static final String CUT = "cut/";

  /** Numbers of more files of one name are looked up once only. */
  private static final int FEW = 8;

  private final KeyIndex<Media> stillsByStem = new KeyIndex<>();

  /** Under the base; under the stem as well where its number may be the end of a title, and under what a cut left of it. */
  private final KeyIndex<Media> stillsByBase = new KeyIndex<>();

  private final KeyIndex<Media> videosByName = new KeyIndex<>();

  /** The highest number of the stills of a base, and of the videos of a name, where there are many. */
  private final Map<String, Integer> highestNumbers = new HashMap<>();

  LivePhotos(EmbeddedFacts embedded) {
    this.embedded = embedded;
  }

  /** Pairs the halves of one folder; an object serves one folder. */
  void pair(Folder folder) {
    List<Media> videos = new ArrayList<>();
    for (Media each : folder.media) {
      MediaName name = each.name();
      if (name.type() == MediaType.PHOTO) {
        addStill(each, name);
      } else if (name.type() != MediaType.RAW) {
        videos.add(each);
        videosByName.add(NameCut.folded(name.withoutIndex()), each);
      }
    }
    videos.sort(Comparator.comparing((Media each) -> !each.name().extension().equalsIgnoreCase(".mov")));
    for (Media video : videos) {
      if (video.candidates().isEmpty()) {
        stillOf(video).ifPresent(still -> join(still, video));
      }
    }
  }

  private void addStill(Media still, MediaName name) {
    stemKeys(name).forEach(key -> stillsByStem.add(key, still));
    stillsByBase.add(NameCut.folded(name.base()), still);
    if (name.index() > 0) {
      stillsByBase.add(NameCut.folded(name.stem()), still);
    }
    cutStems(name).forEach(cut -> stillsByBase.add(CUT + cut, still));
  }

  private static void join(Media still, Media video) {
    if (still.liveVideo().isEmpty()) {
      video.isMovingHalfOf(still);
    } else if (video.isOpen() && still.match().isPresent()) {
      video.share(still.match().get().side(), "another version of a moving half", Confidence.MEDIUM);
    }
  }

  private Optional<Media> stillOf(Media video) {
    MediaName name = video.name();
    List<Media> named = namesakes(name);
    List<Media> family = family(name, named);
    if (family.isEmpty() || named.size() > MOST_NAMESAKES) {
      return Optional.empty();
    }
    boolean numbersMayDiffer = video.isOpen() && numbersMayDiffer(name, named);
    int videos = videosByName.count(NameCut.folded(name.withoutIndex()));
    boolean nameSuffices = named.size() == 1 && !numbersMayDiffer && family.size() <= videos;
    if (video.isOpen() && !nameSuffices && family.size() <= LARGEST_FAMILY) {
      Optional<Media> still = byContent(video, family);
      if (still.isPresent()) {
        return still;
      }
    }
    List<Media> possible = named.stream().filter(still -> mayBelong(still, video)).toList();
    if (numbersMayDiffer && !possible.isEmpty()) {
      video.ambiguous(sidesOf(family));
      return Optional.empty();
    }
    return possible.stream()
        .min(Comparator.comparing((Media still) -> !isHeic(still)).thenComparing(still -> still.match().isEmpty()));
  }

  /** All stills of the video's name, whatever their numbers. */
  private List<Media> family(MediaName video, List<Media> named) {
    Set<Media> family = new LinkedHashSet<>(named);
    family.addAll(stillsByBase.get(NameCut.folded(video.base()), LARGEST_FAMILY + 1));
    if (video.index() > 0) {
      family.addAll(stillsByBase.get(NameCut.folded(video.stem()), LARGEST_FAMILY + 1));
    }
    cutStems(video).forEach(cut -> family.addAll(stillsByBase.get(CUT + cut, LARGEST_FAMILY + 1)));
    return List.copyOf(family);
  }

  private static List<Side> sidesOf(List<Media> stills) {
    return stills.stream().flatMap(still -> still.match().stream()).map(Media.Match::side).distinct().toList();
  }

  /** Where a photo was converted too, the moving half is the original's. */
  private static boolean isHeic(Media still) {
    return still.name().extension().toLowerCase(Locale.ROOT).startsWith(".hei");
  }

  /** The stills that the video's name, with its number, points to. */
  private List<Media> namesakes(MediaName name) {
    String stillWithoutExtension = Rule.key(NameCut.folded(name.withoutIndex()), name.index());
    List<String> keys = new ArrayList<>(3);
    if (name.type() != MediaType.UNKNOWN) {
      keys.addAll(stemKeys(name));
    }
    keys.add(name.type() == MediaType.VIDEO ? keys.size() : 0, stillWithoutExtension);
    for (String key : keys) {
      List<Media> stills = stillsByStem.get(key, MOST_NAMESAKES + 1);
      if (!stills.isEmpty()) {
        return stills;
      }
    }
    return List.of();
  }

  /** The stem with its number; for names as long as cut ones also what a cut would have left of it. */
  private static List<String> stemKeys(MediaName name) {
    List<String> keys = new ArrayList<>(2);
    keys.add(Rule.key(NameCut.folded(name.base()), name.index()));
    for (String cut : cutStems(name)) {
      keys.add(CUT + Rule.key(cut, name.index()));
    }
    return keys;
  }

  /** What a cut left of the stem, whatever the length of the extension; empty for names that no cut can have made. */
  private static List<String> cutStems(MediaName name) {
    if (!NameCut.mayBeCut(name.base(), name.extension())) {
      return List.of();
    }
    return NameCut.countedForms(name.base()).stream()
        .filter(base -> base.length() >= NameCut.SIDECAR_UNITS)
        .map(base -> NameCut.folded(NameCut.normalized(base.substring(0, NameCut.SIDECAR_UNITS))))
        .toList();
  }

  /** Stills and videos of a repeated name are numbered apart; the numbers agree only where each still has its video. */
  private boolean numbersMayDiffer(MediaName video, List<Media> named) {
    String base = NameCut.folded(named.isEmpty() ? video.base() : named.get(0).name().base());
    boolean numberIsTitle =
        video.index() > 0 && stillsByBase.get(NameCut.folded(video.stem())).stream().anyMatch(still -> still.name().base().equals(video.stem()));
    return numberIsTitle || highestNumber(stillsByBase, base) != highestNumber(videosByName, NameCut.folded(video.withoutIndex()));
  }

  private int highestNumber(KeyIndex<Media> media, String key) {
    return media.count(key) <= FEW ? highestNumber(media.get(key)) : highestNumbers.computeIfAbsent(key, each -> highestNumber(media.get(each)));
  }

  /** Edited copies have the number of their original, or one that no video has. */
  private static int highestNumber(List<Media> media) {
    return media.stream().filter(each -> each.editedOf().isEmpty()).mapToInt(each -> each.name().index()).max().orElse(0);
  }

  private Optional<Media> byContent(Media video, List<Media> family) {
    Optional<String> identifier = embedded.contentIdentifier(video);
    Optional<Media> twin =
        onlyOne(family, still -> embedded.contentIdentifier(still).isPresent()
            && still.contentIdentifier().equals(identifier));
    return twin.isPresent() ? twin : onlyOne(family, still -> isSameShot(still, video));
  }

  private static boolean isSameShot(Media still, Media video) {
    Optional<Instant> filmed = video.embeddedTime().map(time -> time.toInstant(ZoneOffset.UTC));
    return isSameShot(takenAt(still), filmed);
  }

  private static boolean isSameShot(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent()
        && other.isPresent()
        && Duration.between(one.get(), other.get()).abs().compareTo(SAME_SHOT) <= 0;
  }

  private static Optional<Instant> takenAt(Media media) {
    return media.match().flatMap(match -> match.side().takenAt());
  }

  private static Optional<Media> onlyOne(List<Media> family, Predicate<Media> test) {
    List<Media> found = family.stream().filter(test).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** A video with a sidecar of its own is a half only if both sidecars tell one time. */
  private boolean mayBelong(Media still, Media video) {
    if (video.hasOwn()) {
      return video.name().type().moves() && isSameShot(takenAt(still), takenAt(video));
    }
    Optional<String> stillIdentifier = still.contentIdentifier();
    Optional<String> videoIdentifier = video.contentIdentifier();
    if (stillIdentifier.isPresent() && videoIdentifier.isPresent()) {
      return stillIdentifier.equals(videoIdentifier);
    }
    return !isCopyOfAnotherVideo(video) && isShort(video);
  }

  /** An edited copy of a video that is a photo's neighbour by its name only, as its original is. */
  private boolean isCopyOfAnotherVideo(Media video) {
    MediaName name = video.name();
    return EditedCopies.withoutSuffix(name.base())
        .map(base -> videosByName.get(NameCut.folded(base + name.extension()), MOST_NAMESAKES))
        .filter(originals -> originals.stream().anyMatch(each -> each.hasOwn() && each.name().index() == name.index()))
        .isPresent();
  }

  private boolean isShort(Media video) {
    long bytes = video.sizeBytes();
    boolean usual = bytes >= USUAL_BYTES_FROM && bytes <= USUAL_BYTES_TO;
    OptionalLong millis = usual ? video.durationMillis() : embedded.durationMillis(video);
    return millis.isEmpty() || millis.getAsLong() <= LONGEST_MILLIS;
  }
}
