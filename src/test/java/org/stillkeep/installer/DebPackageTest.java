package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.TakeoutBuilder;

/**
 * The life of the .deb on a machine with a real systemd: installed, used by a user's service, by the system's and by a session,
 * upgraded in the middle of an import, removed, purged. Each test goes on where the one before it ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DebPackageTest {

  private static final int BIG_PHOTOS = 30;
  private static final int BIG_PHOTO_BYTES = 5_000_000;
  private static final String HOME = "/home/ann/Stillkeep";
  private static final String STATE = "/home/ann/.local/state/stillkeep";

  private Path shared;
  private Path oldPackage;
  private Path newPackage;
  private Machine machine;
  private String[] ann;

  @BeforeAll
  void boot(@TempDir Path folder) throws Exception {
    shared = Files.createDirectory(folder.resolve("shared"));
    machine = Machine.boot(Files.createDirectory(folder.resolve("machine")), shared);
    oldPackage = share(Packages.deb("0.1.0"));
    newPackage = share(Packages.deb("0.1.1"));
  }

  @AfterAll
  void shutDown() throws Exception {
    if (machine != null) {
      machine.close();
    }
  }

  private Path share(Path file) throws IOException {
    return Files.copy(file, shared.resolve(file.getFileName()));
  }

  @Test
  @Order(1)
  void itInstallsAndSetsNothingUp() throws Exception {
    install(oldPackage);
    // The services give way to everything else on the machine, which is busy with tests.
    for (String unit : List.of("user/stillkeep.service.d", "system/stillkeep@.service.d")) {
      machine.write("/etc/systemd/" + unit + "/test.conf", "[Service]\nNice=0\nIOSchedulingClass=best-effort\n");
    }
    machine.run("systemctl", "daemon-reload").mustSucceed();
    ann = machine.addUser("ann");
    asAnn("/opt/stillkeep/lib/autostart").mustSucceed();

    assertThat(asAnn("stillkeep", "--version").mustSucceed().said()).startsWith("stillkeep ");
    assertThat(machine.run("find", "/home/ann", "-name", "*tillkeep*").said()).isEmpty();
    assertThat(machine.run("systemctl", "is-enabled", "stillkeep@ann").said()).startsWith("disabled");
    assertThat(asAnn("systemctl", "--user", "is-enabled", "stillkeep").said()).startsWith("disabled");
    note("deb", "size " + Files.size(oldPackage) / 1_000_000 + " MB (packed quickly), installed " + machine.run("du", "-sm", "/opt/stillkeep").said());
  }

  @Test
  @Order(2)
  void aUsersServiceMakesEverythingImportsAndExports() throws Exception {
    asAnn("systemctl", "--user", "enable", "--now", "stillkeep").mustSucceed();
    await().until(() -> status().contains("\"state\":\"idle\""));
    settleAtOnce();
    asAnn("systemctl", "--user", "restart", "stillkeep").mustSucceed();
    drop(TakeoutBuilder.takeout("20240101T000000Z").photo("first.jpg").album("Sardinia"));

    await().untilAsserted(() -> assertThat(exported()).contains("Sardinia/first.jpg"));
    assertThat(machine.run("readlink", "/proc/" + userServicePid() + "/exe").said()).startsWith("/opt/stillkeep/lib/runtime/bin/java");
    noteAgent("user service");
  }

  @Test
  @Order(3)
  void anUpgradeInTheMiddleOfAnImportLosesNothing() throws Exception {
    long objects = vaultObjects();
    drop(bigTakeout("20240202T000000Z"));
    await().pollInterval(Duration.ofMillis(50)).until(() -> vaultObjects() > objects + BIG_PHOTOS / 4);
    String before = userServicePid();
    assertThat(vaultObjects()).as("the import is under way").isLessThan(objects + BIG_PHOTOS);
    install(newPackage);

    assertThat(machine.run("dpkg-query", "--show", "--showformat=${Version}", "stillkeep").said()).isEqualTo("0.1.1");
    await().untilAsserted(() -> assertThat(exported()).hasSize(BIG_PHOTOS + 1));
    assertThat(userServicePid()).isNotEqualTo(before);
  }

  @Test
  @Order(4)
  void theLockedUpSystemServiceDoesTheSame() throws Exception {
    asAnn("systemctl", "--user", "disable", "--now", "stillkeep").mustSucceed();
    machine.run("systemctl", "start", "stillkeep@ann").mustSucceed();
    await().until(() -> status().contains("\"state\":\"idle\""));
    drop(TakeoutBuilder.takeout("20240303T000000Z").photo("third.jpg").album("Sardinia"));

    await().untilAsserted(() -> assertThat(exported()).contains("Sardinia/third.jpg"));
    String pid = machine.run("systemctl", "show", "--property=MainPID", "--value", "stillkeep@ann").said().strip();
    assertThat(machine.run("nsenter", "--mount", "--target", pid, "touch", "/usr/x").said()).contains("Read-only file system");
    note("system service", "ready after " + secondsToReady() + " s");
    machine.run("systemctl", "stop", "stillkeep@ann").mustSucceed();
  }

  @Test
  @Order(5)
  void theSystemServiceSeesADiskComeAndGo() throws Exception {
    machine.run("install", "-d", "-o", "ann", "/disk", "/mnt/nas").mustSucceed();
    asAnn("sh", "-c", "printf '\\n[[export]]\\npath = \"/mnt/nas/Export\"\\n' >> .config/stillkeep/config.toml").mustSucceed();
    machine.run("mount", "--bind", "/disk", "/mnt/nas").mustSucceed();
    machine.run("systemctl", "start", "stillkeep@ann").mustSucceed();
    await().until(() -> machine.run("test", "-f", "/disk/Export/Sardinia/first.jpg").exitCode() == 0);
    await().until(() -> machine.run("umount", "/mnt/nas").exitCode() == 0);
    drop(TakeoutBuilder.takeout("20240313T000000Z").photo("while-away.jpg").album("Sardinia"));
    await().untilAsserted(() -> assertThat(exported()).contains("Sardinia/while-away.jpg"));
    machine.run("mount", "--bind", "/disk", "/mnt/nas").mustSucceed();

    await().until(() -> machine.run("test", "-f", "/disk/Export/Sardinia/while-away.jpg").exitCode() == 0);
    assertThat(machine.run("systemctl", "stop", "stillkeep@ann").mustSucceed().said()).isEmpty();
  }

  @Test
  @Order(6)
  void anAgentOfASessionGoesOnWhileItsPackageIsReplaced() throws Exception {
    asAnn("sh", "-c", "setsid /opt/stillkeep/lib/autostart > session.log 2>&1 &").mustSucceed();
    await().until(() -> status().contains("\"state\":\"idle\""));
    String before = agentPids();
    install(newPackage);
    drop(TakeoutBuilder.takeout("20240404T000000Z").photo("fourth.jpg").album("Sardinia"));

    await().untilAsserted(() -> assertThat(exported()).contains("Sardinia/fourth.jpg"));
    assertThat(agentPids()).isEqualTo(before).isNotEmpty();
  }

  @Test
  @Order(7)
  void removedAndPurgedItEndsItsAgentsAndLeavesWhatIsTheirs() throws Exception {
    asAnn("stillkeep", "pause").mustSucceed();
    List<String> before = treasures();
    Ran removed = machine.run("dpkg", "--remove", "stillkeep").mustSucceed();

    assertThat(agentPids()).isEmpty();
    assertThat(machine.run("dpkg", "--listfiles", "stillkeep").said()).contains("/etc/xdg/autostart/stillkeep.desktop").doesNotContain("/opt/stillkeep");
    Ran purged = machine.run("dpkg", "--purge", "stillkeep").mustSucceed();
    for (Ran each : List.of(removed, purged)) {
      assertThat(each.said()).contains("every vault, inbox and export folder is where it was", "~/.config/stillkeep", "~/.local/state/stillkeep");
    }
    assertThat(machine.run("find", "/opt/stillkeep", "/usr/bin/stillkeep", "/etc/xdg/autostart/stillkeep.desktop").exitCode()).isNotZero();
    assertThat(treasures()).containsAll(before);
  }

  @Test
  @Order(8)
  void installedAgainItGoesOnFromThere() throws Exception {
    install(newPackage);
    asAnn("systemctl", "--user", "start", "stillkeep").mustSucceed();
    await().until(() -> status().contains("\"state\":\"paused\""));
    asAnn("stillkeep", "resume").mustSucceed();
    await().until(() -> status().contains("\"state\":\"idle\""));
    asAnn("systemctl", "--user", "stop", "stillkeep").mustSucceed();
    asAnn("stillkeep", "verify", "--read-data", "--export").mustSucceed();
    assertThat(exported()).hasSize(BIG_PHOTOS + 4);
  }

  private void install(Path file) throws Exception {
    machine.run("dpkg", "--install", "/shared/" + file.getFileName()).mustSucceed();
  }

  private Ran asAnn(String... command) throws Exception {
    return machine.run(Stream.concat(Stream.of(ann), Stream.of(command)).toArray(String[]::new));
  }

  /** Shortens the waiting times of the configuration that the first start has made. */
  private void settleAtOnce() throws Exception {
    asAnn("sed", "-i", "s/^scan_seconds = [0-9]*/scan_seconds = 1/; s/^quiet_seconds = [0-9]*/quiet_seconds = 0/", ".config/stillkeep/config.toml")
        .mustSucceed();
  }

  private void drop(TakeoutBuilder takeout) throws Exception {
    for (Path archive : takeout.writeTo(shared).values()) {
      asAnn("cp", "/shared/" + archive.getFileName(), HOME + "/Inbox/").mustSucceed();
    }
  }

  private static TakeoutBuilder bigTakeout(String stamp) {
    TakeoutBuilder takeout = TakeoutBuilder.takeout(stamp);
    Random random = new Random(4);
    for (int i = 0; i < BIG_PHOTOS; i++) {
      byte[] content = new byte[BIG_PHOTO_BYTES];
      random.nextBytes(content);
      takeout.media("big" + i + ".jpg", content).album("Big");
    }
    return takeout;
  }

  private String status() throws Exception {
    return asAnn("stillkeep", "status", "--json").said();
  }

  private long vaultObjects() throws Exception {
    return machine.run("find", HOME + "/Vault/objects", "-type", "f").said().lines().count();
  }

  private List<String> exported() throws Exception {
    return asAnn("find", HOME + "/Export", "-name", "*.jpg", "-printf", "%P\n").mustSucceed().said().lines().toList();
  }

  /** What must outlive the package. */
  private List<String> treasures() throws Exception {
    return Stream.of(HOME, STATE + "/vault.key", "/home/ann/.config/stillkeep/config.toml")
        .flatMap(path -> hashes(path).stream())
        .toList();
  }

  private List<String> hashes(String path) {
    try {
      return machine.snapshot(path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String userServicePid() throws Exception {
    return asAnn("systemctl", "--user", "show", "--property=MainPID", "--value", "stillkeep").mustSucceed().said().strip();
  }

  private String agentPids() throws Exception {
    return machine.run("pgrep", "--full", "/opt/stillkeep/lib/runtime/bin/java.* run").said().strip();
  }

  /** From the start of the service to its word that archives may be dropped, by the journal's clock. */
  private double secondsToReady() throws Exception {
    String journal = machine.run("journalctl", "--no-pager", "--output=short-monotonic").said();
    return lastTime(journal, ": drop Takeout archives into") - lastTime(journal, ": Starting stillkeep");
  }

  private static double lastTime(String journal, String words) {
    Matcher line = Pattern.compile("\\[ *([0-9.]+)].*" + Pattern.quote(words)).matcher(journal);
    double last = Double.NaN;
    while (line.find()) {
      last = Double.parseDouble(line.group(1));
    }
    return last;
  }

  private void noteAgent(String name) throws Exception {
    String memory = machine.run("grep", "VmRSS", "/proc/" + userServicePid() + "/status").said().strip();
    note(name, "ready after " + secondsToReady() + " s, " + memory);
  }

  /** Figures for the record: they lie in the artefacts and in the log of the build. */
  private static void note(String name, String figure) throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("stillkeep.artefacts", "target/artefacts")));
    String line = name + ": " + figure.strip() + "\n";
    System.out.print(line);
    Files.writeString(folder.resolve("packages.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500));
  }
}
