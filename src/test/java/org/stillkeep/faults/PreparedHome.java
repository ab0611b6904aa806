package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.stillkeep.cli.Installation;
import org.stillkeep.faults.Outcome.Listed;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.media.MediaSamples;

/**
 * A home with a vault: photos and a video, with names and times that are hard to keep, and one file that takes a while to copy.
 * Made once, since deriving a vault's key takes seconds; what happens to it happens to copies.
 */
final class PreparedHome {

  /** Takes a while, so that something can happen meanwhile. */
  static final int VIDEO_BYTES = 24 << 20;

  static final Instant LONG_AGO = Instant.parse("1925-06-07T08:09:10Z");
  static final Instant ODD_SECOND = Instant.parse("2019-08-07T14:05:05Z");

  /** What no file system of all may hold, or only in other words. */
  static final List<String> HARD_NAMES =
      List.of("CON.jpg", "nul.tar.jpg", "a:b?c.jpg", "dots. .jpg", "caf\u00e9.jpg", "cafe\u0301.jpg", "IMG.JPG", "img.jpg", "\u5199\u771f".repeat(25) + ".jpg");

  static final String NEW_PHOTO = "later.jpg";

  private static final int PLAIN = 20;

  private static Optional<PreparedHome> shared = Optional.empty();

  private final Path home;
  private final List<String> contents = new ArrayList<>();

  private PreparedHome(Path home) {
    this.home = home;
  }

  /** The one that all tests of this run share: nobody changes it. It is gone when the run is. */
  static synchronized PreparedHome shared() throws Exception {
    if (shared.isEmpty()) {
      Path folder = Files.createTempDirectory("stillkeep-faults");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      shared = Optional.of(in(folder));
    }
    return shared.get();
  }

  /** Makes one in an empty folder. */
  private static PreparedHome in(Path home) throws Exception {
    PreparedHome prepared = new PreparedHome(home);
    Installation installation = Installation.withVault(home);
    List<String> command = new ArrayList<>(List.of("import"));
    prepared.takeout().writeTo(installation.inbox()).values().forEach(archive -> command.add(archive.toString()));
    installation.run(command.toArray(String[]::new)).mustSucceed();
    for (String archive : command.subList(1, command.size())) {
      Files.delete(Path.of(archive));
    }
    later().writeTo(Files.createDirectory(home.resolve("later")));
    return prepared;
  }

  /** A further Takeout, in the folder {@code later}: one photo that is new, and a description for one that is there. */
  private static TakeoutBuilder later() {
    return TakeoutBuilder.takeout("20240801T101010Z")
        .media("IMG_0.jpg", content("IMG_0.jpg", 40_000))
        .album("Sardinia")
        .description("at the beach")
        .photo(NEW_PHOTO);
  }

  Path folder() {
    return home;
  }

  /** Asserts that every photo and video lies in a listed export, once and whole, and nothing that is half. */
  void assertAllIn(Map<String, Listed> export) {
    List<String> found =
        export.entrySet().stream().filter(file -> isMedia(file.getKey())).map(file -> file.getValue().sha256()).toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(contents);
    assertThat(export.keySet()).noneMatch(path -> path.contains(".stillkeep-tmp-"));
  }

  static boolean isMedia(String path) {
    return path.matches("(?i).*\\.(jpg|mp4)");
  }

  private TakeoutBuilder takeout() {
    TakeoutBuilder takeout = TakeoutBuilder.takeout();
    for (int i = 0; i < PLAIN; i++) {
      add(takeout, "IMG_" + i + ".jpg", 40_000).album(i % 2 == 0 ? "Sardinia" : "SARDINIA");
    }
    HARD_NAMES.forEach(name -> add(takeout, name, 1_000));
    add(takeout, "grandmother.jpg", 1_000).takenAt(LONG_AGO);
    add(takeout, "odd.jpg", 1_000).takenAt(ODD_SECOND);
    add(takeout, "zoo.mp4", VIDEO_BYTES);
    return takeout;
  }

  private TakeoutBuilder add(TakeoutBuilder takeout, String name, int moreBytes) {
    byte[] content = content(name, moreBytes);
    contents.add(sha256(content));
    return takeout.media(name, content);
  }

  private static byte[] content(String name, int moreBytes) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(name.endsWith(".mp4") ? MediaSamples.mp4(name, 2_000) : MediaSamples.jpeg(name));
    byte[] noise = new byte[moreBytes];
    new Random(name.hashCode()).nextBytes(noise);
    content.writeBytes(noise);
    return content.toByteArray();
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
