package org.stillkeep.ente;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import okhttp3.Dns;
import okhttp3.Request;

/**
 * Calls over a network that swallows what is sent, run in a process of its own within a network of its own; see {@link
 * AwayNetworkTest}. Prints what came of each call, and after how many seconds.
 */
final class AwayNetwork {

  private static final String HOST = "photos.example.org";

  private AwayNetwork() {}

  /** @param arguments which part of the network is away; the file of known hosts */
  public static void main(String[] arguments) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.on("GET /x", ScriptedServer.json(200, "{}"));
      String url = server.url("/x").replace("127.0.0.1", HOST);
      switch (arguments[0]) {
        case "ipv6" -> withoutIpv6(url);
        case "all" -> withoutAnything(url);
        default -> withoutNames(url, Path.of(arguments[1]));
      }
    }
  }

  private static void withoutIpv6(String url) throws Exception {
    run("ip6tables", "-A", "INPUT", "-p", "tcp", "-d", "fd00::1", "-j", "DROP");
    call(url, host -> List.of(InetAddress.getByName("fd00::1"), InetAddress.getLoopbackAddress()));
  }

  private static void withoutAnything(String url) throws Exception {
    String[] rule = {"INPUT", "-p", "tcp", "--dport", Integer.toString(URI.create(url).getPort()), "-j", "DROP"};
    Dns here = host -> List.of(InetAddress.getLoopbackAddress());
    call(url, here);
    run("iptables", "-A", rule[0], rule[1], rule[2], rule[3], rule[4], rule[5], rule[6]);
    call(url, here);
    run("iptables", "-D", rule[0], rule[1], rule[2], rule[3], rule[4], rule[5], rule[6]);
    call(url, here);
  }

  private static void withoutNames(String url, Path hosts) throws Exception {
    run("iptables", "-A", "INPUT", "-p", "udp", "--dport", "53", "-j", "DROP");
    call(url, Dns.SYSTEM);
    Files.writeString(hosts, "127.0.0.1 " + HOST + "\n", StandardOpenOption.APPEND);
    // Java remembers for ten seconds that nobody knew the name.
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).until(() -> call(url, Dns.SYSTEM).equals("200"));
  }

  private static String call(String url, Dns dns) {
    long began = System.nanoTime();
    String result;
    try (Wire wire = new Wire(Duration.ofSeconds(30), dns)) {
      result = Integer.toString(wire.exchange(new Request.Builder().url(url).build(), () -> false, response -> response.code()));
    } catch (IOException e) {
      result = Refusals.of("asking", e).getMessage();
    }
    System.out.println(Duration.ofNanos(System.nanoTime() - began).toSeconds() + " " + result);
    return result;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
