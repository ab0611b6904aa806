package org.stillkeep.media;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies a photo or video and writes into the copy what its file shall say, without touching a pixel: only metadata is
 * exchanged, by containers' own rules. JPEG streams past with its head in memory; PNG and WebP are held in memory up to
 * {@value #MAX_WHOLE_BYTES} bytes. What is of another kind, or cannot be changed without risk, is copied as it is.
 */
public final class Inscriber {

  /** What became of a copy. */
  public enum Result {
    /** It is the file as it was, which says all of it already. */
    RIGHT_ALREADY,
    /** It says now what it shall say. */
    INSCRIBED,
    /** It is the file as it was; {@link ExifTool} may be able to do it. */
    FOR_EXIFTOOL,
    /** It is the file as it was, and nothing can be written into its kind. */
    IMPOSSIBLE
  }

  /**
   * A copy that was made.
   *
   * @param type what the bytes are
   * @param lacking what the copy does not say, or says wrongly
   */
  public record Copied(Result result, MediaType type, Inscription lacking) {}

  static final int MAX_WHOLE_BYTES = 16 << 20;

  private static final Set<MediaType> FOR_EXIFTOOL =
      EnumSet.of(
          MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.HEIC, MediaType.AVIF, MediaType.JXL, MediaType.TIFF,
          MediaType.DNG, MediaType.CR2, MediaType.NEF, MediaType.ARW, MediaType.PEF, MediaType.SRW, MediaType.CR3,
          MediaType.ORF, MediaType.RW2, MediaType.RAF, MediaType.MP4, MediaType.MOV, MediaType.THREE_GP);

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Inscription inscription;
  private final OutputStream target;

  private Inscriber(Inscription inscription, OutputStream target) {
    this.inscription = inscription;
    this.target = target;
  }

  /**
   * Copies a file to its end; both streams stay open.
   *
   * @param fileName tells types apart that begin alike
   * @throws IOException when reading or writing fails, never for what is read
   */
  public static Copied copy(InputStream content, String fileName, Inscription inscription, OutputStream target)
      throws IOException {
    byte[] head = content.readNBytes(TypeSniffer.HEAD_BYTES);
    MediaType type = TypeSniffer.sniff(head, fileName);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), new Unclosed(content));
    Inscriber inscriber = new Inscriber(inscription, target);
    return switch (type) {
      case JPEG -> inscriber.copyJpeg(whole);
      case PNG, WEBP -> inscriber.copyWhole(whole, type);
      default -> inscriber.copyAsItIs(whole, fileName);
    };
  }

  /** A sequence closes its parts at their end; this one is the caller's. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream content) {
      super(content);
    }

    @Override
    public void close() {
      // The caller does.
    }
  }

  private Copied copyJpeg(InputStream content) throws IOException {
    JpegHead head = JpegHead.read(content);
    Copied copied = write(head.bytes(), MediaType.JPEG, () -> head.rewritten(inscription));
    pass(content, Optional.empty());
    return copied;
  }

  private Copied copyWhole(InputStream content, MediaType type) throws IOException {
    byte[] file = content.readNBytes(MAX_WHOLE_BYTES);
    boolean more = file.length == MAX_WHOLE_BYTES;
    Copied copied =
        write(
            file,
            type,
            () -> {
              if (more) {
                throw new UnwritableException("it is too large to be held in memory");
              }
              return type == MediaType.PNG
                  ? PngChunks.rewritten(file, inscription)
                  : WebpChunks.rewritten(file, inscription);
            });
    pass(content, Optional.empty());
    return copied;
  }

  private interface Rewriter {
    Optional<List<Piece>> rewritten() throws UnwritableException;
  }

  private Copied write(byte[] original, MediaType type, Rewriter rewriter) throws IOException {
    Optional<List<Piece>> rewritten;
    Result result;
    try {
      rewritten = rewriter.rewritten();
      result = rewritten.isPresent() ? Result.INSCRIBED : Result.RIGHT_ALREADY;
    } catch (UnwritableException | RuntimeException e) {
      // Whatever a hostile file made us stumble over: its copy is the file as it is.
      rewritten = Optional.empty();
      result = Result.FOR_EXIFTOOL;
    }
    Piece.write(rewritten.orElse(List.of(Piece.of(original))), target);
    return new Copied(result, type, inscription);
  }

  private Copied copyAsItIs(InputStream content, String fileName) throws IOException {
    MediaProbe probe = new MediaProbe(fileName);
    pass(content, Optional.of(probe));
    MediaFacts facts = probe.finish();
    Inscription lacking = inscription.lackingIn(facts);
    if (lacking.isEmpty()) {
      return new Copied(Result.RIGHT_ALREADY, facts.type(), lacking);
    }
    Result result = FOR_EXIFTOOL.contains(facts.type()) ? Result.FOR_EXIFTOOL : Result.IMPOSSIBLE;
    return new Copied(result, facts.type(), lacking);
  }

  private void pass(InputStream content, Optional<MediaProbe> probe) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      int read = n;
      probe.ifPresent(each -> each.update(buffer, 0, read));
      target.write(buffer, 0, n);
    }
  }
}
