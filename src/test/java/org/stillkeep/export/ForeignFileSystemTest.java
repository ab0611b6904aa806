package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.Asset;

/** The same life of an export under the path and name rules of three systems. */
class ForeignFileSystemTest {

  private static final String TITLE = "Caf\u00e9: \"Paris\"";

  static Stream<Arguments> systems() {
    return Stream.of(
        Arguments.of("unix", Configuration.unix(), "/mnt/nas"),
        Arguments.of("mac", Configuration.osX(), "/Volumes/nas"),
        Arguments.of("windows", Configuration.windows(), "C:\\nas"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("systems")
  void anExportLivesThroughItsChanges(String name, Configuration configuration, String folder) throws IOException {
    try (FileSystem system = Jimfs.newFileSystem(configuration.toBuilder().setAttributeViews("basic").build())) {
      Path root = system.getPath(folder);
      Files.createDirectories(root.getParent());
      try (Household home = Household.withExportAt(root)) {
        live(home);
      }
    }
  }

  private static void live(Household home) throws IOException {
    Album album = home.album(TITLE);
    Asset beach = home.photo("beach?.jpg", "1", album);
    home.photo("BEACH?.jpg", "2", album);
    home.livePhoto("IMG_1.HEIC", "IMG_1.MOV", "still", "moving");
    assertThat(home.export().failures()).isEmpty();
    assertThat(home.media())
        .containsExactly(
            "Caf\u00e9_ _Paris_/BEACH_ (2).jpg",
            "Caf\u00e9_ _Paris_/beach_.jpg",
            "Photos from 2019/IMG_1.HEIC",
            "Photos from 2019/IMG_1.MOV");
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
    home.rename(album, "Rome");
    assertThat(home.export().written()).isZero();
    home.library.trash(List.of(beach.id()));
    home.export();
    assertThat(home.media())
        .containsExactly(
            "Photos from 2019/IMG_1.HEIC", "Photos from 2019/IMG_1.MOV", "Rome/BEACH_ (2).jpg", "Trash/Rome/beach_.jpg");
    home.rename(album, TITLE);
    home.export();
    home.loseCatalog();
    Files.delete(home.at(LedgerCopy.FILE_NAME));
    ExportSummary adopted = home.export();
    assertThat(adopted.written()).isZero();
    assertThat(adopted.failures()).isEmpty();
    assertThat(home.exportFully()).isEqualTo(ExportSummary.NOTHING);
  }
}
