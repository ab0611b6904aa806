package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.cli.Installation;
import org.stillkeep.faults.Outcome.Listed;
import org.stillkeep.files.Mounts;

/**
 * An export to the file systems of Windows and of memory cards. On all of them: every photo whole and once, nothing written a second
 * time, not even after the disk was mounted anew. Prints what each made of the times.
 */
class FurtherFileSystemsTest {

  @TempDir private Path temp;
  private Mounts mounts;

  @BeforeEach
  void require() throws Exception {
    mounts = new Mounts(temp);
    Tier.needs(2);
  }

  @AfterEach
  void unmount() throws Exception {
    mounts.close();
  }

  static Stream<Arguments> fileSystems() {
    return Stream.of(
        arguments("exFAT", List.of("mkfs.exfat"), List.of("mount.exfat-fuse")),
        arguments("NTFS", List.of("mkfs.ntfs", "-q", "-F", "-f"), List.of("mount.ntfs-3g")),
        arguments("NTFS with the names of Windows", List.of("mkfs.ntfs", "-q", "-F", "-f"), List.of("mount.ntfs-3g", "-o", "windows_names")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fileSystems")
  @Covers({"F25", "F29b"})
  void anExportIsCompleteAndStaysInStep(String name, List<String> mkfs, List<String> mount) throws Exception {
    Path disk = mounts.directory("disk");
    String device = mounts.device("300M", mkfs.toArray(String[]::new));
    String[] command = Stream.concat(mount.stream(), Stream.of(device, disk.toString())).toArray(String[]::new);
    mounts.mount(disk, command);
    PreparedHome home = PreparedHome.shared();
    Installation installation = Installation.at(home.folder()).copyTo(mounts.directory("home"));
    installation.exportTo(Files.createDirectory(disk.resolve("Export")));

    installation.runHere("export").mustSucceed();
    assertThat(installation.runHere("export").mustSucceed().words()).contains("in step, nothing to do");
    mounts.unmount(disk);
    mounts.mount(disk, command);
    assertThat(installation.runHere("export", "--full").mustSucceed().words()).contains("in step, nothing to do");
    assertThat(installation.runHere("verify", "--export").mustSucceed().words()).contains("all is well");
    Map<String, Listed> export = list(installation.export());
    home.assertAllIn(export);
    System.out.println("F25 F29b " + name + ": 1925 is " + time(export, "grandmother.jpg") + ", an odd second is " + time(export, "odd.jpg"));

    try (Stream<Path> later = Files.list(home.folder().resolve("later"))) {
      installation.runHere("import", later.findFirst().orElseThrow().toString()).mustSucceed();
    }
    installation.runHere("export").mustSucceed();
    assertThat(installation.runHere("export", "--full").mustSucceed().words()).contains("in step, nothing to do");
    assertThat(list(installation.export()).keySet()).hasSizeGreaterThan(export.size()).anyMatch(path -> path.endsWith("/" + PreparedHome.NEW_PHOTO));
  }

  private static Instant time(Map<String, Listed> export, String name) {
    return export.entrySet().stream()
        .filter(file -> file.getKey().endsWith("/" + name))
        .map(file -> file.getValue().modified())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Listed> list(Path folder) throws Exception {
    Map<String, Listed> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path each : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(each).toString(), listed(each));
      }
    }
    return files;
  }

  private static Listed listed(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    return new Listed(sha256, content.length, Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS));
  }
}
