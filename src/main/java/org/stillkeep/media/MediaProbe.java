package org.stillkeep.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Watches one file's bytes stream past and says what they tell. Used by one thread, for one file; bounded in memory and
 * time whatever the bytes are: it keeps the first 4 KiB, which tell the type, and then at most one slice of 1 MiB at a time.
 */
public final class MediaProbe {

  /** A TIFF's directories usually lie at its front; those that lie farther behind are not looked for. */
  private static final int TIFF_BYTES = 1 << 20;

  private static final int READ_BYTES = 64 * 1024;

  private final String fileName;
  private final StreamSlices slices = new StreamSlices();
  private byte[] head = new byte[TypeSniffer.HEAD_BYTES];
  private int headBytes;
  private Findings findings;

  /** A probe for a file without a name. */
  public MediaProbe() {
    this("");
  }

  /** @param fileName breaks ties between types that begin alike; otherwise names are not believed */
  public MediaProbe(String fileName) {
    this.fileName = fileName;
  }

  /** Takes the next bytes of the file. */
  public void update(byte[] bytes, int offset, int length) {
    int forHead = findings == null ? Math.min(length, head.length - headBytes) : 0;
    System.arraycopy(bytes, offset, head, headBytes, forHead);
    headBytes += forHead;
    if (findings == null && headBytes == head.length) {
      start();
    }
    if (length > forHead) {
      watch(() -> slices.update(bytes, offset + forHead, length - forHead));
    }
  }

  /** Ends the file and says what was found. */
  public MediaFacts finish() {
    if (findings == null) {
      start();
    }
    watch(slices::finish);
    return findings.facts();
  }

  /**
   * Reads a stream until everything of interest was seen, or its end, or the limit.
   *
   * @throws IOException only when reading fails, never for what is read
   */
  public static MediaFacts read(InputStream in, String fileName, long maxBytes) throws IOException {
    MediaProbe probe = new MediaProbe(fileName);
    byte[] buffer = new byte[READ_BYTES];
    long left = maxBytes;
    while (left > 0 && !probe.satisfied()) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      probe.update(buffer, 0, read);
      left -= read;
    }
    return probe.finish();
  }

  private boolean satisfied() {
    return findings != null && slices.satisfied();
  }

  private void start() {
    byte[] first = Arrays.copyOf(head, headBytes);
    findings = new Findings(TypeSniffer.sniff(first, fileName));
    watch(() -> walk(first));
    watch(() -> slices.update(first, 0, first.length));
  }

  private void walk(byte[] first) {
    switch (findings.type) {
      case JPEG -> new JpegWalker(slices, findings).start(0);
      case PNG -> new PngWalker(slices, findings).start();
      case WEBP -> new WebpWalker(slices, findings).start();
      case AVI -> new AviWalker(slices, findings).start();
      case HEIC, AVIF, MP4, MOV, THREE_GP, CR3 -> new BoxWalker(slices, findings).start();
      case TIFF, DNG, CR2, NEF, ARW, PEF, SRW, ORF, RW2 ->
          slices.want(0, TIFF_BYTES, bytes -> ExifReader.read(bytes, 0, findings));
      case RAF -> embeddedJpeg(first);
      case GIF -> gif(first);
      default -> {
        // The other formats hold nothing we could use, or hide it too well.
      }
    }
  }

  /** Fuji's raw files hold a whole JPEG with all EXIF; its offset stands at byte 84. */
  private void embeddedJpeg(byte[] first) {
    if (first.length >= 88) {
      new JpegWalker(slices, findings).start(Bytes.u32(first, 84));
    }
  }

  private void gif(byte[] first) {
    if (first.length >= 10) {
      long size = Bytes.u32LittleEndian(first, 6);
      findings.size(size & 0xFFFF, size >> 16);
    }
  }

  /**
   * A walker that stumbles over hostile bytes ends its walk; what it had found stays. This is the one place where that is
   * decided, so that no walker needs to foresee every lie.
   */
  private void watch(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      slices.want(-1, 0, ignored -> {});
    }
  }
}
