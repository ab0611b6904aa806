package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.inbox.InboxProblem.Kind;
import org.stillkeep.inbox.WaitingArchive.Reason;

class InboxScannerTest {

  private static final byte[] PHOTO = "pixels".repeat(100).getBytes(StandardCharsets.US_ASCII);
  private static final Duration QUIET = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Path inbox;
  private long nowNanos = Long.MAX_VALUE - 5;
  private InboxScanner scanner;

  @BeforeEach
  void makeInbox() throws IOException {
    inbox = Files.createDirectory(folder.resolve("inbox"));
    scanner = new InboxScanner(List.of(inbox), new SettleOptions(QUIET), () -> nowNanos);
  }

  /** Looks, lets the quiet time pass, and looks again. */
  private InboxListing scanTwice() {
    scanner.scan(() -> false);
    return scanAfter(QUIET);
  }

  private InboxListing scanAfter(Duration time) {
    nowNanos += time.toNanos();
    return scanner.scan(() -> false);
  }

  private static byte[] zip() {
    HandmadeZip zip = new HandmadeZip();
    zip.add("Takeout/Google Photos/a.jpg", PHOTO).stored();
    return zip.bytes();
  }

  private static List<Reason> reasons(InboxListing listing) {
    return listing.waiting().stream().map(WaitingArchive::reason).toList();
  }

  private static List<Kind> kinds(InboxListing listing) {
    return listing.problems().stream().map(InboxProblem::kind).toList();
  }

  @Test
  @Covers({"F30", "P18"})
  void anArchiveIsSettledWhenItStayedTheSameOverTheQuietTime() throws IOException {
    Path file = Files.write(inbox.resolve("takeout-20240525T201456Z-001.zip"), zip());
    assertThat(reasons(scanner.scan(() -> false))).containsExactly(Reason.GROWING);
    assertThat(reasons(scanAfter(QUIET.minusNanos(1)))).containsExactly(Reason.GROWING);
    InboxListing listing = scanAfter(Duration.ofNanos(1));
    assertThat(listing.waiting()).isEmpty();
    assertThat(listing.settled()).extracting(SettledArchive::path).containsExactly(file);
    assertThat(listing.settled().get(0).name().part()).hasValue(1);
    assertThat(listing.settled().get(0).sizeBytes()).isEqualTo(Files.size(file));
  }

  @Test
  @Covers({"F30", "F40"})
  void aGrowingTgzIsWaitedFor() throws IOException {
    byte[] pixels = new byte[300_000];
    new Random(3).nextBytes(pixels);
    byte[] whole = new HandmadeTgz().add("Takeout/Google Photos/a/a.jpg", pixels).bytes();
    Path file = Files.write(inbox.resolve("takeout-20240525T201456Z-001.tgz"), Arrays.copyOf(whole, 200_000));
    assertThat(reasons(scanTwice())).containsExactly(Reason.INCOMPLETE);
    Files.write(file, whole);
    assertThat(reasons(scanAfter(QUIET))).containsExactly(Reason.GROWING);
    assertThat(scanAfter(QUIET).settled()).extracting(SettledArchive::kind).containsExactly(ArchiveKind.TGZ);
  }

  @Test
  void oneLookIsNeverEnough() throws IOException {
    scanner = new InboxScanner(List.of(inbox), new SettleOptions(Duration.ZERO), () -> nowNanos);
    Files.write(inbox.resolve("a.zip"), zip());
    assertThat(scanner.scan(() -> false).settled()).isEmpty();
    assertThat(scanner.scan(() -> false).settled()).hasSize(1);
  }

