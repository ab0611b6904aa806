package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.faults.Covers;
import org.stillkeep.library.ByteLimit;
import org.stillkeep.library.Half;
import org.stillkeep.media.ExifTool;
import org.stillkeep.media.MediaProbe;
import org.stillkeep.media.MediaSamples;

/** Copies that say what the library knows, while the library's own bytes stay as they came. */
class EmbeddingTest {

  private static final LocalDateTime TAKEN = LocalDateTime.ofInstant(Household.TAKEN, ZoneOffset.UTC);
  private static final byte[] BARE = MediaSamples.jpeg("bare");
  private static final String COPY = "Sardinia/beach.jpg";
  private static final LongSupplier TICKS = System::nanoTime;

  @TempDir Path temp;
  private Household home;
  private Album sardinia;

  @BeforeEach
  void setUp() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    sardinia = home.album("Sardinia");
    embed(true);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  void theCopySaysWhatTheLibraryKnowsAndTheLedgerKnowsBothContents() throws IOException {
    Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    ExportSummary summary = export();
    assertThat(summary.written()).isEqualTo(1);
    assertThat(summary.writtenBytes()).isEqualTo(BARE.length);
    byte[] copy = Files.readAllBytes(home.at(COPY));
    assertThat(copy).isNotEqualTo(BARE);
    assertThat(new String(copy, StandardCharsets.UTF_8)).contains("the last day");
    assertThat(MediaProbe.read(new ByteArrayInputStream(copy), "", copy.length).taken().orElseThrow().instant())
        .contains(Household.TAKEN);
    try (InputStream content = home.library.openContent(beach, Half.STILL_OR_WHOLE)) {
      assertThat(content.readAllBytes()).isEqualTo(BARE);
    }
    LedgerFile row = row(beach);
    assertThat(row.libraryHash()).isEqualTo(beach.hash());
    assertThat(row.hash()).isNotEqualTo(beach.hash());
    assertThat(Files.getLastModifiedTime(home.at(COPY)).toInstant()).isEqualTo(Household.TAKEN);
  }

  @Test
  void aSecondPassWritesNothingNorDoesAFullOneAndTheCheckIsContent() throws IOException {
    home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving", sardinia);
    export();
    Map<String, String> before = home.snapshot();
    assertThat(export()).isEqualTo(ExportSummary.NOTHING);
    assertThat(exporter(TICKS, "").run(true, ExportListener.NONE, Household.NEVER)).isEqualTo(ExportSummary.NOTHING);
    assertThat(home.snapshot()).isEqualTo(before);
    assertThat(home.exporter().verify(true, ExportCheckListener.NONE, Household.NEVER).findings()).isEmpty();
  }

  @Test
  void aFileThatSaysItAllAlreadyIsCopiedByteForByte() throws IOException {
    byte[] right = MediaSamples.jpeg("right", TAKEN, Optional.empty());
    Asset beach = home.photo(Household.details("beach.jpg"), right, sardinia);
    export();
    assertThat(Files.readAllBytes(home.at(COPY))).isEqualTo(right);
    assertThat(row(beach).madeFrom()).isEmpty();
  }

  @Test
  void aMetadataChangeRewritesTheCopyAndNoOther() throws IOException {
    Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    home.photo(described("other.jpg", "another"), MediaSamples.jpeg("other"), sardinia);
    export();
    Map<String, String> before = home.snapshot();
    home.library.improve(beach.id(), described("beach.jpg", "the first day"));
    assertThat(export().written()).isEqualTo(1);
    assertThat(home.read(COPY, StandardCharsets.ISO_8859_1)).contains("the first day").doesNotContain("the last day");
    assertThat(home.snapshot().get("Sardinia/other.jpg")).isEqualTo(before.get("Sardinia/other.jpg"));
    assertThat(Files.getLastModifiedTime(home.at(COPY)).toInstant()).isEqualTo(Household.TAKEN);
  }

  @Test
  void aChangeOfWhatIsNotWrittenIntoFilesRewritesNone() throws IOException {
    Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    export();
    AssetDetails old = beach.details();
    home.library.improve(
        beach.id(),
        new AssetDetails(old.title(), Optional.empty(), old.taken(), Optional.empty(), Optional.empty(), old.description(),
            List.of(), false, Optional.of("https://photos.google.com/photo/x"), Optional.empty()));
    ExportSummary summary = export();
    assertThat(summary.written()).isZero();
    assertThat(summary.sidecars()).isEqualTo(1);
  }

