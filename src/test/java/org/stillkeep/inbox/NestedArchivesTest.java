package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;
import org.stillkeep.inbox.ArchiveException.State;

/** Takeouts in the ZIP that Google Drive makes of a folder. */
class NestedArchivesTest {

  private static final String PART_1 = "takeout-20240525T201456Z-3-001.zip";
  private static final String PART_2 = "takeout-20240525T201456Z-3-002.zip";
  private static final byte[] PHOTO = "pixels".repeat(100).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  private Path outerFile;

  @BeforeEach
  void nameTheOuter() {
    outerFile = folder.resolve("drive-download-20240601T101010Z-001.zip");
  }

  private static byte[] takeout(String photo) {
    HandmadeZip zip = new HandmadeZip();
    zip.add("Takeout/Google Photos/a/" + photo, PHOTO);
    return zip.bytes();
  }

  private Path write(HandmadeZip outer) throws IOException {
    return Files.write(outerFile, outer.bytes());
  }

  private Path inside(String entry) {
    return folder.resolve(outerFile.getFileName() + "!").resolve(entry);
  }

  private static List<Path> paths(Identified identified) {
    return identified.archives().stream().map(SettledArchive::path).toList();
  }

  @Test
  void storedArchivesAreReadWhereTheyLie() throws IOException {
    HandmadeZip outer = new HandmadeZip();
    outer.add("Takeout/" + PART_1, takeout("a.jpg")).stored();
    outer.add("Takeout/takeout-20240525T201456Z-3-002.tgz", new HandmadeTgz().add("Takeout/b.jpg", PHOTO).bytes()).stored();
    write(outer);

    Identified identified = Archives.identify(outerFile);

    assertThat(identified.refused()).isEmpty();
    assertThat(paths(identified))
        .containsExactly(
            outerFile, inside("Takeout/" + PART_1), inside("Takeout/takeout-20240525T201456Z-3-002.tgz"));
    assertThat(identified.archives().get(1).name().part()).hasValue(1);
    assertThat(identified.archives().get(2).kind()).isEqualTo(ArchiveKind.TGZ);
    for (SettledArchive each : identified.archives().subList(1, 3)) {
      try (Archive archive = Archives.open(each.path());
          InputStream in = archive.open(0)) {
        assertThat(in.readAllBytes()).isEqualTo(PHOTO);
      }
    }
  }

  @Test
  void partsInsideJoinPartsBesideAndAreTheSameArchivesAsUnpacked() throws IOException {
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, takeout("a.jpg")).stored();
    write(outer);
    Path beside = Files.write(folder.resolve(PART_2), takeout("b.jpg"));
    Path unpacked = Files.write(folder.resolve(PART_1), takeout("a.jpg"));

    SettledArchive inner = Archives.identify(outerFile).archives().get(1);
    SettledArchive other = Archives.identify(beside).archives().get(0);