  @Test
  @Covers({"F30", "F35", "P18"})
  void everyChangeStartsTheWaitAnew() throws IOException {
    byte[] zip = zip();
    Path file = Files.write(inbox.resolve("a.zip"), new byte[zip.length - 1]);
    scanner.scan(() -> false);
    Files.write(file, zip);
    assertThat(reasons(scanAfter(QUIET))).as("longer").containsExactly(Reason.GROWING);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(reasons(scanAfter(QUIET))).as("another time").containsExactly(Reason.GROWING);
    Path copy = Files.copy(file, folder.resolve("copy.zip"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(reasons(scanAfter(QUIET))).as("another file").containsExactly(Reason.GROWING);
    assertThat(scanAfter(QUIET).settled()).hasSize(1);
  }

  @Test
  void aSettledArchiveIsNotReadAgainUntilItChanges() throws IOException {
    Path file = Files.write(inbox.resolve("a.zip"), zip());
    SettledArchive settled = scanTwice().settled().get(0);
    assertThat(scanAfter(QUIET).settled().get(0)).isSameAs(settled);
    Files.write(file, zip());
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(reasons(scanAfter(QUIET))).containsExactly(Reason.GROWING);
  }

  @Test
  @Covers({"F31", "F36", "Z15", "Z16", "Z24"})
  void everyKindOfIncompleteFileHasItsOwnReason() throws IOException {
    byte[] zip = zip();
    Files.write(inbox.resolve("1.zip"), new byte[0]);
    Files.write(inbox.resolve("2.zip"), new byte[50_000]);
    Files.write(inbox.resolve("3.zip"), Arrays.copyOf(zip, zip.length - 5));
    Files.write(inbox.resolve("4.zip"), "<!DOCTYPE html><html>".getBytes(StandardCharsets.US_ASCII));
    Files.write(inbox.resolve("5.zip"), PHOTO);
    Files.write(inbox.resolve("6.tgz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    Files.write(inbox.resolve("7.z01"), PHOTO);
    Files.write(inbox.resolve("8.txt"), PHOTO);
    Files.write(inbox.resolve("9.mp4"), new byte[50_000]);
    InboxListing listing = scanTwice();
    assertThat(listing.settled()).isEmpty();
    assertThat(listing.waiting())
        .extracting(each -> each.path().getFileName() + " " + each.reason())
        .containsExactlyInAnyOrder("1.zip EMPTY", "2.zip ZERO_FILLED", "3.zip INCOMPLETE", "6.tgz INCOMPLETE", "9.mp4 ZERO_FILLED");
    assertThat(listing.problems())
        .extracting(each -> each.path().getFileName() + " " + each.kind())
        .containsExactlyInAnyOrder(
            "4.zip WEB_PAGE", "5.zip NOT_AN_ARCHIVE", "7.z01 SPLIT", "8.txt NOT_AN_ARCHIVE");
  }

  @Test
  @Covers({"F33", "P18"})
  void temporaryNamesAreShownAsWaitingAndNeverRead() throws IOException {
    List<String> names =
        List.of(
            "a.zip.crdownload",
            "Unconfirmed 1234.crdownload",
            "a.zip.part",
            "a.zip.opdownload",
            "a.zip.filepart",
            "a.zip.partial",
            "a.tmp",
            ".syncthing.a.zip.tmp",
            "~syncthing~a.zip.tmp",
            ".goutputstream-ABC123",
            ".a.zip.Xy12zZ");
    for (String name : names) {
      Files.write(inbox.resolve(name), zip());
    }
    Files.createDirectory(inbox.resolve("a.zip.download"));
    InboxListing listing = scanTwice();
    assertThat(listing.settled()).isEmpty();
    assertThat(listing.problems()).isEmpty();
    assertThat(reasons(listing)).hasSize(names.size() + 1).containsOnly(Reason.TEMPORARY_NAME);
  }

  @Test
  @Covers("F33")
  void aDownloadIsPickedUpOnceItIsRenamed() throws IOException {
    Path loading = Files.write(inbox.resolve("a.zip.crdownload"), zip());
    scanTwice();
    Files.move(loading, inbox.resolve("a.zip"));
    assertThat(scanTwice().settled()).hasSize(1);
  }

  @Test
  @Covers("F29")
  void litterIsPassedOverInSilence() throws IOException {
    for (String name : List.of(".DS_Store", "._a.zip", "Thumbs.db", "desktop.ini", ".hidden")) {
      Files.write(inbox.resolve(name), PHOTO);
    }
    Files.createDirectories(inbox.resolve("@eaDir/x.zip"));
    assertThat(scanTwice()).isEqualTo(new InboxListing(List.of(), List.of(), List.of()));
  }

  @Test
  void loosePicturesVideosAndSidecarsAreArchivesOfTheirOwn() throws IOException {
    Files.write(inbox.resolve("GH010015-023.MP4"), PHOTO);
    Files.write(inbox.resolve("IMG_1.jpg.json"), PHOTO);
    assertThat(scanTwice().settled()).extracting(SettledArchive::kind).containsExactly(ArchiveKind.FILE, ArchiveKind.FILE);
  }

  @Test
  @Covers("F40")
  void anUnpackedTakeoutIsSettledWhenNothingInsideChanged() throws IOException {
    Path inside = Files.createDirectories(inbox.resolve("Takeout/Google Photos/Photos from 2019"));
    Files.write(inside.resolve("a.jpg"), PHOTO);
    assertThat(reasons(scanner.scan(() -> false))).containsExactly(Reason.GROWING);
    Files.write(inside.resolve("b.jpg"), PHOTO);
    assertThat(reasons(scanAfter(QUIET))).containsExactly(Reason.GROWING);
    SettledArchive settled = scanAfter(QUIET).settled().get(0);
    assertThat(settled.kind()).isEqualTo(ArchiveKind.FOLDER);
    assertThat(settled.sizeBytes()).isEqualTo(2L * PHOTO.length);
  }

  @Test
  @Covers("F40")
  void aFolderOfArchivesIsLookedInto() throws IOException {
    Path inside = Files.createDirectories(inbox.resolve("from the laptop/more"));
    Files.write(inside.resolveSibling("a.zip"), zip());
    Files.write(inside.resolve("b.zip"), zip());
    assertThat(scanTwice().settled()).extracting(SettledArchive::fileName).containsExactly("a.zip", "b.zip");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  @Covers("F49")
  void pipesAndLinksAreReportedAndNeverOpened() throws IOException, InterruptedException {
    Files.createSymbolicLink(inbox.resolve("link.zip"), Files.write(folder.resolve("real.zip"), zip()));
    boolean piped = makePipe(inbox.resolve("pipe.zip"));
    assumeTrue(piped, "no mkfifo on this machine");
    InboxListing listing = scanTwice();
    assertThat(listing.settled()).isEmpty();
    assertThat(kinds(listing)).containsExactly(Kind.NOT_A_FILE, Kind.NOT_A_FILE);
  }

  private static boolean makePipe(Path path) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  @Test
  @Covers("P12")
  void whatWeWroteOurselvesIsNeverLookedInto() throws IOException {
    Path export = Files.createDirectories(inbox.resolve("Export"));
    Files.write(export.resolve(".stillkeep-export"), PHOTO);
    Files.write(export.resolve("a.zip"), zip());
    Path vault = Files.createDirectories(inbox.resolve("Vault"));
    Files.write(vault.resolve("vault.json"), PHOTO);
    InboxListing listing = scanTwice();
    assertThat(listing.settled()).isEmpty();
    assertThat(kinds(listing)).containsExactly(Kind.OURS, Kind.OURS);
    Files.write(inbox.resolve("vault.json"), PHOTO);
    assertThat(scanTwice().problems()).containsExactly(new InboxProblem(inbox, Kind.OURS, ""));
  }

  @Test
  @Covers("F43")
  void anInboxThatIsMissingOrNoFolderOrReplacedIsAProblem() throws IOException {
    Files.write(inbox.resolve("a.zip"), zip());
    assertThat(scanTwice().problems()).isEmpty();
    Files.move(inbox, folder.resolve("moved"));
    assertThat(kinds(scanner.scan(() -> false))).containsExactly(Kind.MISSING);
    Files.write(inbox, PHOTO);
    assertThat(kinds(scanner.scan(() -> false))).containsExactly(Kind.NOT_A_FOLDER);
    Files.delete(inbox);
    Files.createDirectory(inbox);
    assertThat(kinds(scanner.scan(() -> false))).containsExactly(Kind.REPLACED);
    assertThat(kinds(scanner.scan(() -> false))).isEmpty();
  }

  @Test
  @Covers("F45")
  void whatMayNotBeReadWaitsForPermission() throws IOException {
    Path file = Files.write(inbox.resolve("a.zip"), zip());
    assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "file modes do not bind this user");
    assertThat(reasons(scanTwice())).containsExactly(Reason.NO_PERMISSION);
    assertThat(file.toFile().setReadable(true)).isTrue();
    assertThat(scanner.scan(() -> false).settled()).hasSize(1);
  }

  @Test
  @Covers("F45")
  void aFolderThatMayNotBeEnteredWaitsForPermission() throws IOException {
    Path inside = Files.createDirectory(inbox.resolve("from the laptop"));
    Files.write(inside.resolve("a.zip"), zip());
    Files.write(inbox.resolve("b.zip"), zip());
    assumeTrue(inside.toFile().setReadable(false) && !Files.isReadable(inside), "file modes do not bind this user");
    InboxListing listing = scanTwice();
    assertThat(reasons(listing)).containsExactly(Reason.NO_PERMISSION);
    assertThat(listing.settled()).extracting(SettledArchive::fileName).containsExactly("b.zip");
    assertThat(inside.toFile().setReadable(true)).isTrue();
    assertThat(scanTwice().settled()).hasSize(2);
  }

  @Test
  @Covers("F29")
  void aFolderOfTheNasThatMayNotBeEnteredIsPassedOver() throws IOException {
    Files.write(inbox.resolve("b.zip"), zip());
    Path inside = Files.createDirectories(inbox.resolve("Takeout/Google Photos/Photos from 2019"));
    Files.write(inside.resolve("a.jpg"), PHOTO);
    List<Path> closed = List.of(Files.createDirectory(inbox.resolve("@eaDir")), Files.createDirectory(inside.resolve("@eaDir")));
    for (Path each : closed) {
      assumeTrue(each.toFile().setReadable(false) && each.toFile().setExecutable(false) && !Files.isReadable(each), "file modes do not bind this user");
    }
    scanTwice();
    InboxListing listing = scanAfter(QUIET);
    assertThat(listing.settled()).hasSize(2);
    assertThat(listing.waiting()).isEmpty();
    assertThat(listing.problems()).isEmpty();
    closed.forEach(each -> assertThat(each.toFile().setReadable(true)).isTrue());
  }

  @Test
  @Covers("F47")
  void aLongLookCanBeStoppedBetweenAnyTwoThings() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.write(inbox.resolve(i + ".jpg"), PHOTO);
    }
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> scanner.scan(() -> asked.incrementAndGet() > 50)).isInstanceOf(CancellationException.class);
    assertThat(asked.get()).isEqualTo(51);
    assertThat(scanTwice().settled()).hasSize(100);
  }

  @Test
  void whatIsGoneIsForgotten() throws IOException {
    Path file = Files.write(inbox.resolve("a.zip"), zip());
    scanTwice();
    Files.move(file, folder.resolve("a.zip"));
    assertThat(scanner.scan(() -> false)).isEqualTo(new InboxListing(List.of(), List.of(), List.of()));
    Files.move(folder.resolve("a.zip"), file);
    assertThat(reasons(scanAfter(QUIET))).containsExactly(Reason.GROWING);
  }
}
