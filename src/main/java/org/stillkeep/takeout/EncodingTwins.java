package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Some TGZ archives write the folder of the media in another encoding than the folder of the sidecars, {@code b©rnehaven}
 * and {@code børnehaven}: two folders for one album, which this puts together again.
 */
final class EncodingTwins {

  private static final Pattern FOREIGN = Pattern.compile("[\\P{ASCII}?]+");

  /** Names with less plain text than this say too little to be called the same. */
  private static final int LEAST_PLAIN_UNITS = 4;

  private EncodingTwins() {}

  /** Moves the media of each such folder to the folder that has its sidecars, and drops the empty one. */
  static void merge(Map<String, Folder> folders) {
    Map<String, List<Folder>> bySkeleton = new HashMap<>();
    for (Folder folder : folders.values()) {
      if (FOREIGN.matcher(folder.name).find() && FOREIGN.matcher(folder.name).replaceAll("").length() >= LEAST_PLAIN_UNITS) {
        String skeleton = FOREIGN.matcher(folder.path).replaceAll("?");
        bySkeleton.computeIfAbsent(skeleton, each -> new ArrayList<>()).add(folder);
      }
    }
    bySkeleton.values().stream().filter(twins -> twins.size() == 2).forEach(twins -> merge(folders, twins));
  }

  private static void merge(Map<String, Folder> folders, List<Folder> twins) {
    boolean firstHasText = hasText(twins.get(0));
    Folder texts = firstHasText ? twins.get(0) : twins.get(1);
    Folder media = firstHasText ? twins.get(1) : twins.get(0);
    if (hasText(media) || !texts.media.isEmpty() || !areRelated(media, texts)) {
      return;
    }
    for (Media each : media.media) {
      texts.media.add(new Media(texts, each.row()));
    }
    folders.remove(media.path);
  }

  private static boolean hasText(Folder folder) {
    return !folder.sides.isEmpty() || !folder.albumTexts.isEmpty();
  }

  private static boolean areRelated(Folder media, Folder texts) {
    Set<String> described = new HashSet<>();
    for (Side side : texts.sides) {
      side.name().readings().forEach(reading -> described.add(Rule.key(reading.name(), reading.index())));
    }
    return media.media.stream().flatMap(each -> Rules.keysAsIs(each.name()).stream()).anyMatch(described::contains);
  }
}
