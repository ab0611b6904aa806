package org.stillkeep.takeout;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an extension promises; the bytes may know better. */
enum MediaType {
  PHOTO,
  RAW,
  VIDEO,
  /** The moving half of a motion photo: {@code .MP}, {@code .MV}, {@code .MP~2}, {@code .COVER}. */
  CLIP,
  /** No extension, or one that means nothing to us. */
  UNKNOWN;

  private static final Set<String> PHOTOS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "heic", "heif", "avif", "bmp", "tif", "tiff", "jxl",
          "hif", "heics", "mpo", "jps", "insp", "apng", "jp2", "psd");
  private static final Set<String> RAWS =
      Set.of("dng", "cr2", "cr3", "crw", "nef", "nrw", "arw", "srf", "sr2", "orf", "rw2", "raf", "pef", "srw", "x3f",
          "rwl", "iiq", "3fr", "kdc", "dcr", "mrw", "erf", "mos", "gpr");
  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "mov", "m4v", "avi", "mkv", "webm", "3gp", "3g2", "mpg", "mpeg", "wmv", "flv", "mts", "m2ts", "m2t", "mod",
          "tod", "mmv", "asf", "divx", "ts", "vob", "ogv", "qt", "insv", "m2v", "mxf", "f4v", "amv");

  private static final Pattern CLIPS = Pattern.compile("(mp|mv)(~\\d+)?|cover|mp_original");

  static MediaType ofExtension(String dotExtension) {
    if (dotExtension.isEmpty()) {
      return UNKNOWN;
    }
    String bare = dotExtension.substring(1).toLowerCase(Locale.ROOT);
    if (PHOTOS.contains(bare)) {
      return PHOTO;
    }
    if (RAWS.contains(bare)) {
      return RAW;
    }
    if (VIDEOS.contains(bare)) {
      return VIDEO;
    }
    return CLIPS.matcher(bare).matches() ? CLIP : UNKNOWN;
  }

  boolean isStill() {
    return this == PHOTO || this == RAW;
  }

  boolean moves() {
    return this == VIDEO || this == CLIP;
  }
}
