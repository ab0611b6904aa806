package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.EntryKey;
import org.stillkeep.catalog.EntryOutcome;
import org.stillkeep.catalog.ListedEntry;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.catalog.StoredArchive;
import org.stillkeep.faults.Covers;

/** Reports over a catalog in memory: every entry is counted, and hostile names stay names. */
class ReportTest {

  private static final String SET = "20240601T101010Z";
  private static final String HOSTILE = "<script>alert('1')</script>\"&\u202Egpj.exe\u0007.jpg";

  @TempDir Path folder;
  private final Catalog catalog = Catalog.inMemory();

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  @Covers("F38")
  void theTextNamesRulesAmbiguityWaitingArchivesAndMissingParts() {
    fill();

    String text = text(false);

    assertThat(text)
        .contains("set " + SET + ": 6 entries in 2 archives")
        .contains("missing: takeout-" + SET + "-002")
        .contains("1  exact name")
        .contains("undecided between a.jpg.json and a.json")
        .contains("1 waiting to be read")
        .containsPattern("\\d  imported: became a photo or video of the library\\R")
        .contains("takeout-" + SET + "-003.zip: 1 entry")
        .contains("of these were healed")
        .contains("6 entries in all, every one accounted for")
        .doesNotContain("IMG_1.jpg: imported");
  }

  @Test
  void everySingleEntryIsPrintedWhenAsked() {
    fill();

    assertThat(text(true)).contains("IMG_1.jpg: imported, got metadata from a later archive, sidecar IMG_1.jpg.json by the rule exact name (high)");
  }

  @Test
  void theJsonSaysOfEachEntryWhy() throws IOException {
    fill();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    ReportJson.write(catalog, SetReport.all(catalog), true, out);

    JsonNode set = new ObjectMapper().readTree(out.toByteArray()).path("sets").path(0);
    assertThat(set.path("missingParts").toString()).isEqualTo("[\"takeout-" + SET + "-002\"]");
    assertThat(set.path("rules").path("exact name").asInt()).isEqualTo(1);
    JsonNode entries = set.path("archives").path(0).path("entries");
    assertThat(entries.path(0).path("sidecar").path("path").asText()).isEqualTo("IMG_1.jpg.json");
    assertThat(entries.path(0).path("healed").asBoolean()).isTrue();
    assertThat(entries.path(2).path("undecidedBetween")).hasSize(2);
    assertThat(set.path("attention").findValuesAsText("concern")).contains("ambiguous", "pending", "failed");
  }

  @Test
  void thePageIsWellFormedAndTakesNoOrdersFromNames() throws Exception {
    fill();

    Path page = new ReportFiles(catalog).write(SetReport.all(catalog), folder.resolve("new folder")).get(0);

    String html = Files.readString(page);
    assertThat(page.getFileName()).hasToString("stillkeep-" + SET + ".html");
    assertThat(html)
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;\uFFFDgpj.exe\uFFFD.jpg")
        .contains("2 missing")
        .doesNotContain("<script")
        .doesNotContain("http:")
        .doesNotContain("https:");
    assertThat(Pattern.compile("\\bon[a-z]+=|javascript:|src=|href=").matcher(html).find()).isFalse();
    String xml = html.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))).getElementsByTagName("section").getLength()).isPositive();
  }

  @Test
  void foldersArePartsAndOnlyPicturesAndVideosFillGaps() {
    String name = "takeout-" + SET + "-";
    archive(name + "001", "FOLDER", OptionalInt.of(1), List.of());
    archive("notes-002.json", "FILE", OptionalInt.empty(), List.of());
    archive("GH010015-003.MP4", "FILE", OptionalInt.empty(), List.of());
    archive(name + "004.zip", "ZIP", OptionalInt.of(4), List.of());

    assertThat(SetReport.all(catalog).get(0).missingNames()).containsExactly(name + "002");
  }

  @Test
  void aPageOfManyTroublesStaysSmall() throws Exception {
    List<ListedEntry> entries = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      entries.add(listed(i, "IMG_" + i + ".jpg"));
    }
    StoredArchive archive = archive(1, entries);
    catalog.inTransaction(
        () -> entries.forEach(entry -> record(archive, entry.position(), EntryOutcome.of(Outcome.DAMAGED, "its CRC-32 differs"))));

    Path page = new ReportFiles(catalog).write(SetReport.all(catalog), folder.resolve("page.html")).get(0);

    assertThat(Files.size(page)).isLessThan(60_000);
    assertThat(Files.readString(page)).contains("5,000 not imported").contains("and 4,900 more");
  }

  @Test
  void onlyPagesOfOursAreWrittenOver() throws Exception {
    fill();
    List<SetReport> sets = SetReport.all(catalog);
    ReportFiles files = new ReportFiles(catalog);
    Path mine = Files.writeString(folder.resolve("mine.html"), "<html>holiday</html>");

    files.write(sets, folder.resolve("page.html"));
    files.write(sets, folder.resolve("page.html"));

    assertThatThrownBy(() -> files.write(sets, mine)).isInstanceOf(UserException.class).hasMessageContaining("no report");
    assertThat(mine).hasContent("<html>holiday</html>");
  }

  /** One healed photo with its sidecar, one ambiguous of hostile name, one damaged; and one waiting in another part. */
  private void fill() {
    StoredArchive first =
        archive(1, List.of(listed(0, "IMG_1.jpg"), listed(1, "IMG_1.jpg.json"), listed(2, HOSTILE), listed(3, "a.jpg.json"), listed(4, "a.json")));
    archive(3, List.of(listed(0, "later.jpg")));
    record(
        first,
        0,
        new EntryOutcome(
            Outcome.IMPORTED, "got metadata from a later archive", Optional.of("exact name"), Optional.of("high"),
            OptionalLong.of(7), Optional.of(new EntryKey(first.id(), 1)), List.of(), true));
    record(first, 1, EntryOutcome.ofAsset(Outcome.SIDECAR_USED, 7));
    record(
        first,
        2,
        new EntryOutcome(
            Outcome.IMPORTED, "", Optional.empty(), Optional.of("low"), OptionalLong.of(8), Optional.empty(),
            List.of(new EntryKey(first.id(), 3), new EntryKey(first.id(), 4)), false));
    record(first, 3, EntryOutcome.of(Outcome.SIDECAR_WAITING, ""));
    record(first, 4, EntryOutcome.of(Outcome.DAMAGED, "its CRC-32 differs"));
  }

  private String text(boolean withEntries) {
    List<String> lines = new ArrayList<>();
    new ReportText(catalog, withEntries, lines::add).print(SetReport.all(catalog));
    return String.join("\n", lines);
  }

  private StoredArchive archive(int part, List<ListedEntry> entries) {
    return archive(String.format(Locale.ROOT, "takeout-%s-%03d.zip", SET, part), "ZIP", OptionalInt.of(part), entries);
  }

  private StoredArchive archive(String name, String kind, OptionalInt part, List<ListedEntry> entries) {
    long id = catalog.archives().begin(new StoredArchive(0, "fingerprint of " + name, SET, name, part, kind, 1000, 0, false));
    catalog.archives().addEntries(id, entries);
    catalog.archives().finish(id, SET);
    return catalog.archives().byId(id).orElseThrow();
  }

  private static ListedEntry listed(int position, String path) {
    return new ListedEntry(position, path, 10, 20, Optional.empty(), "READABLE", Optional.empty());
  }

  private void record(StoredArchive archive, int position, EntryOutcome outcome) {
    catalog.outcomes().record(new EntryKey(archive.id(), position), outcome);
  }
}
