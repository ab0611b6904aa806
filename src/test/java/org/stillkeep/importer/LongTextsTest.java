package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.library.KdfLimits;
import org.stillkeep.library.Keys;
import org.stillkeep.library.Library;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/** A vault takes no change of more than 16 MiB: however much photos say, no batch of them is larger. */
class LongTextsTest {

  private static final int PHOTOS = 45;

  /** Three bytes each. */
  private static final String STORY = "海".repeat(100_000);

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  @Test
  void photosWithLongStoriesComeIn() throws Exception {
    assertThat(imports(stories(1).writeTo(folder).values())).isEqualTo(PHOTOS);
  }

  @Test
  void photosWhoseLongStoriesComeLaterGetThem() throws Exception {
    var parts = stories(2).writeTo(folder);
    assertThat(imports(List.of(parts.get(1)), parts.values())).isEqualTo(PHOTOS);
  }

  private static TakeoutBuilder stories(int sidecarPart) {
    TakeoutBuilder takeout = takeout().part(2).part(1);
    for (int i = 0; i < PHOTOS; i++) {
      takeout.photo("IMG_" + i + ".jpg").description(STORY).sidecarIn(sidecarPart);
    }
    return takeout;
  }

  @SafeVarargs
  private long imports(Collection<Path>... inboxes) throws Exception {
    Path vault = folder.resolve("vault");
    Keys.Created created = Keys.create("pass".toCharArray(), new KdfLimits(8 * 1024, 1), random);
    try (Keys keys = created.keys();
        CryptoKey authenticationKey = keys.vaultAuthenticationKey();
        Catalog catalog = Catalog.inMemory()) {
      VaultStore.create(vault, created.attributes(), authenticationKey);
      try (VaultStore store = VaultStore.open(vault, authenticationKey, VaultOptions.readWrite(Optional.empty()));
          Library library = Library.open(store, keys, catalog, random)) {
        Importer importer = new Importer(library, catalog, ImportOptions.defaults(ImportFixture.ZONE, ImportFixture.CLOCK));
        for (Collection<Path> inbox : inboxes) {
          importer.run(importer.plan(ImportFixture.set(inbox), () -> false), ImportListener.NONE, () -> false);
        }
        List<String> told = new ArrayList<>();
        catalog.assets().forEach(AssetState.ACTIVE, each -> told.add(each.asset().details().description()));
        return told.stream().filter(STORY::equals).count();
      }
    }
  }
}
