package org.stillkeep.cli;

import org.stillkeep.platform.DiskShare;

/**
 * How the agent keeps out of the way of others.
 *
 * @param nice how readily it leaves the processor to them: from 0, not at all, to 19
 * @param disk how much of a disk it takes while others want it
 * @param bytesPerSecond how fast it reads content for imports and exports, all together; 0 for as fast as it goes
 * @param onBattery what it does while the computer runs on its battery
 */
record PoliteConfig(int nice, DiskShare disk, long bytesPerSecond, OnBattery onBattery) {

  /** The largest number that all systems know. */
  static final int MOST_NICE = 19;

  /** What to do on battery; its words in the configuration are these names. */
  enum OnBattery {
    /** Wait for mains. */
    PAUSE,
    /** Work as always. */
    RUN
  }

  boolean pausesOnBattery() {
    return onBattery == OnBattery.PAUSE;
  }
}
