package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

  private static final String PLACE = "org.sqlite.lib.path";

  @TempDir Path folder;
  private final String placeBefore = System.getProperty(PLACE);

  @BeforeEach
  void forgetPlace() {
    System.clearProperty(PLACE);
  }

  @AfterEach
  void restorePlace() {
    if (placeBefore == null) {
      System.clearProperty(PLACE);
    } else {
      System.setProperty(PLACE, placeBefore);
    }
  }

  private Path unpacked() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void itIsUnpackedOnceAndLoadedFromThere() throws IOException {
    NativeLibrary.unpackInto(folder);
    assertThat(System.getProperty(PLACE)).isEqualTo(folder.toString());
    Path library = unpacked();
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(library, longAgo);

    forgetPlace();
    NativeLibrary.unpackInto(folder);

    assertThat(Files.getLastModifiedTime(unpacked())).isEqualTo(longAgo);
  }

  @Test
  void aDamagedOneIsReplaced() throws IOException {
    NativeLibrary.unpackInto(folder);
    Path library = unpacked();
    byte[] whole = Files.readAllBytes(library);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(library, damaged);

    forgetPlace();
    NativeLibrary.unpackInto(folder);

    assertThat(unpacked()).hasBinaryContent(whole);
  }

  @Test
  void aPlaceThatAPackageGivesStands() throws IOException {
    System.setProperty(PLACE, "/opt/stillkeep/lib");
    NativeLibrary.unpackInto(folder);
    assertThat(folder).isEmptyDirectory();
  }
}
