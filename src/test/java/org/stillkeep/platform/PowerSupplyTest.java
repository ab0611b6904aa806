package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerSupplyTest {

  @TempDir Path folder;

  private boolean isOnBattery() {
    return new LinuxPower(folder).getAsBoolean();
  }

  @Test
  void aBatteryThatEmptiesIsKnown() throws IOException {
    supply("AC", "Mains", "online", "0");
    supply("BAT0", "Battery", "status", "Discharging");
    assertThat(isOnBattery()).isTrue();
  }

  @Test
  void anAdapterThatDoesNotKeepUpIsMainsAllTheSame() throws IOException {
    supply("BAT0", "Battery", "status", "Discharging");
    Path adapter = supply("ucsi-source-psy-1", "USB", "online", "1");
    assertThat(isOnBattery()).isFalse();

    Files.writeString(adapter.resolve("online"), "0\n");
    assertThat(isOnBattery()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"USB, 2", "USB_PD, 1", "Wireless, 1", "Mains, 1"})
  void whateverGivesPowerIsMains(String type, String online) throws IOException {
    supply("BAT0", "Battery", "status", "Discharging");
    supply("adapter", type, "online", online);
    assertThat(isOnBattery()).isFalse();
  }

  @Test
  void aFullBatteryAndThatOfAMouseAreNoMatter() throws IOException {
    supply("BAT0", "Battery", "status", "Full");
    Path mouse = supply("hid-mouse", "Battery", "status", "Discharging");
    Files.writeString(mouse.resolve("scope"), "Device\n");
    assertThat(isOnBattery()).isFalse();
  }

  @Test
  void whereNobodyKnowsItIsNotOnBattery() {
    assertThat(new LinuxPower(folder.resolve("missing")).getAsBoolean()).isFalse();
    assertThat(isOnBattery()).isFalse();
    assertThat(new WindowsPower().getAsBoolean()).as("here is no kernel32, or there is mains").isFalse();
  }

  @Test
  void macOsSaysWhereItDrawsFrom() {
    assertThat(MacPower.isBattery("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4653155)\t80%; discharging; 4:02 remaining"))
        .isTrue();
    assertThat(MacPower.isBattery("Now drawing from 'AC Power'\n -InternalBattery-0 (id=4653155)\t100%; charged; 0:00 remaining")).isFalse();
    assertThat(MacPower.isBattery("")).isFalse();
  }

  @Test
  void theSystemIsAskedEveryFewSecondsAtMost() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    AtomicInteger asked = new AtomicInteger();
    PowerSupply power = new PowerSupply(() -> asked.incrementAndGet() == 2, nanos::get);

    for (int i = 0; i < 100; i++) {
      assertThat(power.isOnBattery()).isFalse();
    }
    assertThat(asked.get()).isEqualTo(1);

    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(power.isOnBattery()).isTrue();
    assertThat(asked.get()).isEqualTo(2);
  }

  private Path supply(String name, String type, String property, String value) throws IOException {
    Path supply = Files.createDirectory(folder.resolve(name));
    Files.writeString(supply.resolve("type"), type + "\n");
    Files.writeString(supply.resolve(property), value + "\n");
    return supply;
  }
}
