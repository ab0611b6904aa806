package org.stillkeep.media;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * AVI: chunks of {@code type[4], u32 length (little endian), data}, padded to even; a {@code LIST} has a type of its own and
 * holds further chunks.
 *
 * <p>{@code hdrl} tells length and size ({@code avih}), and many cameras put the time of recording there ({@code IDIT});
 * {@code INFO} may hold a day ({@code ICRD}).
 */
final class AviWalker {

  private static final int MAX_TEXT_BYTES = 256;

  private final StreamSlices slices;
  private final Findings findings;

  AviWalker(StreamSlices slices, Findings findings) {
    this.slices = slices;
    this.findings = findings;
  }

  void start() {
    chunkAt(12);
  }

  private void chunkAt(long offset) {
    slices.want(offset, 12, header -> chunk(offset, header));
  }

  private void chunk(long offset, byte[] header) {
    if (header.length < 8) {
      return;
    }
    String type = Bytes.fourCc(header, 0);
    long length = Bytes.u32LittleEndian(header, 4);
    long next = offset + 8 + length + (length & 1);
    if (type.equals("LIST") && header.length == 12) {
      String list = Bytes.fourCc(header, 8);
      chunkAt(list.equals("hdrl") || list.equals("INFO") ? offset + 12 : next);
    } else if ((type.equals("avih") || type.equals("IDIT") || type.equals("ICRD")) && length >= 4) {
      // The header took four bytes of the data already.
      byte[] begun = {header[8], header[9], header[10], header[11]};
      slices.want(
          offset + 12,
          Math.max(1, Math.min(length - 4, MAX_TEXT_BYTES)),
          rest -> {
            take(type, begun, rest);
            chunkAt(next);
          });
    } else {
      chunkAt(next);
    }
  }

  private void take(String type, byte[] begun, byte[] rest) {
    if (!type.equals("avih")) {
      String text = new String(begun, StandardCharsets.ISO_8859_1) + new String(rest, StandardCharsets.ISO_8859_1);
      Stamps.mail(text)
          .or(() -> Stamps.exif(text, Optional.empty()))
          .or(() -> Stamps.iso(text.replace('\0', ' ')))
          .ifPresent(findings::containerTime);
    } else if (rest.length >= 36) {
      long microsOfFrame = Bytes.u32LittleEndian(begun, 0);
      findings.durationMillis(microsOfFrame * Bytes.u32LittleEndian(rest, 12) / 1000);
      findings.size(Bytes.u32LittleEndian(rest, 28), Bytes.u32LittleEndian(rest, 32));
    }
  }
}
