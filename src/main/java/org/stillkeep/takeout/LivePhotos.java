package org.stillkeep.takeout;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final KeyIndex<Media> stillsByStem = new KeyIndex<>();
  private final KeyIndex<Media> stillsByBase = new KeyIndex<>();
  private final KeyIndex<Media> videosByBase = new KeyIndex<>();

  /** How many different numbers the stills of a base have, where somebody asked. */
  private final Map<String, Long> numbersOfBase = new HashMap<>();

  LivePhotos(EmbeddedFacts embedded) {
    this.embedded = embedded;
  }

  /** Pairs the halves of one folder; an object serves one folder. */
  void pair(Folder folder) {
    List<Media> videos = new ArrayList<>();
    for (Media each : folder.media) {
      if (each.name().type() == MediaType.PHOTO) {
        stemKeys(each.name()).forEach(key -> stillsByStem.add(key, each));
        stillsByBase.add(NameCut.folded(each.name().base()), each);
      } else if (each.name().type() != MediaType.RAW) {
        videos.add(each);
        videosByBase.add(NameCut.folded(each.name().base()), each);
      }
    }
    videos.sort(Comparator.comparing((Media each) -> !each.name().extension().equalsIgnoreCase(".mov")));
    for (Media video : videos) {
      stillOf(video).ifPresent(still -> join(still, video));
    }
  }

  private static void join(Media still, Media video) {
    if (still.liveVideo().isEmpty()) {
      video.isMovingHalfOf(still);
    } else if (video.isOpen() && still.match().isPresent()) {
      video.share(still.match().get().side(), "another version of a moving half", Confidence.MEDIUM);
    }
  }

  private Optional<Media> stillOf(Media video) {
    String base = NameCut.folded(video.name().base());
    int family = stillsByBase.count(base);
    List<Media> named = namesakes(video);
    if ((family == 0 && named.isEmpty()) || named.size() > MOST_NAMESAKES) {
      return Optional.empty();
    }
    if (!video.hasOwn() && family <= LARGEST_FAMILY && (named.isEmpty() || numbersMayDiffer(base))) {
      Optional<Media> still = byContent(video, stillsByBase.get(base));
      if (still.isPresent()) {
        return still;
      }
    }
    return named.stream()
        .filter(still -> mayBelong(still, video))
        .min(Comparator.comparing((Media still) -> !isHeic(still)).thenComparing(still -> still.match().isEmpty()));
  }

  /** Where a photo was converted too, the moving half is the original's. */
  private static boolean isHeic(Media still) {
    return still.name().extension().toLowerCase(Locale.ROOT).startsWith(".hei");
  }

  /** The stills that the video's name, with its number, points to. */
  private List<Media> namesakes(Media video) {
    MediaName name = video.name();
    List<Media> stills =
        name.type() == MediaType.VIDEO
            ? List.of()
            : stillsByStem.get(Rule.key(NameCut.folded(name.withoutIndex()), name.index()), MOST_NAMESAKES + 1);
    if (!stills.isEmpty() || name.type() == MediaType.UNKNOWN) {
      return stills;
    }
    for (String key : stemKeys(name)) {
      stills = stillsByStem.get(key, MOST_NAMESAKES + 1);
      if (!stills.isEmpty()) {
        return stills;
      }
    }
    return stills;
  }

  /** The stem with its number; for names as long as cut ones also what a cut would have left of it. */
  private static List<String> stemKeys(MediaName name) {
    String stem = Rule.key(NameCut.folded(name.base()), name.index());
    if (!NameCut.mayBeCut(name.base(), name.extension())) {
      return List.of(stem);
    }
    String cut = name.base().substring(0, Math.min(NameCut.SIDECAR_UNITS, name.base().length()));
    return List.of(stem, "cut " + Rule.key(NameCut.folded(cut), name.index()));
  }

  /** Stills and videos of a repeated name are numbered apart; numbers agree only where each still has its video. */
  private boolean numbersMayDiffer(String base) {
    long numbers = numbersOfBase.computeIfAbsent(base, this::numbers);
    return numbers > 1 && videosByBase.count(base) != numbers;
  }

  private long numbers(String base) {
    return stillsByBase.get(base).stream().mapToInt(still -> still.name().index()).distinct().count();
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
    return isShort(video);
  }

  private boolean isShort(Media video) {
    long bytes = video.sizeBytes();
    boolean usual = bytes >= USUAL_BYTES_FROM && bytes <= USUAL_BYTES_TO;
    OptionalLong millis = usual ? video.durationMillis() : embedded.durationMillis(video);
    return millis.isEmpty() || millis.getAsLong() <= LONGEST_MILLIS;
  }
}