    assertThat(inner.fingerprint()).isEqualTo(Archives.identify(unpacked).archives().get(0).fingerprint());
    List<ArchiveSet> sets = ArchiveSet.group(List.of(other, inner));
    assertThat(sets).hasSize(1);
    assertThat(sets.get(0).parts()).containsExactly(inner, other);
    assertThat(sets.get(0).missingParts()).isEmpty();
  }

  @Test
  void packedOnesNeedUnpacking() throws IOException {
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, takeout("a.jpg"));
    write(outer);
    Identified identified = Archives.identify(outerFile);
    assertThat(paths(identified)).containsExactly(outerFile);
    assertThat(identified.refused()).extracting(ArchiveException::state).containsExactly(State.PACKED_TWICE);
    assertThat(identified.refused().get(0).path()).isEqualTo(inside(PART_1));
  }

  /** Drive lets two files in a folder have one name. */
  @Test
  void ofTwoUnderOneNameTheSecondIsRefusedAndNotPassedOver() throws IOException {
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, takeout("a.jpg")).stored();
    outer.add(PART_1, takeout("b.jpg")).stored();
    write(outer);
    Identified identified = Archives.identify(outerFile);
    assertThat(paths(identified)).containsExactly(outerFile, inside(PART_1));
    assertThat(identified.refused()).extracting(ArchiveException::path).containsExactly(inside(PART_1));
    assertThat(identified.refused()).extracting(ArchiveException::state).containsExactly(State.PACKED_TWICE);
  }

  @Test
  void brokenOnesAreRefusedAndTheOthersRead() throws IOException {
    byte[] sound = takeout("b.jpg");
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, Arrays.copyOf(sound, sound.length - 7)).stored();
    outer.add(PART_2, sound).stored();
    outer.add("takeout-20240525T201456Z-3-003.zip", "<!doctype html>".getBytes(StandardCharsets.US_ASCII)).stored();
    write(outer);
    Identified identified = Archives.identify(outerFile);
    assertThat(paths(identified)).containsExactly(outerFile, inside(PART_2));
    assertThat(identified.refused()).extracting(ArchiveException::state).containsExactly(State.GROWING, State.WEB_PAGE);
  }

  @Test
  void theScannerShowsThoseInsideAndWhatIsWrongWithThem() throws IOException {
    byte[] sound = takeout("a.jpg");
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, sound).stored();
    outer.add(PART_2, Arrays.copyOf(sound, sound.length - 7)).stored();
    write(outer);
    InboxScanner scanner = new InboxScanner(List.of(folder), new SettleOptions(Duration.ZERO), System::nanoTime);
    scanner.scan(() -> false);
    InboxListing listing = scanner.scan(() -> false);
    assertThat(listing.settled()).extracting(SettledArchive::path).containsExactlyInAnyOrder(outerFile, inside(PART_1));
    assertThat(listing.problems()).extracting(InboxProblem::path).containsExactly(inside(PART_2));
    assertThat(listing.problems()).extracting(InboxProblem::kind).containsExactly(InboxProblem.Kind.DAMAGED);
  }

  @Test
  @Covers("Z7")
  void onlyTakeoutsUnderPlainNamesAreLookedForAndOnlyOneLevelDeep() throws IOException {
    HandmadeZip deep = new HandmadeZip();
    deep.add(PART_2, takeout("b.jpg")).stored();
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, deep.bytes()).stored();
    outer.add("holiday.zip", takeout("c.jpg")).stored();
    outer.add("../" + PART_2, takeout("d.jpg")).stored();
    outer.add("a/../../" + PART_2, takeout("e.jpg")).stored();
    outer.add("/" + PART_2, takeout("f.jpg")).stored();
    outer.add("nul\0/" + PART_2, takeout("g.jpg")).stored();
    write(outer);
    assertThat(paths(Archives.identify(outerFile))).containsExactly(outerFile, inside(PART_1));
  }

  @Test
  void anEntryThatIsNotThereIsNotThere() throws IOException {
    write(new HandmadeZip());
    assertThatThrownBy(() -> Archives.open(inside(PART_1))).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFolderWhoseNameEndsInAnExclamationMarkIsAFolder() throws IOException {
    Path real = Files.createDirectories(folder.resolve("a.zip!"));
    Path file = Files.write(real.resolve(PART_1), takeout("a.jpg"));
    try (Archive archive = Archives.open(file)) {
      assertThat(archive.size()).isEqualTo(1);
    }
  }

  @Test
  void theOuterFileChangingIsNoticedInside() throws IOException {
    HandmadeZip outer = new HandmadeZip();
    outer.add(PART_1, takeout("a.jpg")).stored();
    write(outer);
    try (Archive archive = Archives.open(inside(PART_1))) {
      Files.write(outerFile, new byte[outer.bytes().length]);
      EntryException failure = catchThrowableOfType(EntryException.class, () -> archive.open(0).close());
      assertThat(failure.reason()).isEqualTo(EntryException.Reason.CHANGED);
    }
  }

  @Test
  @Covers("Z7")
  void aThousandArchivesInOneAreAPrankThatIsSaid() throws IOException {
    HandmadeZip outer = new HandmadeZip();
    byte[] sound = takeout("a.jpg");
    for (int i = 0; i < 1000; i++) {
      outer.add(String.format(Locale.ROOT, "takeout-20240525T201456Z-3-%03d.zip", i), sound).stored();
    }
    write(outer);
    Identified identified = Archives.identify(outerFile);
    assertThat(identified.archives()).hasSize(1 + Archives.MAX_WITHIN);
    assertThat(identified.refused()).hasSize(1);
  }
}
