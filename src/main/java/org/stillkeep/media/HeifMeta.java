package org.stillkeep.media;

/**
 * The {@code meta} box of a HEIC or AVIF file: which item is EXIF ({@code iinf}), where it lies ({@code iloc}), and how
 * large the pictures are ({@code ispe}).
 *
 * @param exifOffset where in the file the EXIF item lies; −1 when there is none
 * @param exifBytes its length, at most 256 KiB
 */
record HeifMeta(long exifOffset, int exifBytes) {

  private static final int MAX_EXIF_BYTES = 256 * 1024;
  private static final int MAX_BOXES = 2_000;
  private static final HeifMeta NONE = new HeifMeta(-1, 0);

  /** Reads the box's content, and adds the picture's size to the findings. */
  static HeifMeta parse(byte[] meta, Findings findings) {
    Cursor boxes = new Cursor(meta, 4, meta.length);
    long exifItem = -1;
    Cursor locations = null;
    while (boxes.next()) {
      switch (boxes.type) {
        case "iinf" -> exifItem = exifItem(boxes.content());
        case "iloc" -> locations = boxes.content();
        case "iprp" -> sizes(boxes.content(), findings);
        default -> {
          // Handlers, references and other properties say nothing we ask for.
        }
      }
    }
    return exifItem < 0 || locations == null ? NONE : locate(exifItem, locations);
  }

  /** An EXIF item is {@code u32 n}, n more bytes, then the TIFF structure. */
  static void readExif(byte[] item, Findings findings) {
    long skip = item.length < 4 ? Long.MAX_VALUE : 4 + Bytes.u32(item, 0);
    if (skip < item.length) {
      ExifReader.read(item, (int) skip, findings);
    }
  }

  private static long exifItem(Cursor iinf) {
    int version = iinf.u8();
    iinf.skip(3);
    iinf.unsigned(version == 0 ? 2 : 4);
    while (iinf.next()) {
      Cursor entry = iinf.content();
      int entryVersion = entry.u8();
      entry.skip(3);
      long item = entry.unsigned(entryVersion == 3 ? 4 : 2);
      entry.skip(2);
      if (entryVersion >= 2 && entry.fourCc().equals("Exif")) {
        return item;
      }
    }
    return -1;
  }

  private static HeifMeta locate(long wanted, Cursor iloc) {
    int version = iloc.u8();
    iloc.skip(3);
    int sizes = (int) iloc.unsigned(2);
    int offsetWidth = sizes >> 12;
    int lengthWidth = sizes >> 8 & 15;
    int baseWidth = sizes >> 4 & 15;
    int indexWidth = version == 0 ? 0 : sizes & 15;
    long items = iloc.unsigned(version < 2 ? 2 : 4);
    for (long i = 0; i < items && iloc.hasMore(); i++) {
      long item = iloc.unsigned(version < 2 ? 2 : 4);
      long method = version == 0 ? 0 : iloc.unsigned(2) & 15;
      iloc.skip(2);
      long base = iloc.unsigned(baseWidth);
      long extents = iloc.unsigned(2);
      for (long e = 0; e < extents && iloc.hasMore(); e++) {
        iloc.unsigned(indexWidth);
        long offset = base + iloc.unsigned(offsetWidth);
        long length = iloc.unsigned(lengthWidth);
        if (item == wanted && method == 0 && length > 0) {
          return new HeifMeta(offset, (int) Math.min(length, MAX_EXIF_BYTES));
        }
      }
    }
    return NONE;
  }

  private static void sizes(Cursor iprp, Findings findings) {
    while (iprp.next()) {
      if (iprp.type.equals("ipco")) {
        Cursor properties = iprp.content();
        while (properties.next()) {
          if (properties.type.equals("ispe")) {
            Cursor size = properties.content();
            size.skip(4);
            findings.size(size.unsigned(4), size.unsigned(4));
          }
        }
      }
    }
  }

  /** Reads forward inside one box. Past its end everything is 0, so that no length needs a check of its own. */
  private static final class Cursor {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int boxEnd;
    private int boxes;
    private String type = "";

    Cursor(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.end = end;
      this.at = from;
      this.boxEnd = from;
    }

    /** Steps to the next child box. */
    boolean next() {
      at = Math.max(at, boxEnd);
      if (end - at < 8 || boxes++ >= MAX_BOXES) {
        return false;
      }
      long size = Bytes.u32(bytes, at);
      if (size < 8 || size > end - at) {
        return false;
      }
      type = Bytes.fourCc(bytes, at + 4);
      boxEnd = at + (int) size;
      at += 8;
      return true;
    }

    Cursor content() {
      return new Cursor(bytes, at, boxEnd);
    }

    boolean hasMore() {
      return at < end;
    }

    void skip(int count) {
      at = Math.min(end, at + count);
    }

    int u8() {
      return (int) unsigned(1);
    }

    String fourCc() {
      String text = end - at < 4 ? "" : Bytes.fourCc(bytes, at);
      skip(4);
      return text;
    }

    long unsigned(int width) {
      long value = end - at < width ? 0 : Bytes.unsigned(bytes, at, width);
      skip(width);
      return value;
    }
  }
}
