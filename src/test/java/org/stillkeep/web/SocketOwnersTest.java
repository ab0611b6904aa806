package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketOwnersTest {

  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
  private static final String LISTENING = row(0, "0100007F:1F90", "00000000:0000", 1000);
  private static final String ANOTHERS_CONNECTION = row(1, "0100007F:1F90", "0100007F:D2B5", 1001);
  private static final String MAPPED = "0000000000000000FFFF0000";
  private static final String LOOPBACK_6 = "00000000000000000000000001000000";

  @TempDir private Path tables;

  @BeforeEach
  void readTablesOfThisByteOrder() {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the tables here are those of a little-endian machine");
  }

  @Test
  void bothEndsOfTheSameUser() throws Exception {
    write("tcp", LISTENING + ANOTHERS_CONNECTION + row(2, "0100007F:1F90", "0100007F:D2B4", 1000) + row(3, "0100007F:D2B4", "0100007F:1F90", 1000));
    assertThat(differ("127.0.0.1")).isFalse();
  }

  @Test
  void theOtherEndIsAnotherUsers() throws Exception {
    write("tcp", LISTENING + row(1, "0100007F:1F90", "0100007F:D2B4", 1000) + row(2, "0100007F:D2B4", "0100007F:1F90", 1001));
    assertThat(differ("127.0.0.1")).isTrue();
  }

  @Test
  void anEndMayBeASocketOfIpv6ThatSpeaksIpv4() throws Exception {
    write("tcp6", row(0, MAPPED + "0100007F:1F90", MAPPED + "0100007F:D2B4", 1000));
    write("tcp", row(0, "0100007F:D2B4", "0100007F:1F90", 1000));
    assertThat(differ("127.0.0.1")).isFalse();
    write("tcp", row(0, "0100007F:D2B4", "0100007F:1F90", 1001));
    assertThat(differ("127.0.0.1")).isTrue();
  }

  @Test
  void ipv6() throws Exception {
    String ours = row(0, LOOPBACK_6 + ":1F90", LOOPBACK_6 + ":D2B4", 1000);
    write("tcp6", ours + row(1, LOOPBACK_6 + ":D2B4", LOOPBACK_6 + ":1F90", 1000));
    assertThat(differ("::1")).isFalse();
    write("tcp6", ours + row(1, LOOPBACK_6 + ":D2B4", LOOPBACK_6 + ":1F90", 1001));
    assertThat(differ("::1")).isTrue();
  }

  @Test
  void whatIsNotThereBesideOurEndIsNotOurs() throws Exception {
    write("tcp", LISTENING + ANOTHERS_CONNECTION + row(2, "0100007F:1F90", "0100007F:D2B4", 1000));
    assertThat(differ("127.0.0.1")).isTrue();
  }

  @Test
  void tablesWithoutOurEndTellNothing() throws Exception {
    assertThat(differ("127.0.0.1")).as("no tables").isFalse();
    write("tcp", ANOTHERS_CONNECTION + row(3, "0100007F:D2B4", "0100007F:1F90", 1001));
    assertThat(differ("127.0.0.1")).isFalse();
  }

  @Test
  void aRealConnectionOfOursIsNotTakenForAnothers() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "needs Linux's tables of sockets");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      InetSocketAddress here = (InetSocketAddress) accepted.getLocalSocketAddress();
      InetSocketAddress there = (InetSocketAddress) accepted.getRemoteSocketAddress();
      assertThat(new SocketOwners().differ(here, there)).isFalse();
    }
  }

  private boolean differ(String loopback) throws Exception {
    InetAddress address = InetAddress.getByName(loopback);
    return new SocketOwners(tables).differ(new InetSocketAddress(address, 0x1F90), new InetSocketAddress(address, 0xD2B4));
  }

  private void write(String table, String rows) throws Exception {
    Files.writeString(tables.resolve(table), HEADER + rows);
  }

  private static String row(int number, String local, String remote, int owner) {
    return "   " + number + ": " + local + " " + remote + " 01 00000000:00000000 00:00000000 00000000  " + owner + "        0 31337 1 0000000000000000 20 4 30 10 -1\n";
  }
}
