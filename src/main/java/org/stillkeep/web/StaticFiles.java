package org.stillkeep.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page itself: resources of this package, read when they are asked for. Only names of this form are looked up, none of which leads to
 * another folder or to a class.
 */
final class StaticFiles {

  private static final Pattern NAME = Pattern.compile("/([a-z0-9-]{1,40}\\.(js|css|svg))");
  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

  private StaticFiles() {}

  /** Whether a path has the form of a file's. */
  static boolean has(String path) {
    return path.equals("/") || NAME.matcher(path).matches();
  }

  static Optional<Response> get(String path) throws IOException {
    if (path.equals("/")) {
      return resource("index.html", Response.HTML);
    }
    Matcher name = NAME.matcher(path);
    return name.matches() ? resource(name.group(1), TYPES.getOrDefault(name.group(2), "")) : Optional.empty();
  }

  private static Optional<Response> resource(String name, String contentType) throws IOException {
    try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(Response.of(200, contentType, in.readAllBytes()));
    }
  }
}
