package org.stillkeep.takeout;

import java.util.List;
import java.util.function.Function;

/**
 * One way in which the names of a media file and a sidecar of the same folder belong together: both yield keys, and equal
 * keys meet. So each rule costs one pass over the folder, however large.
 *
 * @param name shown to users as the reason of a pairing
 * @param confidence of its pairings
 */
record Rule(
    String name,
    Confidence confidence,
    Function<MediaName, List<String>> mediaKeys,
    Function<Side, List<String>> sidecarKeys) {

  /** The key of a name and its number; no file name contains the separator. */
  static String key(String name, int index) {
    return index == 0 ? name : name + '\u0000' + index;
  }
}
