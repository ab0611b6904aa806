package org.stillkeep.inbox;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the names of things in an inbox say before anything is read. */
final class InboxNames {

  /** What browsers, download managers and sync tools append until a file is complete. */
  private static final String UNFINISHED =
      "crdownload|crswap|part|partial|download|opdownload|filepart|tmp|temp|aria2|swp|!ut|!qb|!sync|bc!|fdmdownload"
          + "|downloading|unfinished|ffs_tmp|mega|odtmp|rsls[a-z]|~[0-9a-f]{2,}";

  /**
   * Also Chrome's download without a name yet, Safari's save, Syncthing, GNOME, LibreOffice's locks, Nextcloud, office
   * programs, and rsync's dotted names with a random tail.
   */
  private static final Pattern TEMPORARY =
      Pattern.compile(
          ".*\\.("
              + UNFINISHED
              + ")|unconfirmed \\d+.*|\\(a document being saved by .*|~syncthing~.*|\\.syncthing\\..*|\\.goutputstream-.*"
              + "|\\.~.*|~\\$.*|\\..*\\.(zip|tgz|gz)\\.[a-z0-9]{6}",
          Pattern.CASE_INSENSITIVE);

  /** Stubs that stand for a file until someone asks for it: iCloud's, Synology's, Nextcloud's and ownCloud's. */
  private static final Pattern STUB =
      Pattern.compile("\\..+\\.icloud|.+\\.(cloud|cloudf|nextcloud|owncloud)", Pattern.CASE_INSENSITIVE);

  /** Google's documents lie in a synced folder as links to web pages; there is nothing in them to import, ever. */
  private static final Pattern WEB_LINK =
      Pattern.compile(
          ".+\\.(gdoc|gsheet|gslides|gdraw|gform|gsite|gmap|gjam|gscript|glink|gtable|gnote|gmaillayout|webloc|url|desktop|lnk)",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> LITTER =
      Set.of(
          "thumbs.db", "desktop.ini", "@eadir", "#recycle", "lost+found", "$recycle.bin", "system volume information",
          "__macosx");

  private static final Pattern SPLIT = Pattern.compile(".*\\.(z\\d{2,3}|zip\\.\\d{3})", Pattern.CASE_INSENSITIVE);

  private static final Pattern ARCHIVE = Pattern.compile(".*\\.(zip|tgz|tar\\.gz)", Pattern.CASE_INSENSITIVE);

  private static final Set<String> MEDIA =
      Set.of(
          "jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp", "dng", "cr2", "cr3",
          "nef", "arw", "orf", "rw2", "raf", "pef", "srw", "raw", "mp", "mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp",
          "3g2", "mpg", "mpeg", "mts", "m2ts", "wmv", "mv", "jxl", "insp", "insv");

  private InboxNames() {}

  /** Someone else's name for a file that is not complete. */
  static boolean isTemporary(String name) {
    return TEMPORARY.matcher(name).matches() && !isStub(name);
  }

  /** A small file in place of one whose bytes are elsewhere. */
  static boolean isStub(String name) {
    return STUB.matcher(name).matches();
  }

  /** What systems and programs leave in every folder, links to web pages, and hidden files. */
  static boolean isLitter(String name) {
    return name.startsWith(".")
        || LITTER.contains(name.toLowerCase(Locale.ROOT))
        || WEB_LINK.matcher(name).matches();
  }

  /** A numbered piece of a split ZIP, such as {@code .z01} or {@code .zip.001}. */
  static boolean isSplitPiece(String name) {
    return SPLIT.matcher(name).matches();
  }

  /** A ZIP or TGZ, or a piece of one. */
  static boolean isArchive(String name) {
    return isSplitPiece(name) || ARCHIVE.matcher(name).matches();
  }

  /** A picture or video, by its extension. */
  static boolean isMedia(String name) {
    return MEDIA.contains(extension(name));
  }

  /** Something that can be an archive with one entry: a picture, a video, or a sidecar. */
  static boolean isLooseFile(String name) {
    return isMedia(name) || extension(name).equals("json");
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
