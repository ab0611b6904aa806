package org.stillkeep.media;

import java.util.Optional;

/** The XMP file beside a picture, which digiKam, darktable and Immich read as {@code IMG_1.jpg.xmp}. */
public final class XmpSidecar {

  private XmpSidecar() {}

  /**
   * The file's bytes; the same facts give the same bytes.
   *
   * @param title the name that the owner knows the picture by
   * @param fileName the name of the file that lies beside it; the title is written only where it differs
   */
  public static byte[] of(Inscription inscription, String title, String fileName) {
    return XmpPacket.sidecar(inscription, title.equals(fileName) ? Optional.empty() : Optional.of(title));
  }
}
