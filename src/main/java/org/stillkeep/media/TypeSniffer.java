package org.stillkeep.media;

import java.util.Map;
import java.util.Set;

/** Tells a file's type from its first bytes. */
final class TypeSniffer {

  /** Enough for two packets of a transport stream with time codes, the slowest to give itself away. */
  static final int HEAD_BYTES = 4096;

  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1");

  private static final Set<String> QUICKTIME_ATOMS = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

  private static final Map<String, MediaType> TIFF_BY_EXTENSION =
      Map.ofEntries(
          Map.entry("dng", MediaType.DNG),
          Map.entry("cr2", MediaType.CR2),
          Map.entry("nef", MediaType.NEF),
          Map.entry("nrw", MediaType.NEF),
          Map.entry("arw", MediaType.ARW),
          Map.entry("sr2", MediaType.ARW),
          Map.entry("srf", MediaType.ARW),
          Map.entry("pef", MediaType.PEF),
          Map.entry("srw", MediaType.SRW));

  private TypeSniffer() {}

  /** The type of a file that begins with {@code head} and bears the given name. */
  static MediaType sniff(byte[] head, String fileName) {
    MediaType image = image(head, fileName);
    return image == MediaType.UNKNOWN ? video(head) : image;
  }

  private static MediaType image(byte[] head, String fileName) {
    if (Bytes.startsWith(head, 0, "\377\330\377")) {
      return MediaType.JPEG;
    } else if (Bytes.startsWith(head, 0, "\211PNG\r\n\032\n")) {
      return MediaType.PNG;
    } else if (Bytes.startsWith(head, 0, "GIF8")) {
      return MediaType.GIF;
    } else if (Bytes.startsWith(head, 0, "RIFF") && Bytes.startsWith(head, 8, "WEBP")) {
      return MediaType.WEBP;
    } else if (Bytes.startsWith(head, 0, "II*\0") || Bytes.startsWith(head, 0, "MM\0*")) {
      return tiff(head, fileName);
    }
    return rareImage(head);
  }

  private static MediaType tiff(byte[] head, String fileName) {
    return Bytes.startsWith(head, 8, "CR")
        ? MediaType.CR2
        : TIFF_BY_EXTENSION.getOrDefault(MediaType.extensionOf(fileName), MediaType.TIFF);
  }

  private static MediaType rareImage(byte[] head) {
    if (Bytes.startsWith(head, 0, "IIRO") || Bytes.startsWith(head, 0, "IIRS") || Bytes.startsWith(head, 0, "MMOR")) {
      return MediaType.ORF;
    } else if (Bytes.startsWith(head, 0, "IIU\0")) {
      return MediaType.RW2;
    } else if (Bytes.startsWith(head, 0, "FUJIFILMCCD-RAW")) {
      return MediaType.RAF;
    } else if (Bytes.startsWith(head, 0, "BM") && head.length >= 10 && Bytes.u32(head, 6) == 0) {
      return MediaType.BMP;
    } else if (Bytes.startsWith(head, 0, "8BPS\0")) {
      return MediaType.PSD;
    } else if (Bytes.startsWith(head, 0, "\377\012") || Bytes.startsWith(head, 4, "JXL \r\n\207\n")) {
      return MediaType.JXL;
    } else if (Bytes.startsWith(head, 4, "jP  \r\n\207\n")) {
      return MediaType.JPEG_2000;
    }
    return Bytes.startsWith(head, 0, "\0\0\1\0") ? MediaType.ICO : MediaType.UNKNOWN;
  }

  private static MediaType video(byte[] head) {
    if (Bytes.startsWith(head, 4, "ftyp") && head.length >= 12) {
      return brand(head);
    } else if (head.length >= 8 && QUICKTIME_ATOMS.contains(Bytes.fourCc(head, 4))) {
      return MediaType.MOV;
    } else if (Bytes.startsWith(head, 0, "RIFF") && Bytes.startsWith(head, 8, "AVI ")) {
      return MediaType.AVI;
    } else if (Bytes.startsWith(head, 0, "\032E\337\243")) {
      return contains(head, "webm") ? MediaType.WEBM : MediaType.MATROSKA;
    } else if (Bytes.startsWith(head, 0, "\060\046\262\165\216\146\317\021")) {
      return MediaType.ASF;
    } else if (Bytes.startsWith(head, 0, "FLV\1")) {
      return MediaType.FLASH_VIDEO;
    } else if (Bytes.startsWith(head, 0, "\0\0\1\272") || Bytes.startsWith(head, 0, "\0\0\1\263")) {
      return MediaType.MPEG;
    }
    return isTransportStream(head, 0, 188) || isTransportStream(head, 4, 192) ? MediaType.MPEG_TS : MediaType.UNKNOWN;
  }

  /** The major brand decides; the general image brands leave it to the compatible ones. */
  private static MediaType brand(byte[] head) {
    String major = Bytes.fourCc(head, 8);
    if (major.startsWith("avi") || (HEIC_BRANDS.contains(major) && compatibleWith(head, "avif"))) {
      return MediaType.AVIF;
    } else if (HEIC_BRANDS.contains(major)) {
      return MediaType.HEIC;
    } else if (major.equals("crx ")) {
      return MediaType.CR3;
    } else if (major.equals("qt  ")) {
      return MediaType.MOV;
    }
    return major.startsWith("3g") ? MediaType.THREE_GP : MediaType.MP4;
  }

  private static boolean compatibleWith(byte[] head, String brand) {
    long end = Math.min(Math.min(Bytes.u32(head, 0), 256), head.length - 3L);
    for (int at = 16; at < end; at += 4) {
      if (Bytes.fourCc(head, at).equals(brand)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] head, String mark) {
    for (int at = 0; at < Math.min(head.length, 64); at++) {
      if (Bytes.startsWith(head, at, mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTransportStream(byte[] head, int first, int packetBytes) {
    int third = first + 2 * packetBytes;
    return head.length > third && head[first] == 0x47 && head[first + packetBytes] == 0x47 && head[third] == 0x47;
  }
}
