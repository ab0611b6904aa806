package org.stillkeep.platform;

import com.sun.jna.NativeLibrary;

/** On macOS both belong to the process (setpriority(2), setiopolicy_np(3)). */
final class MacScheduler implements Precedence.Scheduler {

  /** {@code PRIO_PROCESS}, and 0 for the process that asks. */
  private static final int PRIO_PROCESS = 0;

  private static final int THIS = 0;

  /**
   * {@code IOPOL_TYPE_DISK}, {@code IOPOL_SCOPE_PROCESS}, {@code IOPOL_THROTTLE} and {@code IOPOL_UTILITY} of
   * {@code <sys/resource.h>}.
   */
  private static final int TYPE_DISK = 0;

  private static final int SCOPE_PROCESS = 0;
  private static final int THROTTLE = 3;
  private static final int UTILITY = 4;

  private final NativeLibrary system = NativeLibrary.getInstance("c");

  @Override
  public boolean lowerProcessor(int nice) {
    return call("getpriority", PRIO_PROCESS, THIS) >= nice || call("setpriority", PRIO_PROCESS, THIS, nice) == 0;
  }

  @Override
  public boolean lowerDisk(DiskShare most) {
    // Whoever is throttled already stays so.
    return switch (most) {
      case NORMAL -> true;
      case LOW -> call("getiopolicy_np", TYPE_DISK, SCOPE_PROCESS) == THROTTLE || setDisk(UTILITY);
      case IDLE -> setDisk(THROTTLE);
    };
  }

  private boolean setDisk(int policy) {
    return call("setiopolicy_np", TYPE_DISK, SCOPE_PROCESS, policy) == 0;
  }

  private int call(String function, Object... arguments) {
    return system.getFunction(function).invokeInt(arguments);
  }
}
