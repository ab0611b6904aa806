package org.stillkeep.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose the two ends of a connection within this computer are, by Linux's tables of sockets ({@code proc_net_tcp.rst} of its
 * documentation). Safe for all threads.
 */
final class SocketOwners {

  private static final Logger log = LoggerFactory.getLogger(SocketOwners.class);

  /** What the kernel puts before an IPv4 address of a socket of IPv6, RFC 4291 section 2.5.5.2. */
  private static final String MAPPED = hex(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF});

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int OWNER = 7;

  private final Path tables;

  /** Of this process's network. */
  SocketOwners() {
    this(Path.of("/proc/self/net"));
  }

  /** @param tables the folder of {@code tcp} and {@code tcp6}; without them nothing can be told */
  SocketOwners(Path tables) {
    this.tables = tables;
  }

  /**
   * Whether the other end of one of our connections is another user's. False where that cannot be told: on other systems, and where the
   * tables do not even show our own end. Where they do, and the other end is not there, it is nobody's of this user.
   */
  boolean differ(InetSocketAddress ours, InetSocketAddress theirs) {
    try {
      List<String[]> rows = new ArrayList<>(rows("tcp"));
      rows.addAll(rows("tcp6"));
      Optional<String> owner = owner(rows, ours, theirs);
      return owner.isPresent() && !owner.equals(owner(rows, theirs, ours));
    } catch (IOException e) {
      log.info("whose a connection to the status page is cannot be told: {}", e.toString());
      return false;
    }
  }

  private List<String[]> rows(String table) throws IOException {
    Path file = tables.resolve(table);
    return Files.exists(file) ? Files.readAllLines(file).stream().map(row -> row.strip().split(" +")).toList() : List.of();
  }

  private static Optional<String> owner(List<String[]> rows, InetSocketAddress local, InetSocketAddress remote) {
    String from = entry(local);
    String to = entry(remote);
    return rows.stream()
        .filter(row -> row.length > OWNER && withoutMapping(row[LOCAL]).equals(from) && withoutMapping(row[REMOTE]).equals(to))
        .map(row -> row[OWNER])
        .findFirst();
  }

  private static String withoutMapping(String entry) {
    return entry.startsWith(MAPPED) ? entry.substring(MAPPED.length()) : entry;
  }

  private static String entry(InetSocketAddress address) {
    return hex(address.getAddress().getAddress()) + String.format(Locale.ROOT, ":%04X", address.getPort());
  }

  /** Four bytes at a time, each as a number of this machine. */
  private static String hex(byte[] address) {
    HexFormat format = HexFormat.of().withUpperCase();
    StringBuilder hex = new StringBuilder();
    for (int word = 0; word < address.length; word += Integer.BYTES) {
      for (int i = 0; i < Integer.BYTES; i++) {
        boolean backwards = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        hex.append(format.toHexDigits(address[word + (backwards ? Integer.BYTES - 1 - i : i)]));
      }
    }
    return hex.toString();
  }
}
