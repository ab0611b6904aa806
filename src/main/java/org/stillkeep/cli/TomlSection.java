package org.stillkeep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table of the configuration file. Remembers which keys were asked for, so that all others are mistakes. */
final class TomlSection {

  private final Path file;
  private final String prefix;
  private final TomlTable table;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param prefix how this table's keys begin in messages, e.g. {@code library.}; empty at the top
   */
  TomlSection(Path file, String prefix, TomlTable table) {
    this.file = file;
    this.prefix = prefix;
    this.table = table;
  }

  String text(String key, String otherwise) throws ConfigException {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw mistake(key, "is not a text", "write it in quotes, e.g. " + key + " = \"" + otherwise + "\"");
  }

  boolean flag(String key, boolean otherwise) throws ConfigException {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw mistake(key, "is neither true nor false", "write " + key + " = true or " + key + " = false, without quotes");
  }

  int number(String key, int otherwise, int least, int most) throws ConfigException {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number.intValue();
    }
    throw mistake(key, "is not a whole number from " + least + " to " + most, "the default is " + otherwise);
  }

  List<String> texts(String key, List<String> otherwise) throws ConfigException {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String single) {
      return List.of(single);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == array.size()) {
        return texts;
      }
    }
    throw mistake(key, "is not a list of texts", "write it as " + key + " = [\"one\", \"two\"]");
  }

  /** One of an enum's words, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, E otherwise) throws ConfigException {
    return choice(key, text(key, word(otherwise)), otherwise);
  }

  /** Any of an enum's words, as a list; an empty one is none of them. */
  <E extends Enum<E>> Set<E> choices(String key, E otherwise) throws ConfigException {
    Set<E> chosen = EnumSet.noneOf(otherwise.getDeclaringClass());
    for (String text : texts(key, List.of(word(otherwise)))) {
      chosen.add(choice(key, text, otherwise));
    }
    return chosen;
  }

  private <E extends Enum<E>> E choice(String key, String text, E otherwise) throws ConfigException {
    List<String> words = new ArrayList<>();
    for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
      if (word(each).equals(text)) {
        return each;
      }
      words.add(word(each));
    }
    throw mistake(key, "\"" + text + "\" is not one of its values", "use one of: " + String.join(", ", words));
  }

  /** A table inside this one; an empty one when it is not written. */
  TomlSection section(String key) throws ConfigException {
    Object value = value(key);
    if (value == null) {
      return new TomlSection(file, prefix + key + ".", org.tomlj.Toml.parse(""));
    }
    if (value instanceof TomlTable inner) {
      return new TomlSection(file, prefix + key + ".", inner);
    }
    throw mistake(key, "is not a section", "write [" + key + "] on a line of its own, and its keys below");
  }

  /** The tables of a list of tables, in order. */
  List<TomlSection> sections(String key) throws ConfigException {
    Object value = value(key);
    List<TomlSection> sections = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TomlTable inner) {
          sections.add(new TomlSection(file, prefix + key + "[" + i + "].", inner));
        }
      }
    }
    boolean complete = value instanceof TomlArray array && array.size() == sections.size();
    if (value != null && !complete) {
      throw mistake(key, "is not a list of sections", "write [[" + key + "]] on a line of its own, and its keys below");
    }
    return sections;
  }

  /** Call last: a key that nobody asked for is a mistake. */
  void refuseUnknownKeys() throws ConfigException {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        String nearest = Spelling.nearest(key, known);
        throw mistake(
            key,
            "no such key",
            nearest.isEmpty() ? "known here: " + String.join(", ", known) : "did you mean " + nearest + "?");
      }
    }
  }

  ConfigException mistake(String key, String problem, String hint) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return new ConfigException(file, position == null ? 0 : position.line(), prefix + key, problem, hint);
  }

  private Object value(String key) {
    known.add(key);
    return table.get(List.of(key));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
