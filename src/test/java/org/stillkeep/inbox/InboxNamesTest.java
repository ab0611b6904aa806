package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.faults.Covers;

class InboxNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "takeout-20240525T201456Z-3-001.zip.crdownload",
        "Unconfirmed 104622.crdownload",
        "takeout-20240525T201456Z-3-001.zip.crswap",
        "takeout-20240525T201456Z-3-001.zip.part",
        "XyZ12abc.zip.part",
        "takeout-20240525T201456Z-3-001.zip.download",
        "(A Document Being Saved By Safari)",
        "takeout-20240525T201456Z-3-001.zip.opdownload",
        "takeout-20240525T201456Z-3-001.zip.abc123.partial",
        "takeout-20240525T201456Z-3-001.tgz.filepart",
        "takeout-20240525T201456Z-3-001.zip.aria2",
        "takeout-20240525T201456Z-3-001.zip.fdmdownload",
        "takeout-20240525T201456Z-3-001.zip.!ut",
        "takeout-20240525T201456Z-3-001.zip.!qB",
        "takeout-20240525T201456Z-3-001.zip.bc!",
        "takeout-20240525T201456Z-3-001.zip.!sync",
        "takeout-20240525T201456Z-3-001.zip.rslsc",
        ".syncthing.takeout-20240525T201456Z-3-001.zip.tmp",
        "~syncthing~takeout-20240525T201456Z-3-001.zip.tmp",
        ".goutputstream-4F2XK2",
        ".takeout-20240525T201456Z-3-001.zip.Xy12zZ",
        ".takeout-20240525T201456Z-3-001.zip.~5c2f",
        ".~lock.notes.odt#",
        ".~takeout.zip",
        "~$notes.docx",
        "~df4b1.tmp",
        "BIT8A1C.tmp",
        "takeout.zip.ffs_tmp",
        ".getxfer.12.7.mega"
      })
  @Covers("F33")
  void namesOfUnfinishedFilesAreTemporary(String name) {
    assertThat(InboxNames.isTemporary(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "takeout-20240525T201456Z-3-001.zip",
        "takeout-20240525T201456Z-3-001 (1).zip",
        "takeout-20240525T201456Z-3-001 - Kopie.zip",
        "part.zip",
        "my download.zip",
        "IMG_1.jpg",
        "IMG~2.jpg",
        "PXL_20240101_101010.MP",
        "mega.jpg",
        "template.jpg"
      })
  void namesOfFinishedFilesAreNot(String name) {
    assertThat(InboxNames.isTemporary(name)).isFalse();
    assertThat(InboxNames.isLitter(name)).isFalse();
    assertThat(InboxNames.isStub(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".takeout-20240525T201456Z-3-001.zip.icloud",
        "takeout-20240525T201456Z-3-001.zip.nextcloud",
        "takeout-20240525T201456Z-3-001.zip.owncloud",
        "takeout-20240525T201456Z-3-001.zip.cloud",
        "IMG_1.jpg.cloudf"
      })
  void stubsStandForFilesWhoseBytesAreElsewhere(String name) {
    assertThat(InboxNames.isStub(name)).isTrue();
    assertThat(InboxNames.isTemporary(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".DS_Store",
        "._takeout.zip",
        "Thumbs.db",
        "desktop.ini",
        ".dropbox",
        ".dropbox.cache",
        ".tmp.driveupload",
        ".tmp.drivedownload",
        ".849C9593-D756-4E56-8D6E-42412F2A707B",
        ".sync_0a1b.db",
        ".stfolder",
        "@eaDir",
        "#recycle",
        "Our holiday.gdoc",
        "Costs.gsheet",
        "Google Takeout.url",
        "$RECYCLE.BIN"
      })
  void whatProgramsLeaveEverywhereIsLitter(String name) {
    assertThat(InboxNames.isTemporary(name)).isFalse();
    assertThat(InboxNames.isLitter(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"a.zip,true", "A.ZIP,true", "a.tgz,true", "a.tar.gz,true", "a.z01,true", "a.zip.001,true", "a.gz,false", "a.rar,false"})
  void archivesAreKnownByTheirExtension(String name, boolean archive) {
    assertThat(InboxNames.isArchive(name)).isEqualTo(archive);
  }
}
