package org.stillkeep.inbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32;

/**
 * A file on disk as an entry of an archive.
 *
 * @param file where it lies
 * @param path as an archive would list it
 * @param facts as it was when the archive was opened
 * @param link whether it is a symbolic link
 */
record LooseFile(Path file, String path, FileFacts facts, boolean link) {

  private static final int BUFFER_BYTES = 128 * 1024;

  LocalDateTime modified() {
    return LocalDateTime.ofInstant(facts.modified().toInstant(), ZoneOffset.UTC);
  }

  /** Reads it whole. */
  long readCrc32(int index, LongAdder bytesRead) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = content(index, bytesRead)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        crc.update(buffer, 0, count);
      }
    }
    return crc.getValue();
  }

  /** The content, which must have the given CRC. */
  InputStream open(int index, long crc32, LongAdder bytesRead) throws IOException {
    SourceFile source = openUnchanged(index, bytesRead);
    EntrySource entry = new EntrySource(source, index, path);
    return closing(source, new VerifiedInputStream(entry, slice(entry), facts.sizeBytes(), crc32));
  }

  private InputStream content(int index, LongAdder bytesRead) throws IOException {
    SourceFile source = openUnchanged(index, bytesRead);
    return closing(source, slice(new EntrySource(source, index, path)));
  }

  private InputStream slice(EntrySource entry) {
    return new SliceInputStream(entry, 0, facts.sizeBytes());
  }

  private SourceFile openUnchanged(int index, LongAdder bytesRead) throws IOException {
    SourceFile source = SourceFile.open(file, bytesRead);
    if (!source.facts().equals(facts)) {
      source.close();
      throw new EntrySource(source, index, path).changed();
    }
    return source;
  }

  private static InputStream closing(SourceFile source, InputStream content) {
    return new FilterInputStream(content) {
      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }
}
