package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerSupplyTest {

  @TempDir Path folder;

  @Test
  void aBatteryThatEmptiesIsKnown() throws IOException {
    supply("AC", "Mains", "");
    supply("BAT0", "Battery", "Discharging");
    assertThat(new PowerSupply(folder).isOnBattery()).isTrue();
  }

  @Test
  void aFullBatteryAndThatOfAMouseAreNoMatter() throws IOException {
    supply("BAT0", "Battery", "Full");
    Path mouse = supply("hid-mouse", "Battery", "Discharging");
    Files.writeString(mouse.resolve("scope"), "Device\n");
    assertThat(new PowerSupply(folder).isOnBattery()).isFalse();
  }

  @Test
  void whereNobodyKnowsItIsNotOnBattery() {
    assertThat(new PowerSupply(folder.resolve("missing")).isOnBattery()).isFalse();
  }

  private Path supply(String name, String type, String status) throws IOException {
    Path supply = Files.createDirectory(folder.resolve(name));
    Files.writeString(supply.resolve("type"), type + "\n");
    Files.writeString(supply.resolve("status"), status + "\n");
    return supply;
  }
}
