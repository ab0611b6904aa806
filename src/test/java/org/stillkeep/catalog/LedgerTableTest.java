package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile.Role;

class LedgerTableTest {

  private static final ContentHash HASH = ContentHash.ofDigest(new byte[ContentHash.DIGEST_BYTES]);

  private final Catalog catalog = Catalog.inMemory();
  private final LedgerTable ledger = catalog.ledger("one");

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  @Test
  void aFileIsKnownByItsOwnContentAndByTheLibrarysThatItWasMadeFrom() {
    byte[] digest = new byte[ContentHash.DIGEST_BYTES];
    digest[0] = 9;
    ContentHash library = ContentHash.ofDigest(digest);
    LedgerFile made = file("album:1", 7, Role.MEDIA, "Sardinia/a.jpg").of(library);
    ledger.put(made);
    assertThat(ledger.file("album:1", 7, Role.MEDIA)).contains(made);
    assertThat(made.libraryHash()).isEqualTo(library);
    assertThat(made.isOurs(library)).isFalse();
    assertThat(made.of(made.hash()).madeFrom()).isEmpty();
    assertThat(made.written(library, 1, "", OptionalLong.empty(), 1).madeFrom()).isEmpty();
  }

  @Test
  void whatIsPutIsFoundAgainByFolderByAssetAndByRole() {
    LedgerFile photo = file("album:1", 7, Role.MEDIA, "Sardinia/a.jpg");
    LedgerFile sidecar = file("album:1", 7, Role.SIDECAR, "Sardinia/metadata/a.jpg.json").stamped("abc").seen(9, true);
    ledger.put(photo);
    ledger.put(sidecar);
    assertThat(ledger.filesOf("album:1")).containsExactly(photo, sidecar);
    assertThat(ledger.filesOfAsset(7)).containsExactly(photo, sidecar);
    assertThat(ledger.file("album:1", 7, Role.SIDECAR)).contains(sidecar);
    assertThat(ledger.file("album:1", 7, Role.LIVE_VIDEO)).isEmpty();
    assertThat(ledger.mediaCount()).isEqualTo(1);
  }

  @Test
  void exportsDoNotSeeEachOther() {
    ledger.put(file("album:1", 7, Role.MEDIA, "a.jpg"));
    assertThat(catalog.ledger("two").filesOf("album:1")).isEmpty();
    assertThat(catalog.ledger("one").filesOf("album:1")).hasSize(1);
  }

  @Test
  void aRenamedFolderTakesItsFilesAlongAndNoOthers() {
    LedgerFolder folder = new LedgerFolder("album:1", "Été 🌞", "Été 🌞", Optional.of("Sommer"));
    ledger.put(folder);
    ledger.put(file("album:1", 7, Role.MEDIA, "Été 🌞/a.jpg"));
    ledger.put(file("album:1", 8, Role.MEDIA, "Été 🌞 2/b.jpg"));
    ledger.folderRenamed(folder, "Sommer");
    assertThat(ledger.folders()).containsExactly(new LedgerFolder("album:1", "Sommer", "Été 🌞", Optional.empty()));
    assertThat(ledger.filesOf("album:1")).extracting(LedgerFile::path).containsExactly("Sommer/a.jpg", "Été 🌞 2/b.jpg");
  }

  @Test
  void aMovedFileIsKnownOnlyAtItsNewPlace() {
    LedgerFile before = file("year:2019", 7, Role.MEDIA, "Photos from 2019/a.jpg");
    LedgerFile after = before.movedTo("album:1", "Sardinia/a.jpg");
    ledger.put(before);
    ledger.moved(before, after);
    List<LedgerFile> all = new ArrayList<>();
    ledger.forEachFile(all::add);
    assertThat(all).containsExactly(after);
  }

  @Test
  void whileFilesAreHandedOverTheCatalogServesOthers() throws Exception {
    List<LedgerFile> many = new ArrayList<>();
    for (int i = 0; i < 1_201; i++) {
      many.add(file("album:" + i % 3, i, Role.MEDIA, i + ".jpg"));
    }
    ledger.putAll(many);
    ExecutorService other = Executors.newSingleThreadExecutor();
    List<LedgerFile> seen = new ArrayList<>();
    try {
      ledger.forEachFile(
          file -> {
            seen.add(file);
            if (seen.size() == 700) {
              assertThat(other.submit(catalog::lastChange)).succeedsWithin(Duration.ofSeconds(30));
            }
          });
    } finally {
      other.shutdownNow();
    }
    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(many);
    assertThat(seen).extracting(LedgerFile::folderKey).isSorted();
  }

  @Test
  void whatIsForgottenIsGone() {
    LedgerFile photo = file("album:1", 7, Role.MEDIA, "a.jpg");
    ledger.put(photo);
    ledger.put(new LedgerFolder("album:1", "Sardinia", "Sardinia", Optional.empty()));
    ledger.forget(photo);
    ledger.forgetFolder("album:1");
    assertThat(ledger.filesOf("album:1")).isEmpty();
    assertThat(ledger.folders()).isEmpty();
  }

  @Test
  void aSettingIsReplacedAndRemoved() {
    SettingsTable settings = catalog.settings();
    settings.put("agent.paused", "yes");
    settings.put("agent.paused", "no");
    assertThat(settings.get("agent.paused")).contains("no");
    settings.remove("agent.paused");
    assertThat(settings.get("agent.paused")).isEmpty();
  }

  private static LedgerFile file(String folder, long asset, Role role, String path) {
    return new LedgerFile(
        folder, asset, role, path, HASH, Optional.empty(), Optional.empty(), 12, "", OptionalLong.of(5), OptionalLong.of(4), false);
  }
}
