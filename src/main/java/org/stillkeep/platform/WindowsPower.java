package org.stillkeep.platform;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** By the word of Windows: {@code GetSystemPowerStatus} of kernel32. */
final class WindowsPower implements BooleanSupplier {

  /** The size of a {@code SYSTEM_POWER_STATUS}; its first byte is {@code ACLineStatus}: 0 without mains, 1 with, 255 not known. */
  private static final int STATUS_BYTES = 12;

  private static final byte WITHOUT_MAINS = 0;

  @Override
  public boolean getAsBoolean() {
    try (Memory status = new Memory(STATUS_BYTES)) {
      return NativeLibrary.getInstance("kernel32", Map.of(Library.OPTION_CALLING_CONVENTION, Function.ALT_CONVENTION))
                  .getFunction("GetSystemPowerStatus")
                  .invokeInt(new Object[] {status})
              != 0
          && status.getByte(0) == WITHOUT_MAINS;
    } catch (LinkageError | RuntimeException e) {
      return false; // no such function
    }
  }
}
