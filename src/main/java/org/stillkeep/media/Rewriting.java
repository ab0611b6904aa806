package org.stillkeep.media;

import java.util.Optional;

/**
 * What EXIF and XMP of one file have to become, whatever container they lie in.
 *
 * @param exif the new EXIF block; empty when it may stay, or stay away
 * @param xmp the new XMP packet; likewise
 */
record Rewriting(Optional<byte[]> exif, Optional<byte[]> xmp) {

  /**
   * Compares what a file says with what it shall say.
   *
   * @param exif the EXIF block that is there; no bytes when there is none
   * @param xmp the XMP packet that is there; no bytes when there is none
   * @throws UnwritableException when one of them cannot be changed without risk
   */
  static Rewriting of(byte[] exif, byte[] xmp, Inscription inscription) throws UnwritableException {
    Findings findings = new Findings(MediaType.UNKNOWN);
    if (exif.length > 0) {
      ExifReader.read(exif, 0, findings);
    }
    XmpReader.read(xmp, 0, xmp.length, findings);
    Inscription lacking = inscription.lackingIn(findings.facts());
    return new Rewriting(ExifWriter.inscribed(exif, lacking), XmpPacket.inscribed(xmp, inscription, lacking));
  }

  boolean isNothing() {
    return exif.isEmpty() && xmp.isEmpty();
  }
}
