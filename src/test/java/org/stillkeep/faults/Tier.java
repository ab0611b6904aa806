package org.stillkeep.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * How much of the fault suite a run was asked for, by {@code -Dstillkeep.faults=N}: 1, in every build; 2, with devices, power cuts and
 * further file systems; 3, with a kernel of its own for network disks. Each includes the lower ones.
 */
public final class Tier {

  private static final String PROPERTY = "stillkeep.faults";

  private Tier() {}

  /** Skips the test that calls it in a run that was asked for less. */
  public static void needs(int tier) {
    assumeTrue(asked() >= tier, () -> "tier " + tier + ", asked for by -D" + PROPERTY + "=" + tier);
  }

  /** Whether a run was asked for the long forms of its tests: all kills, all power cuts, whole sweeps. */
  public static boolean slow() {
    return Boolean.getBoolean("stillkeep.slow");
  }

  static int asked() {
    return Integer.getInteger(PROPERTY, 1);
  }
}
