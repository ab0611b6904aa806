package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.export.ExportFinding.Kind;
import org.stillkeep.faults.Covers;

/** What becomes of files that somebody deletes in the export folder. */
@Covers("F26")
class DeletionsTest {

  @TempDir private Path temp;

  private Household home;
  private Album sea;
  private Asset beach;

  @BeforeEach
  void fill() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    sea = home.album("Sea");
    beach = home.photo("beach.jpg", "beach", sea);
    home.photo("wave.jpg", "wave", sea);
  }

  private void with(Deletions deletions) throws IOException {
    home.options = Options.of(home.options).deletions(deletions).build();
    home.export();
    Files.delete(home.at("Sea/beach.jpg"));
    Files.delete(home.at("Sea/metadata/beach.jpg.json"));
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void byDefaultTheNextLookAtEverythingBringsThemBack() throws IOException {
    with(Deletions.RESTORE);
    assertThat(home.exportFully().written()).isEqualTo(1);
    assertThat(home.media()).containsExactly("Sea/beach.jpg", "Sea/wave.jpg");
  }

  @Test
  void respectedTheyStayDeletedWhateverElseChanges() throws IOException {
    with(Deletions.RESPECT);
    assertThat(home.exportFully().changedAnything()).isFalse();
    assertThat(home.exportFully().changedAnything()).isFalse();
    home.photo("boat.jpg", "boat", sea);
    assertThat(home.export().written()).isEqualTo(1);
    home.library.improve(beach.id(), Household.described(beach.details(), "healed"));
    home.rename(sea, "Ocean");
    home.export();
    assertThat(home.exportFully().isClean()).isTrue();
    assertThat(home.files().keySet())
        .containsExactly("Ocean/boat.jpg", "Ocean/metadata.json", "Ocean/metadata/boat.jpg.json", "Ocean/metadata/wave.jpg.json", "Ocean/wave.jpg");
  }

  @Test
  void respectedTheyAreNotedByACheckAndComeBackWithItsRepair() throws IOException {
    with(Deletions.RESPECT);
    home.exportFully();
    ExportReport report = home.exporter().verify(true, ExportCheckListener.NONE, Household.NEVER);
    assertThat(report.findings()).extracting(ExportFinding::kind).containsExactly(Kind.DELETED, Kind.DELETED);

    home.exporter().repair(true, ExportCheckListener.NONE, Household.NEVER);
    home.export();
    assertThat(home.files()).containsEntry("Sea/beach.jpg", "beach").containsKey("Sea/metadata/beach.jpg.json");
    assertThat(home.exporter().verify(true, ExportCheckListener.NONE, Household.NEVER).findings()).isEmpty();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void aRepairBringsBackWhatNoPassHasNotedYet() throws IOException {
    with(Deletions.RESPECT);
    home.exporter().repair(true, ExportCheckListener.NONE, Household.NEVER);
    home.export();
    assertThat(home.files()).containsEntry("Sea/beach.jpg", "beach");
  }

  @Test
  void whoNoLongerWantsThemRespectedGetsThemBack() throws IOException {
    with(Deletions.RESPECT);
    home.exportFully();
    home.options = Options.of(home.options).deletions(Deletions.RESTORE).build();
    assertThat(home.exportFully().written()).isEqualTo(1);
  }

  @Test
  void aFileThatItsOwnerPutsBackIsOursAgain() throws IOException {
    with(Deletions.RESPECT);
    home.exportFully();
    Files.writeString(home.at("Sea/beach.jpg"), "beach");
    home.exportFully();
    assertThat(home.exporter().verify(true, ExportCheckListener.NONE, Household.NEVER).count(Kind.CHANGED)).isZero();
    home.library.trash(List.of(beach.id()));
    home.export();
    assertThat(home.at("Sea/beach.jpg")).doesNotExist();
  }

  @Test
  void soManyAtOnceAreAnAccidentAndComeBack() throws IOException {
    for (int i = 0; i < 30; i++) {
      home.photo("photo" + i + ".jpg", "photo " + i, sea);
    }
    with(Deletions.RESPECT);
    for (int i = 0; i < 20; i++) {
      Files.delete(home.at("Sea/photo" + i + ".jpg"));
    }
    assertThat(home.exportFully().written()).isEqualTo(21);
    assertThat(home.media()).hasSize(32);
  }

  @Test
  void whatIsGoneAfterAPassThatWasCutOffWasMostLikelyLostWithItsDiskAndComesBack() throws IOException {
    with(Deletions.RESPECT);
    String exportId = Marker.read(home.root()).orElseThrow().exportId();
    new PassMemory(home.catalog.settings(), exportId).begin();
    assertThat(home.export().written()).isEqualTo(1);
    assertThat(home.media()).containsExactly("Sea/beach.jpg", "Sea/wave.jpg");
  }

  @Test
  void whatWasKnownToBeDeletedBeforeStaysDeletedAfterAPassThatWasCutOff() throws IOException {
    with(Deletions.RESPECT);
    home.exportFully();
    String exportId = Marker.read(home.root()).orElseThrow().exportId();
    new PassMemory(home.catalog.settings(), exportId).begin();
    assertThat(home.export().written()).isZero();
    assertThat(home.media()).containsExactly("Sea/wave.jpg");
  }

  @Test
  void whatWasDeletedMayLeaveTheLibraryAndItsAlbum() throws IOException {
    with(Deletions.RESPECT);
    home.exportFully();
    home.library.trash(List.of(beach.id()));
    assertThat(home.export().isClean()).isTrue();
    assertThat(home.exportFully().changedAnything()).isFalse();
    assertThat(home.media()).containsExactly("Sea/wave.jpg");
  }
}
