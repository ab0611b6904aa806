package org.stillkeep.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** By the word of macOS' {@code pmset -g batt}, whose first line names the source, such as {@code 'AC Power'}. */
final class MacPower implements BooleanSupplier {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public boolean getAsBoolean() {
    try {
      return isBattery(new Program(List.of("/usr/bin/pmset", "-g", "batt"), Map.of()).run(new byte[0], PATIENCE).output());
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean isBattery(String said) {
    return said.startsWith("Now drawing from 'Battery Power'") || said.startsWith("Now drawing from 'UPS Power'");
  }
}
