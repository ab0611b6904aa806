package org.stillkeep.media;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * MP4, MOV and HEIC: boxes of {@code u32 size (with this header), type[4]}, a size of 1 meaning that 64 bits of size
 * follow, a size of 0 that the box reaches to the end of the file (ISO/IEC 14496-12, 4.2).
 *
 * <p>Walks top-level boxes and the tracks of {@code moov}, wherever in the file it lies; sample tables are passed over, not
 * kept. Nesting deeper than a real file's ends the walk.
 */
final class BoxWalker {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_LEAF_BYTES = 512 * 1024;

  private final StreamSlices slices;
  private final Findings findings;
  private final MovieBoxes movie;

  /** Where each open container ends, innermost first. */
  private final Deque<Long> ends = new ArrayDeque<>();

  BoxWalker(StreamSlices slices, Findings findings) {
    this.slices = slices;
    this.findings = findings;
    this.movie = new MovieBoxes(findings);
  }

  void start() {
    ends.push(Long.MAX_VALUE);
    boxAt(0);
  }

  private void boxAt(long offset) {
    long at = offset;
    // QuickTime ends some containers with four zero bytes: too few for another box.
    while (ends.size() > 1 && at + 8 > ends.peek()) {
      at = ends.pop();
    }
    long start = at;
    slices.want(start, 8, header -> header(start, header));
  }

  private void header(long start, byte[] header) {
    if (header.length < 8) {
      return;
    }
    long size = Bytes.u32(header, 0);
    String type = Bytes.fourCc(header, 4);
    if (size == 1) {
      slices.want(start + 8, 8, large -> largeBox(start, type, large));
    } else {
      box(type, start + 8, size == 0 ? ends.peek() : start + size);
    }
  }

  private void largeBox(long start, String type, byte[] large) {
    long size = large.length < 8 ? -1 : Bytes.u64(large, 0);
    if (size >= 16 && size < Long.MAX_VALUE - start) {
      box(type, start + 16, start + size);
    }
  }

  private void box(String type, long content, long end) {
    if (end < content || end > ends.peek()) {
      return;
    }
    boolean inMovie = ends.size() > 1;
    boolean container = inMovie ? type.equals("trak") || type.equals("udta") : type.equals("moov");
    if (container && ends.size() < MAX_DEPTH) {
      ends.push(end);
      boxAt(content);
    } else if (end > content && end - content <= MAX_LEAF_BYTES && (inMovie ? movie.wants(type) : type.equals("meta"))) {
      slices.want(content, end - content, bytes -> leaf(inMovie, type, bytes, end));
    } else if (end < Long.MAX_VALUE) {
      boxAt(end);
    }
  }

  private void leaf(boolean inMovie, String type, byte[] bytes, long end) {
    if (inMovie) {
      movie.take(type, bytes);
      boxAt(end);
    } else {
      HeifMeta meta = HeifMeta.parse(bytes, findings);
      if (meta.exifOffset() >= end) {
        slices.want(meta.exifOffset(), meta.exifBytes(), exif -> HeifMeta.readExif(exif, findings));
      } else {
        boxAt(end);
      }
    }
  }
}
