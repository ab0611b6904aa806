package org.stillkeep.platform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the computer runs on its battery, by the word of Linux ({@code /sys/class/power_supply}, one folder for each adapter and
 * battery, with small text files in it). Elsewhere it is not known.
 */
public final class PowerSupply {

  private final Path folder;

  /** That of this computer. */
  public PowerSupply() {
    this(Path.of("/sys/class/power_supply"));
  }

  PowerSupply(Path folder) {
    this.folder = folder;
  }

  /** Whether a battery of the computer is known to be emptying; false where that is not known. */
  public boolean isOnBattery() {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> supplies = Files.newDirectoryStream(folder)) {
      for (Path supply : supplies) {
        // Mice and headsets have batteries, too; theirs say so.
        boolean ofTheComputer = text(supply, "type").equals("Battery") && !text(supply, "scope").equals("Device");
        if (ofTheComputer && text(supply, "status").equals("Discharging")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // as where there is no such folder
    }
  }

  private static String text(Path supply, String name) throws IOException {
    Path file = supply.resolve(name);
    return Files.isReadable(file) ? Files.readString(file).strip() : "";
  }
}
