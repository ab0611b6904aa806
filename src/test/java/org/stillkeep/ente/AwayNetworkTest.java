package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Tier;

/** A network that is there and swallows what is sent, in a network namespace of the test's own. */
@Covers("F67")
class AwayNetworkTest {

  /** Names are asked for on this computer, where the firewall swallows the question. */
  private static final String SET_UP =
      "ip link set lo up; ip -6 addr add fd00::1/128 dev lo nodad; mount --bind \"$0\" /etc/resolv.conf; mount --bind \"$1\" /etc/hosts; shift; exec \"$@\"";

  @TempDir private Path folder;

  private Path resolver;
  private Path hosts;

  @BeforeEach
  void prepare() throws Exception {
    Tier.needs(2);
    resolver = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    assumeTrue(works("iptables", "-L") && works("ip6tables", "-L"), "needs root, a network namespace and iptables");
  }

  @Test
  void whereIpv6LeadsNowhereIpv4IsTakenWithinSeconds() throws Exception {
    String line = calls("ipv6").get(0);
    assertThat(line).endsWith(" 200");
    assertThat(seconds(line)).isLessThan(15);
  }

  @Test
  void aFirewallThatDropsEverythingIsSaidToBeAServerThatCannotBeReachedUntilItNoLongerDoes() throws Exception {
    List<String> lines = calls("all");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).endsWith(" 200");
    assertThat(lines.get(1)).contains("the server cannot be reached", "timed out");
    assertThat(seconds(lines.get(1))).isLessThanOrEqualTo(60);
    assertThat(lines.get(2)).endsWith(" 200");
  }

  @Test
  void namesThatNobodyAnswersForAreSaidAndLookedUpAnew() throws Exception {
    List<String> lines = calls("names");
    assertThat(lines.get(0)).contains("the server cannot be reached", "photos.example.org");
    assertThat(seconds(lines.get(0))).isLessThanOrEqualTo(60);
    assertThat(lines.get(lines.size() - 1)).endsWith(" 200");
  }

  private static long seconds(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private boolean works(String... command) throws IOException, InterruptedException {
    return within(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
  }

  /** What {@link AwayNetwork} says of its calls. */
  private List<String> calls(String away) throws IOException, InterruptedException {
    String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path out = folder.resolve("out.txt");
    Process process =
        within(java, "-XX:+UseSerialGC", "-cp", classPath, AwayNetwork.class.getName(), away, hosts.toString())
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(said).isTrue();
    return said.lines().toList();
  }

  private ProcessBuilder within(String... command) {
    List<String> all = new ArrayList<>(List.of("unshare", "--net", "--mount", "--propagation", "private", "sh", "-euc", SET_UP));
    all.add(resolver.toString());
    all.add(hosts.toString());
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectErrorStream(true);
  }
}
