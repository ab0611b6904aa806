package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CancellationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.faults.Covers;

/** The catalog is put back from a backup that knows less than what lies in the export folder. */
@Covers({"F26", "F27", "P13"})
class RestoredCatalogTest {

  @TempDir private Path temp;

  private Household home;
  private Album sea;

  @BeforeEach
  void backUp() throws IOException {
    home = Household.withExportAt(temp.resolve("export"));
    home.useCatalog(Catalog.open(temp.resolve("catalog.db")));
    sea = home.album("Sea");
    home.photo("first.jpg", "first", sea);
    home.export();
    home.useCatalog(Catalog.inMemory());
    Files.copy(temp.resolve("catalog.db"), temp.resolve("backup.db"));
    home.useCatalog(Catalog.open(temp.resolve("catalog.db")));
  }

  private void restore() throws IOException {
    home.useCatalog(Catalog.inMemory());
    Files.copy(temp.resolve("backup.db"), temp.resolve("catalog.db"), StandardCopyOption.REPLACE_EXISTING);
    home.useCatalog(Catalog.open(temp.resolve("catalog.db")));
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void aPhotoThatItDoesNotKnowAndSomebodyHasEditedIsNotWrittenASecondTime() throws IOException {
    home.photo("edited.jpg", "as it came", sea);
    home.photo("renamed.jpg", "one of two", home.album("Hills"));
    home.export();
    Files.writeString(home.at("Sea/edited.jpg"), "with a better horizon");
    restore();
    ExportSummary next = home.export();
    assertThat(next.written()).isZero();
    assertThat(next.kept()).containsExactly("Sea/edited.jpg");
    assertThat(home.media()).containsExactly("Hills/renamed.jpg", "Sea/edited.jpg", "Sea/first.jpg");
    assertThat(home.read("Sea/edited.jpg")).isEqualTo("with a better horizon");
    assertThat(home.exportFully().changedAnything()).isFalse();
  }

  @Test
  void aSidecarThatHasChangedSinceIsStillOurs() throws IOException {
    Asset photo = home.photo("beach.jpg", "beach", sea);
    home.export();
    home.useCatalog(Catalog.inMemory());
    Files.copy(temp.resolve("catalog.db"), temp.resolve("backup.db"), StandardCopyOption.REPLACE_EXISTING);
    home.useCatalog(Catalog.open(temp.resolve("catalog.db")));
    home.library.improve(photo.id(), Household.described(photo.details(), "healed"));
    home.export();
    restore();
    ExportSummary next = home.export();
    assertThat(next.kept()).isEmpty();
    home.library.improve(photo.id(), Household.described(photo.details(), "healed twice"));
    assertThat(home.export().sidecars()).isEqualTo(1);
  }

  @Test
  void aCopyThatIsNoFileKeepsNoPassFromItsEnd() throws IOException {
    home.export();
    Files.delete(home.at(LedgerCopy.FILE_NAME));
    Files.createDirectory(home.at(LedgerCopy.FILE_NAME));
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }

  @Test
  void whatAnInterruptedPassWroteIsNotForgottenForAnOlderCopy() throws IOException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      paths.add("Sea/" + i + ".jpg");
      home.photo(i + ".jpg", "photo " + i, sea);
    }
    BooleanSupplier oneIsThere = () -> Files.exists(home.at("Sea/0.jpg")) || Files.exists(home.at("Sea/1.jpg"));
    assertThatThrownBy(() -> home.exporter().run(false, ExportListener.NONE, oneIsThere)).isInstanceOf(CancellationException.class);
    long missing = paths.stream().filter(path -> Files.notExists(home.at(path))).count();
    ExportSummary rest = home.export();
    assertThat(rest.written()).isEqualTo(missing);
    assertThat(rest.adopted()).isZero();
    assertThat(rest.kept()).isEmpty();
  }
}
