package org.stillkeep.platform;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens folders and web pages with what the desktop has for them. Each call starts a program and waits two seconds at most to hear
 * that it failed; a desktop that cannot is a normal answer. Safe for all threads.
 */
public final class Opener {

  private static final Logger log = LoggerFactory.getLogger(Opener.class);
  private static final long SECONDS_TO_FAIL = 2;

  private final String system;
  private final Map<String, String> environment;

  /** Opens on the desktop that this process belongs to. */
  public Opener() {
    this(System.getProperty("os.name"), System.getenv());
  }

  /** The same, for another system or desktop. */
  Opener(String system, Map<String, String> environment) {
    this.system = system.toLowerCase(Locale.ROOT);
    this.environment = environment;
  }

  /** Shows a folder in the file manager; false when there is no such folder or nobody to show it. */
  public boolean openFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    String path = folder.toAbsolutePath().toString();
    // The explorer ends with 1 also when all is well.
    return system.startsWith("windows") ? run(List.of("explorer.exe", path), false) : open(path);
  }

  /**
   * Shows a page in the browser; false when there is none.
   *
   * @throws IllegalArgumentException unless it is an http or https address
   */
  public boolean openPage(URI page) {
    if (!"http".equals(page.getScheme()) && !"https".equals(page.getScheme())) {
      throw new IllegalArgumentException("no web page: " + page.getScheme());
    }
    return system.startsWith("windows")
        ? run(List.of("rundll32.exe", "url.dll,FileProtocolHandler", page.toString()), true)
        : open(page.toString());
  }

  private boolean open(String what) {
    if (system.startsWith("mac")) {
      return run(List.of("/usr/bin/open", what), true);
    }
    // Without a desktop xdg-open looks for text browsers, which would wait for ever.
    boolean desktop = isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    return desktop && onPath("xdg-open").map(program -> run(List.of(program.toString(), what), true)).orElse(false);
  }

  private Optional<Path> onPath(String program) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  /** Starts a program that may run on for as long as what it shows. Its arguments may hold a secret link: they are not logged. */
  private boolean run(List<String> command, boolean exitCodeTells) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      boolean ended = process.waitFor(SECONDS_TO_FAIL, TimeUnit.SECONDS);
      return !ended || !exitCodeTells || process.exitValue() == 0;
    } catch (IOException e) {
      log.info("{} does not start: {}", command.get(0), e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private File nothing() {
    return new File(system.startsWith("windows") ? "NUL" : "/dev/null");
  }
}
