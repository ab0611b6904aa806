package org.stillkeep.takeout;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names files as Google does, from photos to files, and remembers which sidecar describes which. It knows nothing of
 * {@link NameCut}: the rules are written down a second time, in the other direction.
 */
final class GoogleFolder {

  /** How Google named files in the course of the years. */
  enum Era {
    OLD("", true),
    SUPPLEMENTAL(".supplemental-metadata", true),
    UNCUT(".supplemental-metadata", false);

    private final String word;
    private final boolean cuts;

    Era(String word, boolean cuts) {
      this.word = word;
      this.cuts = cuts;
    }
  }

  /** The names of a folder that are taken, numbered in the order in which they come. */
  private static final class Names {

    private final Set<String> taken = new HashSet<>();
    private int lastNumber;

    /** The name with the number wished for, or the next that is free. */
    private String next(String stem, String extension, int wished) {
      for (lastNumber = wished; ; lastNumber++) {
        String name = stem + (lastNumber == 0 ? "" : "(" + lastNumber + ")") + extension;
        if (taken.add(name)) {
          return name;
        }
      }
    }
  }

  private static final int CLOCK_OFFSET_SECONDS = 7_200;

  private final Export export = new Export();
  private final Era era;
  private final String folder;
  private final Names mediaNames = new Names();
  private final Names sidecarNames = new Names();
  private final Map<String, String> sidecarOf = new LinkedHashMap<>();
  private final Map<String, String> originalOf = new LinkedHashMap<>();
  private final Map<String, String> stillOf = new LinkedHashMap<>();

  GoogleFolder(Era era, String folder) {
    this.era = era;
    this.folder = folder;
    export.in(folder);
  }

  /** A photo or video, an edited copy if there is a suffix, and a moving half if there is an extension for it. */
  void photo(String title, long takenSeconds, Optional<String> editedSuffix, Optional<String> liveExtension) {
    String clean = title.replaceAll("[\\\\/:*?\"<>|%&'\\p{Cc}]", "_");
    int dot = clean.lastIndexOf('.');
    boolean typed = dot >= 0 && clean.substring(dot).matches("\\.\\w{2,5}");
    String stem = typed ? clean.substring(0, dot) : clean;
    String extension = typed ? clean.substring(dot) : ".jpg";
    String sidecar = sidecarNames.next(cut(clean + era.word, 46), ".json", 0);
    String media = mediaNames.next(cut(stem, 51 - extension.length()), extension, 0);
    int number = mediaNames.lastNumber;
    add(media, sidecar, clockOf(takenSeconds), liveExtension.map(any -> title + takenSeconds));
    editedSuffix.ifPresent(
        suffix -> {
          String copy = mediaNames.next(cut(stem + suffix, 51 - extension.length()), extension, number);
          add(copy, sidecar, clockOf(takenSeconds), Optional.empty());
          originalOf.put(copy, media);
        });
    liveExtension.ifPresent(
        other -> {
          String video = mediaNames.next(cut(stem, 51 - other.length()), other, 0);
          add(video, sidecar, utcOf(takenSeconds), Optional.of(title + takenSeconds));
          stillOf.put(video, media);
        });
    export.sidecar(sidecar, title.replace("\\", "\\\\").replace("\"", "\\\""), takenSeconds);
  }

  private void add(String media, String sidecar, String clock, Optional<String> identifier) {
    export.media(media).says(clock, null, identifier.orElse(null));
    sidecarOf.put(media, sidecar);
  }

  Export export() {
    return export;
  }

  Set<String> media() {
    return sidecarOf.keySet();
  }

  String sidecarOf(String media) {
    return path(sidecarOf.get(media));
  }

  String originalOf(String media) {
    return originalOf.containsKey(media) ? path(originalOf.get(media)) : null;
  }

  String stillOf(String media) {
    return stillOf.containsKey(media) ? path(stillOf.get(media)) : null;
  }

  String path(String name) {
    return folder + "/" + name;
  }

  /** The first {@code units} UTF-16 units; a surrogate pair at the edge stays whole. */
  private String cut(String text, int units) {
    if (!era.cuts || text.length() <= units) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(units - 1)) ? units + 1 : units);
  }

  private static String clockOf(long seconds) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds + CLOCK_OFFSET_SECONDS), ZoneOffset.UTC).toString();
  }

  private static String utcOf(long seconds) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC).toString();
  }
}