  @Test
  void turnedOnLaterItComesToWhatIsThereAndTurnedOffTheLibrarysBytesComeBack() throws IOException {
    embed(false);
    home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    home.photo(described("mine.jpg", "edited by hand"), MediaSamples.jpeg("mine"), sardinia);
    export();
    Files.writeString(home.at("Sardinia/mine.jpg"), "edited");
    embed(true);
    assertThat(export().written()).isEqualTo(1);
    assertThat(Files.readAllBytes(home.at(COPY))).isNotEqualTo(BARE);
    embed(false);
    assertThat(export().written()).isEqualTo(1);
    assertThat(Files.readAllBytes(home.at(COPY))).isEqualTo(BARE);
    assertThat(home.read("Sardinia/mine.jpg")).isEqualTo("edited");
    assertThat(home.media()).containsExactly(COPY, "Sardinia/mine.jpg");
  }

  @Test
  void turningItOnGoesOnAfterAnInterruption() throws IOException {
    embed(false);
    for (int i = 0; i < 5; i++) {
      home.photo(described("p" + i + ".jpg", "number " + i), MediaSamples.jpeg("p" + i), sardinia);
    }
    export();
    embed(true);
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () -> exporter(TICKS, "").run(false, ExportListener.NONE, () -> asked.incrementAndGet() > 12))
        .isInstanceOf(CancellationException.class);
    long rest = export().written();
    assertThat(rest).isBetween(1L, 4L);
    for (int i = 0; i < 5; i++) {
      assertThat(home.read("Sardinia/p" + i + ".jpg", StandardCharsets.ISO_8859_1)).contains("number " + i);
    }
  }

  @Test
  @Covers({"F50", "P4"})
  void killedAtAnyMomentTheNextPassEndsWithOneRightCopy() throws IOException {
    boolean done = false;
    for (int moment = 1; !done; moment++) {
      home.close();
      temp = Files.createDirectory(temp.resolve("next"));
      setUp();
      Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
      done = exportUntil(moment);
      export();
      home.library.improve(beach.id(), described("beach.jpg", "the first day"));
      done &= exportUntil(moment);
      assertThat(export().kept()).isEmpty();
      assertThat(home.media()).containsExactly(COPY);
      assertThat(home.read(COPY, StandardCharsets.ISO_8859_1)).contains("the first day");
      assertThat(row(beach).libraryHash()).isEqualTo(beach.hash());
    }
  }

  @Test
  void whatWasPlacedButNotRecordedIsKnownAgain() throws IOException {
    Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    export();
    LedgerFile row = row(beach);
    LedgerFile unrecorded =
        LedgerFile.intent(row.folderKey(), beach.id(), Role.MEDIA, row.path(), row.hash(), row.sizeBytes());
    ledger().put(unrecorded);
    new PassMemory(home.catalog.settings(), exportId()).forget();
    Map<String, String> before = home.snapshot();
    ExportSummary summary = export();
    assertThat(summary.written()).isZero();
    assertThat(summary.adopted()).isEqualTo(1);
    assertThat(home.media()).containsExactly(COPY);
    assertThat(home.snapshot().get(COPY)).isEqualTo(before.get(COPY));
    assertThat(row(beach)).isEqualTo(row);
  }

  @Test
  void withoutAnyLedgerCopiesAreRecognisedByMakingThemAgain() throws IOException {
    home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    home.photo(described("beach.jpg", "another of that name"), MediaSamples.jpeg("second"), sardinia);
    export();
    Map<String, String> before = home.snapshot();
    home.loseCatalog();
    Files.delete(home.root().resolve(LedgerCopy.FILE_NAME));
    exporter(TICKS, "").takeOver();
    ExportSummary summary = export();
    assertThat(summary.written()).isZero();
    assertThat(summary.adopted()).isGreaterThanOrEqualTo(2);
    assertThat(home.media()).containsExactly("Sardinia/beach (2).jpg", COPY);
    assertThat(home.snapshot().get(COPY)).isEqualTo(before.get(COPY));
  }

  @Test
  void anotherMachineTakesTheLedgersCopyAtItsWord() throws IOException {
    Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    export();
    LedgerFile row = row(beach);
    home.loseCatalog();
    exporter(TICKS, "").takeOver();
    assertThat(export().written()).isZero();
    assertThat(row(beach)).isEqualTo(row);
  }

  @Test
  void aPlainCopyOfSomebodyIsAdoptedAndThenSaysIt() throws IOException {
    Files.createDirectories(home.at("Sardinia"));
    Files.write(home.at(COPY), BARE);
    home.photo(described("beach.jpg", "the last day"), BARE, sardinia);
    ExportSummary summary = export();
    assertThat(summary.adopted()).isEqualTo(1);
    assertThat(home.media()).containsExactly(COPY);
    assertThat(home.read(COPY, StandardCharsets.ISO_8859_1)).contains("the last day");
  }

  @Test
  void hardLinksStayLinksWhenTheMetadataChanges() throws IOException {
    home.options = Options.of(home.options).multiAlbum(MultiAlbum.HARDLINK).build();
    Asset beach = home.photo(described("beach.jpg", "the last day"), BARE, sardinia, home.album("Summer"));
    assertThat(export().linked()).isEqualTo(1);
    assertThat(inode("Summer/beach.jpg")).isEqualTo(inode(COPY));
    home.library.improve(beach.id(), described("beach.jpg", "the first day"));
    ExportSummary summary = export();
    assertThat(summary.written()).isEqualTo(1);
    assertThat(summary.linked()).isEqualTo(1);
    assertThat(inode("Summer/beach.jpg")).isEqualTo(inode(COPY));
    assertThat(home.read("Summer/beach.jpg", StandardCharsets.ISO_8859_1)).contains("the first day");
    assertThat(export()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void aCopyThatMovesIsNotWrittenAgain() throws IOException {
    Asset lamp = home.photo(described("lamp.jpg", "a lamp"), BARE);
    export();
    home.library.addToAlbum(sardinia, List.of(lamp.id()));
    ExportSummary summary = export();
    assertThat(summary.written()).isZero();
    assertThat(summary.moved()).isPositive();
    assertThat(home.media()).containsExactly("Sardinia/lamp.jpg");
  }

  @Test
  void aVideoIsLeftAsItIsWithoutExifToolWhichIsSaidAndWrittenOnceThereIsOne() throws IOException {
    byte[] video = MediaSamples.mp4("moving pictures", 1500);
    Asset moving = home.video("moving.mp4", video, sardinia);
    export();
    assertThat(Files.readAllBytes(home.at("Sardinia/moving.mp4"))).isEqualTo(video);
    assertThat(home.exporter().leftWithoutExifTool()).isEqualTo(1);
    home.library.improve(moving.id(), Household.taken("moving.mp4", Household.TAKEN.plusSeconds(60)));
    assertThat(export().written()).isZero();
    String path = System.getenv("PATH");
    Assumptions.assumeTrue(ExifTool.find(path).isPresent(), "no exiftool on the PATH (Debian: libimage-exiftool-perl)");
    assertThat(exporter(TICKS, path).run(false, ExportListener.NONE, Household.NEVER).written()).isEqualTo(1);
    assertThat(home.exporter().leftWithoutExifTool()).isZero();
    byte[] copy = Files.readAllBytes(home.at("Sardinia/moving.mp4"));
    assertThat(MediaProbe.read(new ByteArrayInputStream(copy), "", copy.length).taken().orElseThrow().instant())
        .contains(Household.TAKEN.plusSeconds(60));
    assertThat(exporter(TICKS, path).run(true, ExportListener.NONE, Household.NEVER)).isEqualTo(ExportSummary.NOTHING);
    try (var left = Files.list(home.at("Sardinia"))) {
      assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith(".stillkeep-tmp"));
    }
  }

  @Test
  void whatNothingCanBeWrittenIntoIsLeftAndNotReadAgain() throws IOException {
    Asset odd = home.photo(described("odd.gif", "first"), "GIF89a no picture".getBytes(StandardCharsets.US_ASCII), sardinia);
    export();
    home.library.improve(odd.id(), described("odd.gif", "second"));
    ExportSummary summary = export();
    assertThat(summary.written()).isZero();
    assertThat(summary.writtenBytes()).isZero();
    assertThat(home.exporter().leftWithoutExifTool()).isZero();
    assertThat(export()).isEqualTo(ExportSummary.NOTHING);
  }

  private ExportSummary export() throws IOException {
    return exporter(TICKS, "").run(false, ExportListener.NONE, Household.NEVER);
  }

  /** Killed before the given change of the folder; says whether the pass came to its end before. */
  private boolean exportUntil(int moment) throws IOException {
    AtomicInteger left = new AtomicInteger(moment);
    LongSupplier ticks =
        () -> {
          if (left.decrementAndGet() == 0) {
            throw new Killed();
          }
          return System.nanoTime();
        };
    try {
      exporter(ticks, "").run(false, ExportListener.NONE, Household.NEVER);
      return true;
    } catch (Killed e) {
      return false;
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private Exporter exporter(LongSupplier ticks, String searchPath) {
    return new Exporter(home.library, home.catalog, home.options, ByteLimit.NONE, Clock.systemUTC(), ticks, LockSupport::parkNanos, searchPath);
  }

  private void embed(boolean value) {
    home.options = Options.of(home.options).embed(value).build();
  }

  private static AssetDetails described(String title, String description) {
    return Household.described(Household.details(title), description);
  }

  private LedgerFile row(Asset asset) throws IOException {
    return ledger().filesOfAsset(asset.id()).stream().filter(file -> file.role() == Role.MEDIA).findFirst().orElseThrow();
  }

  private LedgerTable ledger() throws IOException {
    return home.catalog.ledger(exportId());
  }

  private String exportId() throws IOException {
    return Marker.read(home.root()).orElseThrow().exportId();
  }

  private Object inode(String path) throws IOException {
    return Files.readAttributes(home.at(path), "fileKey").get("fileKey");
  }
}
