package org.stillkeep.ente.server;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rows as they were saved, one a line: {@code KIND JSON}, the last one of an id counts. What was appended survives the
 * kill of this process, though not that of the machine. Without a file nothing is written.
 */
final class Journal implements Closeable {

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "account", AccountRow.class, "session", SessionRow.class, "collection", CollectionRow.class, "file", FileRow.class);

  private final ObjectMapper mapper =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);

  private final Optional<Path> file;

  /** Null until {@link #replay}, and without a file. */
  private OutputStream out;

  private Journal(Optional<Path> file) {
    this.file = file;
  }

  static Journal none() {
    return new Journal(Optional.empty());
  }

  static Journal in(Path file) {
    return new Journal(Optional.of(file));
  }

  /** Gives back all rows ever saved, and is ready to append from then on. */
  void replay(Consumer<Object> rows) {
    if (file.isEmpty()) {
      return;
    }
    try {
      if (Files.exists(file.get())) {
        try (BufferedReader lines = Files.newBufferedReader(file.get())) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int space = line.indexOf(' ');
            rows.accept(mapper.readValue(line.substring(space + 1), KINDS.get(line.substring(0, space))));
          }
        }
      }
      out = Files.newOutputStream(file.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void append(Object row) {
    if (out == null) {
      return;
    }
    String kind =
        KINDS.entrySet().stream().filter(each -> each.getValue() == row.getClass()).findFirst().orElseThrow().getKey();
    try {
      // One write, so that a kill leaves the whole line or nothing.
      out.write((kind + " " + mapper.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
