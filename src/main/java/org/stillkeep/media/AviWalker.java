package org.stillkeep.media;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * AVI: a {@link RiffChunk} after the other; a {@code LIST} has a type of its own and holds further chunks.
 *
 * <p>{@code hdrl} tells length and size ({@code avih}), and many cameras put the time of recording there ({@code IDIT});
 * {@code INFO} may hold a day ({@code ICRD}).
 */
final class AviWalker {

  /** The head of a chunk, and the first four bytes of its data: of a list they are its type. */
  private static final int BEGIN_BYTES = RiffChunk.HEAD_BYTES + 4;

  private static final int MAX_TEXT_BYTES = 256;

  private final StreamSlices slices;
  private final Findings findings;

  AviWalker(StreamSlices slices, Findings findings) {
    this.slices = slices;
    this.findings = findings;
  }

  void start() {
    chunkAt(RiffChunk.FIRST_AT);
  }

  private void chunkAt(long offset) {
    slices.want(offset, BEGIN_BYTES, begin -> RiffChunk.at(offset, begin).ifPresent(chunk -> chunk(offset, chunk, begin)));
  }

  private void chunk(long offset, RiffChunk chunk, byte[] begin) {
    if (begin.length < BEGIN_BYTES) {
      // The file ends here: no other chunk can follow.
      return;
    }
    String type = chunk.type();
    if (type.equals("LIST")) {
      String list = Bytes.fourCc(begin, RiffChunk.HEAD_BYTES);
      chunkAt(list.equals("hdrl") || list.equals("INFO") ? offset + BEGIN_BYTES : chunk.next());
    } else if ((type.equals("avih") || type.equals("IDIT") || type.equals("ICRD")) && chunk.length() >= 4) {
      byte[] begun = {begin[8], begin[9], begin[10], begin[11]};
      slices.want(
          offset + BEGIN_BYTES,
          Math.max(1, Math.min(chunk.length() - 4, MAX_TEXT_BYTES)),
          rest -> {
            take(type, begun, rest);
            chunkAt(chunk.next());
          });
    } else {
      chunkAt(chunk.next());
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
