package org.stillkeep.platform;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how this program is doing. Does nothing where systemd has not started it, or does not ask. Never waits, and a
 * failure is logged, once. Thread-safe.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
public final class Systemd {

  private static final Logger log = LoggerFactory.getLogger(Systemd.class);

  /** What fits into {@code sockaddr_un.sun_path}. */
  private static final int MAX_ADDRESS_BYTES = 108;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final Optional<byte[]> address;
  private final Optional<Duration> watchdogInterval;
  private boolean failed;

  private Systemd(Optional<byte[]> address, Optional<Duration> watchdogInterval) {
    this.address = address;
    this.watchdogInterval = watchdogInterval;
  }

  /** The one that has started this program, as far as the environment tells. */
  public static Systemd ofThisProcess() {
    return of(System.getenv(), ProcessHandle.current().pid());
  }

  static Systemd of(Map<String, String> environment, long pid) {
    Optional<byte[]> address =
        Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
            .filter(name -> name.startsWith("/") || name.startsWith("@"))
            .map(Systemd::addressOf)
            .filter(bytes -> bytes.length > 1 && bytes.length <= MAX_ADDRESS_BYTES);
    return new Systemd(address, address.isEmpty() ? Optional.empty() : watchdog(environment, pid));
  }

  /** Whether anybody listens. */
  public boolean isThere() {
    return address.isPresent();
  }

  /** Start-up is over. */
  public void ready() {
    tell("READY=1");
  }

  /** What {@code systemctl status} shows; one line. */
  public void status(String sentence) {
    tell("STATUS=" + sentence.replaceAll("\\p{Cntrl}", " "));
  }

  /** The end has begun. */
  public void stopping() {
    tell("STOPPING=1");
  }

  /** This program is alive; to be told at least once in every {@link #watchdogInterval}, better twice. */
  public void alive() {
    tell("WATCHDOG=1");
  }

  /** Start or stop takes this much longer, from now. */
  public void extendTimeout(Duration more) {
    tell("EXTEND_TIMEOUT_USEC=" + more.toNanos() / 1000);
  }

  /** How long silence may last before systemd takes this program for hung; empty where it does not watch. */
  public Optional<Duration> watchdogInterval() {
    return watchdogInterval;
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String watched = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!watched.equals(Long.toString(pid)) || !micros.matches("[1-9][0-9]{0,14}")) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000));
  }

  /** An abstract name is written with an at sign, and begins with a zero. */
  private static byte[] addressOf(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes[0] == '@') {
      bytes[0] = 0;
    }
    return bytes;
  }

  private synchronized void tell(String what) {
    if (address.isEmpty()) {
      return;
    }
    try {
      send(address.get(), what.getBytes(StandardCharsets.UTF_8));
      failed = false;
    } catch (LastErrorException | UnsatisfiedLinkError e) {
      if (!failed) {
        log.warn("systemd cannot be told {}: {}", what, e.getMessage());
      }
      failed = true;
    }
  }

  private static void send(byte[] address, byte[] message) {
    // Family in the machine's byte order, then the path; of an abstract name every byte counts, so none may follow.
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    name.writeBytes(ByteBuffer.allocate(2).order(ByteOrder.nativeOrder()).putShort((short) AF_UNIX).array());
    name.writeBytes(address);
    if (address[0] != 0) {
      name.write(0);
    }
    Libc libc = Libc.INSTANCE;
    int socket = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    try {
      libc.sendto(socket, message, new NativeLong(message.length), MSG_DONTWAIT | MSG_NOSIGNAL, name.toByteArray(), name.size());
    } finally {
      libc.close(socket);
    }
  }

  /** Loaded only where there is somebody to tell. */
  private interface Libc extends Library {

    Libc INSTANCE = Native.load("c", Libc.class);

    int socket(int domain, int type, int protocol) throws LastErrorException;

    NativeLong sendto(int socket, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }
}
