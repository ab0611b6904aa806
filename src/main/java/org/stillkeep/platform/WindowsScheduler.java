package org.stillkeep.platform;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;

/**
 * Windows has classes of processes instead of numbers (SetPriorityClass of kernel32). Its background mode, which holds for the disk
 * as well, is left alone: it also keeps a process within 32 MB of memory, so that it would do little but page.
 */
final class WindowsScheduler implements Precedence.Scheduler {

  private static final int BELOW_NORMAL_PRIORITY_CLASS = 0x4000;
  private static final int IDLE_PRIORITY_CLASS = 0x40;

  /** From here on, only what nobody else wants. */
  private static final int IDLE_NICE = 15;

  private final NativeLibrary kernel32 =
      NativeLibrary.getInstance("kernel32", Map.of(Library.OPTION_CALLING_CONVENTION, Function.ALT_CONVENTION));

  @Override
  public boolean lowerProcessor(int nice) {
    int wanted = nice >= IDLE_NICE ? IDLE_PRIORITY_CLASS : BELOW_NORMAL_PRIORITY_CLASS;
    Pointer self = kernel32.getFunction("GetCurrentProcess").invokePointer(new Object[0]);
    boolean isIdle = kernel32.getFunction("GetPriorityClass").invokeInt(new Object[] {self}) == IDLE_PRIORITY_CLASS;
    return nice == 0 || isIdle || kernel32.getFunction("SetPriorityClass").invokeInt(new Object[] {self, wanted}) != 0;
  }

  @Override
  public boolean lowerDisk(DiskShare most) {
    return most == DiskShare.NORMAL;
  }
}
