package org.stillkeep.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.ContentHash;

/** Assets are found by the beginnings of their hashes, in a catalog of a million as in one of ten. */
class HashIndexTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {AssetTable.BY_HASH, AssetTable.KNOWS_WHOLE, AssetTable.KNOWS_LIVE, AssetTable.HALVES_APART, CheckTable.DAMAGED_WITH})
  void whatLooksForAHashGoesByTheIndex(String sql) throws Exception {
    assertThat(plan(sql)).anyMatch(step -> step.contains("asset_by_hash")).noneMatch(step -> step.matches("SCAN (asset|half).*"));
  }

  @Test
  void theTwinOfLostContentIsLookedForByTheIndex() throws Exception {
    assertThat(plan(CheckTable.ALL_DAMAGED)).anyMatch(step -> step.matches("SEARCH twin USING INDEX asset_by_hash.*"));
  }

  @Test
  void allThatIsDamagedIsFoundWithoutLookingAtWhatIsWhole() throws Exception {
    assertThat(plan(CheckTable.ALL_DAMAGED))
        .anyMatch(step -> step.contains("content_check_damaged"))
        .noneMatch(step -> step.matches("SCAN asset.*"));
  }

  @Test
  void hashesThatBeginAlikeAreToldApart() {
    byte[] first = new byte[ContentHash.DIGEST_BYTES];
    byte[] second = first.clone();
    second[8] = 1;
    try (Catalog catalog = Catalog.inMemory()) {
      catalog.assets().upsert(photo(1, ContentHash.ofDigest(first)));
      assertThat(catalog.assets().knows(ContentHash.ofDigest(second))).isFalse();
      assertThat(catalog.assets().byHash(ContentHash.ofDigest(second))).isEmpty();
      catalog.assets().upsert(photo(2, ContentHash.ofDigest(second)));
      assertThat(catalog.assets().byHash(ContentHash.ofDigest(second))).extracting(StoredAsset::id).containsExactly(2L);
    }
  }

  private List<String> plan(String sql) throws Exception {
    Path file = folder.resolve("catalog.db");
    Catalog.open(file).close();
    List<String> steps = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    }
    return steps;
  }

  private static StoredAsset photo(long id, ContentHash hash) {
    AssetDetails details =
        new AssetDetails(
            "a.jpg", Optional.empty(), CaptureTime.unknown(Instant.EPOCH), Optional.empty(),
            Optional.empty(), "", List.of(), false, Optional.empty(), Optional.empty());
    return new StoredAsset(
        new Asset(id, AssetKind.PHOTO, hash, 5, 0, details), AssetState.ACTIVE, new SealedObject("object", new byte[24], 22),
        Optional.empty(), MagicText.NONE, MagicText.NONE);
  }
}
