package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.stillkeep.files.DurableFiles;

/** The log: small rotating files in the state folder. What a person should read goes to the terminal instead. */
final class Logs {

  private static final String LINE_FORMAT = "%1$tF %1$tT %4$s %3$s: %5$s%6$s%n";
  private static final int FILE_BYTES = 1 << 20;
  private static final int FILES = 5;

  /** Held, because the JDK forgets the levels of loggers that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  private Logs() {}

  /** No log at all, until one is asked for. */
  static void startQuietly() {
    System.setProperty("java.util.logging.SimpleFormatter.format", LINE_FORMAT);
    LogManager.getLogManager().reset();
    ROOT.setLevel(Level.INFO);
  }

  /** Logs into the state folder; where that is not possible, goes on without a log and says so. */
  static void startIn(Path stateFolder, Terminal terminal) {
    Path folder = stateFolder.resolve("logs");
    try {
      DurableFiles.createPrivateDirectories(folder);
      Handler handler = new FileHandler(folder.toString().replace("%", "%%") + "/stillkeep-%g.log", FILE_BYTES, FILES, true);
      handler.setFormatter(new SimpleFormatter());
      handler.setEncoding("UTF-8");
      handler.setErrorManager(new SayOnce(terminal));
      ROOT.addHandler(handler);
    } catch (IOException e) {
      terminal.say("no log is written: " + e.getMessage());
    }
  }

  /** A log that fails later on, on a disk that has filled up, is no reason to stop, nor to say so with every line. */
  private static final class SayOnce extends ErrorManager {

    private final Terminal terminal;
    private boolean said;

    SayOnce(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public synchronized void error(String message, Exception cause, int code) {
      if (!said) {
        said = true;
        terminal.say("no log is written: " + (cause == null ? message : cause.getMessage()));
      }
    }
  }
}
