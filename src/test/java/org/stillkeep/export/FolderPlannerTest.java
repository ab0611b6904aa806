package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;

/** The plan of one folder, from values alone. */
class FolderPlannerTest {

  private static final String KEY = "album:1";
  private static final long MILLIS = 1000;

  private final List<WantedAsset> wanted = new ArrayList<>();
  private final List<LedgerFile> rows = new ArrayList<>();
  private final Map<String, FileFacts> disk = new TreeMap<>();
  private final Leaving leaving = new Leaving();

  @Test
  void nothingIsPlannedWhereAllThreeAgree() {
    wanted.add(photo(7, "a.jpg"));
    wrote(7, "a.jpg");
    assertThat(plan()).isEmpty();
  }

  @Test
  void aNewPhotoIsPutUnderItsTitle() {
    wanted.add(photo(7, "a.jpg"));
    assertThat(plan()).containsExactly(put(7, "a.jpg"));
  }

  @Test
  void anUnknownFileOfTheRightSizeIsACandidateAndKeepsItsNameOtherwise() {
    wanted.add(photo(7, "a.jpg"));
    disk.put("a.jpg", file(7));
    disk.put("other size.jpg", file(8));
    assertThat(plan()).containsExactly(put(7, "a (2).jpg", "S/a.jpg"));
  }

  @Test
  void aSidecarOfSomebodyElseMakesTheNameATakenOne() {
    wanted.add(photo(7, "a.jpg"));
    disk.put("metadata/A.JPG.json", file(99));
    assertThat(plan()).containsExactly(put(7, "a (2).jpg"));
  }

  @Test
  void aPhotoThatIsGoneIsForgottenAndPutUnderItsOldName() {
    wanted.add(photo(7, "a.jpg"));
    wrote(7, "named once.jpg");
    disk.remove("named once.jpg");
    assertThat(plan()).containsExactly(new Step.Forget(rows.get(0)), put(7, "named once.jpg"));
  }

  @Test
  void aFileThatLooksDifferentIsLookedInto() {
    wanted.add(photo(7, "a.jpg"));
    wrote(7, "a.jpg");
    disk.put("a.jpg", new FileFacts(false, true, 7, 5));
    assertThat(plan()).containsExactly(new Step.Recheck(rows.get(0)));
  }

  @Test
  void aFileThatWasOnlyIntendedIsTakenForUnknown() {
    wanted.add(photo(7, "a.jpg"));
    LedgerFile intent = LedgerFile.intent(KEY, 7, Role.MEDIA, "S/a.jpg", hash(7), 7);
    rows.add(intent);
    disk.put("a.jpg", file(7));
    assertThat(plan()).containsExactly(new Step.Forget(intent), put(7, "a (2).jpg", "S/a.jpg"));
  }

  @Test
  void aCopyThatLeavesAnotherFolderIsTakenFromThere() {
    wanted.add(photo(7, "a.jpg"));
    leaving.add(row("year:2019", 7, Role.MEDIA, "Photos from 2019/a.jpg", 7, ""));
    leaving.add(row("year:2019", 7, Role.SIDECAR, "Photos from 2019/metadata/a.jpg.json", 3, "x"));
    assertThat(plan())
        .containsExactly(
            new Step.PutAsset(
                KEY, 7, Optional.of("year:2019"), new Step.Target("S/a.jpg", List.of()), Optional.empty(), 0));
    assertThat(leaving.rest()).isEmpty();
  }

  @Test
  void anEditedFileIsNotReplacedButItsSidecarFollows() {
    WantedAsset better = new WantedAsset(7, hash(7), 7, 0, "a.jpg", "", false, "newer", "", "", OptionalLong.of(MILLIS));
    wanted.add(better);
    wrote(7, "a.jpg");
    rows.set(0, rows.get(0).seen(MILLIS, true));
    assertThat(plan())
        .containsExactly(
            new Step.Recheck(rows.get(0)),
            new Step.PutAsset(
                KEY, 7, Optional.empty(), new Step.Target("S/a.jpg", List.of()), Optional.empty(), 0));
  }

  @Test
  void aLivePhotosHalvesShareTheStem() {
    wanted.add(
        new WantedAsset(7, ContentHash.ofLivePhoto(hash(7), hash(8)), 7, 8, "a.HEIC", "b.MOV", false, "s", "", "", OptionalLong.of(MILLIS)));
    disk.put("A.mov", file(99));
    assertThat(plan())
        .containsExactly(
            new Step.PutAsset(
                KEY,
                7,
                Optional.empty(),
                new Step.Target("S/a (2).HEIC", List.of()),
                Optional.of(new Step.Target("S/a (2).MOV", List.of())),
                15));
  }

  @Test
  void thousandsOfOneNameAreToldApart() {
    for (int id = 1; id <= 500; id++) {
      wanted.add(photo(id, "IMG_0001.JPG"));
    }
    assertThat(plan().stream().map(step -> ((Step.PutAsset) step).still().path())).doesNotHaveDuplicates().hasSize(500);
  }

  private List<Step> plan() {
    return new FolderPlanner(
            KEY, "S", new Sidecars(Set.of(SidecarForm.JSON), SidecarPlace.METADATA_FOLDER), Embedding.NONE, AssetRows.byAsset(rows), new FolderListing(disk), row -> false, leaving, name -> false)
        .plan(wanted);
  }

  private void wrote(long id, String name) {
    rows.add(row(KEY, id, Role.MEDIA, "S/" + name, id, ""));
    rows.add(row(KEY, id, Role.SIDECAR, "S/metadata/" + name + ".json", 3, "stamp"));
    disk.put(name, file(id));
    disk.put("metadata/" + name + ".json", file(3));
  }

  private static WantedAsset photo(long id, String title) {
    return new WantedAsset(id, hash(id), id, 0, title, "", false, "stamp", "", "", OptionalLong.of(MILLIS));
  }

  private static Step put(long id, String name, String... candidates) {
    return new Step.PutAsset(
        KEY, id, Optional.empty(), new Step.Target("S/" + name, List.of(candidates)), Optional.empty(), id);
  }

  private static LedgerFile row(String key, long id, Role role, String path, long size, String stamp) {
    return LedgerFile.intent(key, id, role, path, hash(id), size)
        .written(hash(id), size, stamp, OptionalLong.of(MILLIS), MILLIS);
  }

  private static FileFacts file(long size) {
    return new FileFacts(false, true, size, MILLIS);
  }

  private static ContentHash hash(long id) {
    byte[] digest = new byte[ContentHash.DIGEST_BYTES];
    digest[0] = (byte) id;
    digest[1] = (byte) (id >> 8);
    return ContentHash.ofDigest(digest);
  }
}
