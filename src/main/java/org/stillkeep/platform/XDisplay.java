package org.stillkeep.platform;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an X display whether one of its panels takes tray icons by the XEmbed protocol. */
final class XDisplay {

  /** Over SSH a display may take its time; at a desk it answers in milliseconds. */
  private static final long SECONDS_TO_ANSWER = 3;

  private final NativeLibrary x11;

  private XDisplay(NativeLibrary x11) {
    this.x11 = x11;
  }

  /** Whether the display has such a tray; empty when it does not answer, or there is no Xlib to ask with. */
  static Optional<Boolean> hasTray(String display) {
    CompletableFuture<Optional<Boolean>> answer = new CompletableFuture<>();
    // Xlib waits without limit for a display that has hung: the thread is left to it.
    Thread asking = new Thread(() -> ask(display, answer), "stillkeep-x-display");
    asking.setDaemon(true);
    asking.start();
    try {
      return answer.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void ask(String display, CompletableFuture<Optional<Boolean>> answer) {
    try {
      answer.complete(new XDisplay(NativeLibrary.getInstance("X11")).trayOf(display));
    } catch (LinkageError | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private Optional<Boolean> trayOf(String name) {
    Pointer display = call("XOpenDisplay").invokePointer(new Object[] {name});
    if (display == null) {
      return Optional.empty();
    }
    int screen = call("XDefaultScreen").invokeInt(new Object[] {display});
    // Whoever owns this selection is the tray of the screen: freedesktop.org, System Tray Protocol, "Locating the system tray".
    Object atom = call("XInternAtom").invoke(NativeLong.class, new Object[] {display, "_NET_SYSTEM_TRAY_S" + screen, 0});
    Object owner = call("XGetSelectionOwner").invoke(NativeLong.class, new Object[] {display, atom});
    call("XCloseDisplay").invokeInt(new Object[] {display});
    return Optional.of(((NativeLong) owner).longValue() != 0);
  }

  private Function call(String function) {
    return x11.getFunction(function);
  }
}
