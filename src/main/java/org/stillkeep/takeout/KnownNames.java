package org.stillkeep.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that Google translates, from the resource {@code names.json}; compared without regard to case. */
final class KnownNames {

  /** The only instance; immutable. */
  static final KnownNames INSTANCE = load();

  private final Set<String> roots;
  private final List<Pattern> yearFolders;
  private final Set<String> trash;
  private final Set<String> archive;
  private final Set<String> locked;
  private final Set<String> failedVideos;
  private final Set<String> untitled;
  private final Set<String> comments;
  private final List<String> copySuffixes;

  private KnownNames(JsonNode names) {
    roots = set(names, "roots");
    yearFolders = strings(names, "yearFolders").stream().map(KnownNames::yearPattern).toList();
    trash = set(names, "trash");
    archive = set(names, "archive");
    locked = set(names, "locked");
    failedVideos = set(names, "failedVideos");
    untitled = set(names, "untitled");
    comments = set(names, "comments");
    List<String> suffixes = new ArrayList<>(strings(names, "editedSuffixes"));
    suffixes.addAll(strings(names, "creationSuffixes"));
    copySuffixes =
        suffixes.stream().map(NameCut::folded).sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  boolean isRoot(String folder) {
    return roots.contains(key(folder));
  }

  boolean isTrash(String folder) {
    return trash.contains(key(folder));
  }

  boolean isArchive(String folder) {
    return archive.contains(key(folder));
  }

  boolean isLocked(String folder) {
    return locked.contains(key(folder));
  }

  boolean isFailedVideos(String folder) {
    return failedVideos.contains(key(folder));
  }

  /** {@code Untitled} and {@code Untitled(3)}. */
  boolean isUntitled(String folder) {
    return untitled.contains(key(MediaName.number(folder).map(found -> found.group("base")).orElse(folder)));
  }

  boolean isCommentsFile(String fileName) {
    return comments.contains(key(fileName));
  }

  /** The year of a year folder. */
  OptionalInt yearOf(String folder) {
    String key = key(folder);
    for (Pattern pattern : yearFolders) {
      Matcher matcher = pattern.matcher(key);
      if (matcher.matches()) {
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  /** The endings of edited copies and of Google's creations, folded, longest first. */
  List<String> copySuffixes() {
    return copySuffixes;
  }

  /** Blanks are of any kind, and what Google replaces in names of folders may be written out in our list. */
  private static String key(String name) {
    return NameCut.folded(NameCut.withPlainBlanks(NameCut.withoutReserved(name)));
  }

  private static Pattern yearPattern(String template) {
    int at = template.indexOf("{YYYY}");
    String before = key(template.substring(0, at));
    String after = key(template.substring(at + "{YYYY}".length()));
    return Pattern.compile(Pattern.quote(before) + "(\\d{4})" + Pattern.quote(after));
  }

  private static Set<String> set(JsonNode names, String field) {
    return strings(names, field).stream().map(KnownNames::key).collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> strings(JsonNode names, String field) {
    List<String> values = new ArrayList<>();
    names.required(field).forEach(value -> values.add(NameCut.normalized(value.textValue())));
    return List.copyOf(values);
  }

  private static KnownNames load() {
    try (InputStream json = KnownNames.class.getResourceAsStream("names.json")) {
      return new KnownNames(new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException("names.json cannot be read", e);
    }
  }
}
