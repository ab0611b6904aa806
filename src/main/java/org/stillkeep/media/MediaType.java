package org.stillkeep.media;

import java.util.List;
import java.util.Locale;

/** What a media file is, told by its first bytes. */
public enum MediaType {
  JPEG(Family.PHOTO, "jpg jpeg jpe jfif mp screen"),
  PNG(Family.PHOTO, "png"),
  GIF(Family.PHOTO, "gif"),
  WEBP(Family.PHOTO, "webp"),
  HEIC(Family.PHOTO, "heic heif hif"),
  AVIF(Family.PHOTO, "avif"),
  JXL(Family.PHOTO, "jxl"),
  JPEG_2000(Family.PHOTO, "jp2 jpf jpx j2k"),
  BMP(Family.PHOTO, "bmp"),
  ICO(Family.PHOTO, "ico"),
  PSD(Family.PHOTO, "psd"),
  TIFF(Family.PHOTO, "tif tiff"),
  /** Camera raw formats built on TIFF; which one is told by the extension. */
  DNG(Family.PHOTO, "dng"),
  CR2(Family.PHOTO, "cr2"),
  NEF(Family.PHOTO, "nef nrw"),
  ARW(Family.PHOTO, "arw srf sr2"),
  PEF(Family.PHOTO, "pef"),
  SRW(Family.PHOTO, "srw"),
  /** Camera raw formats with a signature of their own. */
  CR3(Family.PHOTO, "cr3"),
  ORF(Family.PHOTO, "orf"),
  RW2(Family.PHOTO, "rw2 rwl"),
  RAF(Family.PHOTO, "raf"),
  MP4(Family.VIDEO, "mp4 m4v mp mv"),
  MOV(Family.VIDEO, "mov qt"),
  THREE_GP(Family.VIDEO, "3gp 3g2"),
  AVI(Family.VIDEO, "avi"),
  MATROSKA(Family.VIDEO, "mkv"),
  WEBM(Family.VIDEO, "webm"),
  ASF(Family.VIDEO, "wmv asf"),
  FLASH_VIDEO(Family.VIDEO, "flv"),
  MPEG(Family.VIDEO, "mpg mpeg mod vob"),
  MPEG_TS(Family.VIDEO, "mts m2ts ts tod"),
  /** Bytes that say nothing to us: kept and exported as they are. */
  UNKNOWN(Family.NEITHER, "");

  private enum Family {
    PHOTO,
    VIDEO,
    NEITHER
  }

  private final Family family;
  private final String extensions;

  MediaType(Family family, String extensions) {
    this.family = family;
    this.extensions = extensions;
  }

  /** Whether this is a still image (an animation among them). */
  public boolean isPhoto() {
    return family == Family.PHOTO;
  }

  /** Whether this is a video. */
  public boolean isVideo() {
    return family == Family.VIDEO;
  }

  /** The type of a file that begins so, whatever it is called. */
  public static MediaType ofHead(byte[] head) {
    return TypeSniffer.sniff(head, "");
  }

  /** Extensions in use for this type, lower case, without dot, the usual one first; none for {@link #UNKNOWN}. */
  public List<String> extensions() {
    return extensions.isEmpty() ? List.of() : List.of(extensions.split(" "));
  }

  /** The part after the last dot, in lower case; empty when there is none. */
  static String extensionOf(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
