package org.stillkeep.media;

import static org.stillkeep.media.MediaSamples.ascii;
import static org.stillkeep.media.MediaSamples.box;
import static org.stillkeep.media.MediaSamples.bytes;
import static org.stillkeep.media.MediaSamples.join;
import static org.stillkeep.media.MediaSamples.u32;

/** A HEIC with one item, the picture, and all the boxes that a writer of metadata asks for. */
final class HeicSample {

  static final byte[] PICTURE = ascii("a picture, as far as anybody looks");

  private HeicSample() {}

  static byte[] file() {
    byte[] ftyp = box("ftyp", ascii("heic\0\0\0\0mif1heic"));
    int metaBytes = meta(0).length;
    return join(ftyp, meta(ftyp.length + metaBytes + 8), box("mdat", PICTURE));
  }

  private static byte[] meta(int pictureAt) {
    byte[] hdlr = box("hdlr", u32(0), u32(0), ascii("pict"), new byte[12], new byte[1]);
    byte[] pitm = box("pitm", u32(0), bytes(0, 1));
    byte[] iloc = box("iloc", u32(0), bytes(0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1), u32(pictureAt), u32(PICTURE.length));
    byte[] iinf = box("iinf", u32(0), bytes(0, 1), box("infe", u32(0x02000000), bytes(0, 1, 0, 0), ascii("hvc1\0")));
    byte[] iref = box("iref", u32(0));
    byte[] ipco = box("ipco", box("ispe", u32(0), u32(40), u32(30)));
    byte[] ipma = box("ipma", u32(0), u32(1), bytes(0, 1, 1, 1));
    return box("meta", u32(0), hdlr, pitm, iloc, iinf, iref, box("iprp", ipco, ipma));
  }
}
