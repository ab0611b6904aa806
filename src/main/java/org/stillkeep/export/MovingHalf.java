package org.stillkeep.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillkeep.media.MediaType;

/** What the moving half of a live photo is called of which only the still has a name, as other clients upload it. */
final class MovingHalf {

  /** Where the bytes say nothing else. */
  static final String USUAL_EXTENSION = ".mp4";

  /** What it may turn out to be when it is written; such names are kept free for it. */
  static final List<String> EXTENSIONS = List.of(USUAL_EXTENSION, ".mov", ".3gp");

  private MovingHalf() {}

  /** The name with the extension that its first bytes ask for. */
  static String named(String name, byte[] head) {
    String extension = MediaType.ofHead(head).extensions().stream().findFirst().map(first -> "." + first).orElse("");
    return withExtension(name, extension);
  }

  /** The name with the extension that another copy of it has. */
  static String namedLike(String name, String other) {
    return extensionOf(other).map(extension -> withExtension(name, extension)).orElse(name);
  }

  private static String withExtension(String name, String extension) {
    Optional<String> now = extensionOf(name);
    boolean isKnown = EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT));
    return isKnown && now.isPresent() ? name.substring(0, name.length() - now.get().length()) + extension : name;
  }

  private static Optional<String> extensionOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') ? Optional.of(name.substring(dot)) : Optional.empty();
  }
}
