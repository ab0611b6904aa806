package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.TakeoutBuilder;

/** The image for a NAS, built by Podman upon a fresh Debian, and run as locked up as the compose file says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerPackageTest {

  private static final String USER = "1026";
  private static final String GROUP = "100";
  private static final String CONTAINER = "stillkeep-test";

  private Path folder;

  @BeforeAll
  void buildImage(@TempDir Path empty) throws Exception {
    folder = empty;
    assumeTrue(Boolean.getBoolean("stillkeep.slow"), "skipped: builds a container image, which takes minutes: run with -Dstillkeep.slow=true");
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    Ran.assumeInstalled("podman");
    Ran.assumeInstalled("runc");
    Ran.assumeInstalled("debootstrap");
    Path debian = folder.resolve("debian");
    Ran base = Ran.run("debootstrap", "--variant=minbase", "bookworm", debian.toString(), "http://deb.debian.org/debian");
    assumeTrue(base.exitCode() == 0, "skipped: no Debian packages can be had here for a base image");
    Ran.run("tar", "-C", debian.toString(), "-cf", folder.resolve("debian.tar").toString(), ".").mustSucceed();
    podman("import", folder.resolve("debian.tar").toString(), "localhost/base").mustSucceed();
    podman("build", "--isolation", "chroot", "--format", "docker", "--build-arg", "BASE=localhost/base", "--build-arg", "BUILDER=localhost/base",
            "--file", "installer/container/Containerfile", "--tag", "localhost/stillkeep", context().toString())
        .mustSucceed();
    for (String each : List.of("inbox", "vault", "export", "state")) {
      Files.createDirectories(folder.resolve(each));
    }
  }

  @AfterEach
  void removeContainer() throws Exception {
    podman("rm", "--force", CONTAINER);
  }

  /** Links of a whole Debian are not for JUnit to judge. */
  @AfterAll
  void removeImages() throws Exception {
    Ran.run("rm", "-rf", folder + "/storage", folder + "/debian").mustSucceed();
  }

  /** The source folder as a NAS has it, with a tree that is built already. */
  private Path context() throws Exception {
    Path context = Files.createDirectories(folder.resolve("source"));
    Path built = Files.createDirectories(context.resolve("target/installer"));
    Ran.run("cp", "-a", Packages.tree().toString(), built.toString()).mustSucceed();
    Ran.run("cp", "-a", "installer", "config.example.toml", "pom.xml", context.toString()).mustSucceed();
    return context;
  }

  @Test
  void itMakesItsVaultImportsAndExportsAsTheUserThatIsNamed() throws Exception {
    start("--env", "PUID=" + USER, "--env", "PGID=" + GROUP, "--cap-add", "CHOWN", "--cap-add", "SETUID", "--cap-add", "SETGID");
    await().untilAsserted(() -> assertThat(health().exitCode()).as(() -> logs()).isZero());
    TakeoutBuilder.takeout().photo("first.jpg").album("Sardinia").writeTo(folder.resolve("inbox"));

    Path photo = folder.resolve("export/Sardinia/first.jpg");
    await().until(() -> Files.exists(photo));
    assertThat(Files.getAttribute(photo, "unix:uid", LinkOption.NOFOLLOW_LINKS)).hasToString(USER);
    assertThat(inside("cat", "/proc/1/status").said()).containsPattern("Uid:\\s" + USER + "\\s").containsPattern("CapEff:\\s0000000000000000");
    assertThat(inside("stillkeep", "status").mustSucceed().said()).startsWith("Up to date");
    assertThat(folder.resolve("vault/Stillkeep/vault.json")).exists();
    podman("stop", "--time", "15", CONTAINER).mustSucceed();
    assertThat(podman("inspect", "--format", "{{.State.ExitCode}}", CONTAINER).said()).contains("143");
  }

  @Test
  void itRefusesToRunAsRoot() throws Exception {
    Ran refused = run(List.of("--rm", "--env", "PUID=0", "--cap-add", "SETUID"));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.said()).contains("error: Stillkeep does not run as root", "hint: set PUID and PGID");
  }

  private void start(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("--detach", "--name", CONTAINER));
    all.addAll(List.of(options));
    run(all).mustSucceed();
  }

  private Ran run(List<String> options) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "--cgroup-manager=cgroupfs", "--network", "none", "--read-only", "--tmpfs", "/tmp"));
    all.addAll(List.of("--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"));
    for (String each : List.of("inbox", "vault", "export", "state")) {
      all.addAll(List.of("--volume", folder.resolve(each) + ":/" + each));
    }
    all.addAll(options);
    all.add("localhost/stillkeep");
    return podman(all.toArray(String[]::new));
  }

  private Ran health() throws Exception {
    return inside("sh", "-c", "stillkeep status --json | grep -qv '\"state\":\"not-running\"'");
  }

  private Ran inside(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("exec", CONTAINER));
    all.addAll(List.of(command));
    return podman(all.toArray(String[]::new));
  }

  private String logs() {
    try {
      return podman("logs", CONTAINER).said();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Podman with a storage of its own, which goes with the test. */
  private Ran podman(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("podman", "--runtime", "runc", "--root", folder + "/storage", "--runroot", folder + "/run"));
    command.addAll(List.of(arguments));
    return Ran.run(Path.of("."), Map.of("STORAGE_DRIVER", "vfs"), command);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500));
  }
}
