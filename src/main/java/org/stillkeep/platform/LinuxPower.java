package org.stillkeep.platform;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * By the word of Linux: one folder for each adapter and battery, with small text files in it
 * (Documentation/ABI/testing/sysfs-class-power).
 *
 * @param folder {@code /sys/class/power_supply}
 */
record LinuxPower(Path folder) implements BooleanSupplier {

  private static final Set<String> STORES = Set.of("Battery", "UPS");

  /** What an adapter's {@code online} says: at a fixed voltage, or at one that was agreed on. */
  private static final Set<String> GIVING = Set.of("1", "2");

  /** Whether a battery is emptying and no adapter gives anything: a weak one may not keep up with a busy computer. */
  @Override
  public boolean getAsBoolean() {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    boolean emptying = false;
    try (DirectoryStream<Path> supplies = Files.newDirectoryStream(folder)) {
      for (Path supply : supplies) {
        // Mice and headsets have batteries, too; theirs say so.
        boolean ofTheComputer = !text(supply, "scope").equals("Device");
        String type = text(supply, "type");
        if (ofTheComputer && !STORES.contains(type) && GIVING.contains(text(supply, "online"))) {
          return false;
        }
        emptying |= ofTheComputer && STORES.contains(type) && text(supply, "status").equals("Discharging");
      }
      return emptying;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // as where there is no such folder
    }
  }

  private static String text(Path supply, String name) throws IOException {
    Path file = supply.resolve(name);
    return Files.isReadable(file) ? Files.readString(file).strip() : "";
  }
}
