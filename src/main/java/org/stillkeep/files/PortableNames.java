package org.stillkeep.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Names that every platform and every NAS can hold, unique on each of them. */
@SuppressWarnings("DoNotCallSuggester")
public final class PortableNames {

  private PortableNames() {}

  /** A portable file name as near to {@code wanted} as can be, whose {@link #fold} is not among those taken. Keeps the extension. */
  public static String fileName(String wanted, Set<String> takenFoldedNames) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #fileName}, for a folder: a dot in it starts no extension. */
  public static String folderName(String wanted, Set<String> takenFoldedNames) {
    throw new UnsupportedOperationException();
  }

  /** The key under which two names are the same on some platform. */
  public static String fold(String name) {
    throw new UnsupportedOperationException();
  }

  /** The path below {@code root}. IllegalArgumentException if a segment is not a plain name, so that it could leave the root. */
  public static Path underRoot(Path root, List<String> segments) {
    throw new UnsupportedOperationException();
  }
}
