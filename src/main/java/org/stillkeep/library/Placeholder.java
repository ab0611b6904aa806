package org.stillkeep.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The picture that stands for an asset of which no preview could be made: a small grey JPEG. */
final class Placeholder {

  private static final String RESOURCE = "placeholder.jpg";

  private Placeholder() {}

  static byte[] jpeg() {
    try (InputStream in = Placeholder.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + RESOURCE + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
