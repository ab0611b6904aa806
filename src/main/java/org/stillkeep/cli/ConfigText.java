package org.stillkeep.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;

/** The text of a new configuration: the example, with its comments, and the chosen folders put in. */
final class ConfigText {

  /** Where the example's comments begin. */
  private static final int COMMENT_COLUMN = 35;

  private final Path home;

  /** @param home what {@code ~} means */
  ConfigText(Path home) {
    this.home = home;
  }

  /** The example as it comes. */
  static String example() throws IOException {
    try (InputStream example = ConfigText.class.getResourceAsStream("config.example.toml")) {
      return new String(example.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Puts a configuration into its file, for the owner's eyes alone: it names folders, and may come to hold a command with a secret in it. */
  static void write(Path file, String text) throws IOException {
    DurableFiles.createDirectories(file.getParent());
    try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      pending.body().write(text.getBytes(StandardCharsets.UTF_8));
      pending.commit();
    }
  }

  /** The configuration with these folders; that of the example's own folders is the example, to the byte. */
  String of(List<Path> inboxes, Path vault, List<Path> exports) throws IOException {
    String inboxList = inboxes.stream().map(this::quoted).collect(Collectors.joining(", ", "[", "]"));
    String text = replaced(example(), "inbox", inboxList);
    int exportBlock = text.indexOf("[[export]]");
    int afterExports = text.indexOf("\n[page]");
    String head = replaced(text.substring(0, exportBlock), "path", quoted(vault));
    return head + exports(text.substring(exportBlock, afterExports), exports) + text.substring(afterExports);
  }

  /** The example with this account as library. */
  static String ofAccount(AccountConfig account) throws IOException {
    String text = replaced(example(), "kind", quoted("ente"));
    return replaced(replaced(text, "server", quoted(account.server())), "email", quoted(account.email()));
  }

  /** The first block with all its keys, those after it with what differs. */
  private String exports(String exampleBlock, List<Path> exports) {
    if (exports.isEmpty()) {
      return "";
    }
    StringBuilder blocks = new StringBuilder(replaced(exampleBlock, "path", quoted(exports.get(0))));
    for (Path export : exports.subList(1, exports.size())) {
      blocks.append("\n[[export]]\npath = ").append(quoted(export)).append('\n');
    }
    return blocks.toString();
  }

  /** The first line with this key gets another value, and its comment stays where comments are. */
  private static String replaced(String text, String key, String value) {
    int start = text.startsWith(key + " = ") ? 0 : text.indexOf("\n" + key + " = ") + 1;
    int comment = text.indexOf('#', start);
    String line = String.format(Locale.ROOT, "%-" + COMMENT_COLUMN + "s", key + " = " + value + " ");
    return text.substring(0, start) + line + text.substring(comment);
  }

  private String quoted(Path path) {
    boolean belowHome = path.startsWith(home) && !path.equals(home);
    String written = belowHome ? "~/" + home.relativize(path).toString().replace(File.separatorChar, '/') : path.toString();
    return quoted(written);
  }

  private static String quoted(String written) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
