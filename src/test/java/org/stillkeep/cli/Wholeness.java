package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stillkeep.importer.TakeoutBuilder;

/** Brings an installation to its end after crashes, and asserts that nothing is lost, doubled, torn or left over. */
public final class Wholeness {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Installation installation;
  private final List<CrashTakeout> takeouts;
  private final boolean isSwept;

  /** So many of the Takeouts, from the first on, have been imported to their end. */
  private int finished;

  public Wholeness(Installation installation, List<CrashTakeout> takeouts) {
    this(installation, takeouts, true);
  }

  private Wholeness(Installation installation, List<CrashTakeout> takeouts, boolean isSwept) {
    this.installation = installation;
    this.takeouts = takeouts;
    this.isSwept = isSwept;
  }

  /** As after a crash, but objects may be left that nothing names: the list of them for the sweep is not forced to the disk. */
  public static Wholeness afterAPowerCut(Installation installation, List<CrashTakeout> takeouts) {
    return new Wholeness(installation, takeouts, false);
  }

  /** What holds even at the moment of a crash: whatever has its name in the export is whole. */
  public void assertNothingTorn() throws IOException {
    Map<String, byte[]> expected = expected();
    for (String path : media()) {
      assertThat(expected).as("files in the export").containsKey(path);
      assertThat(Files.readAllBytes(installation.export().resolve(path))).as(path).isEqualTo(expected.get(path));
    }
  }

  /** Imports a Takeout, in this process. */
  public void imported(CrashTakeout takeout) {
    command(takeout.importArguments());
  }

  /** Whether there is nothing left to be done but JSON files. */
  public boolean isAllExported() throws IOException {
    return media().size() == expected().size();
  }

  /** Finishes what was begun, in this process, and looks at everything. */
  public void finishAndAssert() throws IOException, SQLException {
    takeouts.subList(finished, takeouts.size()).forEach(this::imported);
    finished = takeouts.size();
    command("export");
    assertNothingLeftOver();
    assertSame("media in the export", media(), expected().keySet());
    assertNothingTorn();
    assertMetadata();
    assertCatalog();
    assertVerified();
  }

  /** That every photo can be read, in the vault and in the export, and how many there are. */
  private void assertVerified() {
    assertThat(command("verify", "--read-data", "--export")).containsPattern("(?m)^" + checked()).contains("all is well");
  }

  /** That the vault by itself holds every photo: without the catalog, the export's files are nobody's. */
  public void assertVaultVerified() {
    assertThat(command("verify", "--read-data")).containsPattern("(?m)^" + checked()).contains("all is well");
  }

  private String checked() {
    return String.format(Locale.ROOT, "%,d photos and videos checked", assets());
  }

  private void assertNothingLeftOver() throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path folder : List.of(installation.vault(), installation.export(), installation.inbox(), installation.state())) {
      try (Stream<Path> paths = Files.walk(folder)) {
        paths.filter(Wholeness::isTemporary).forEach(left::add);
      }
    }
    assertThat(left).as("what crashes left behind").isEmpty();
    assertThat(installation.state().resolve("running")).doesNotExist();
  }

  private static boolean isTemporary(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".stillkeep-tmp-") || name.startsWith(".stillkeep-probe-") || name.startsWith("sqlite-");
  }

  private void assertMetadata() throws IOException {
    for (String path : media()) {
      Path file = installation.export().resolve(path);
      assertThat(Files.getLastModifiedTime(file).toInstant()).as("time of %s", path).isEqualTo(TakeoutBuilder.TAKEN);
    }
    Set<String> expected = new TreeSet<>();
    CrashTakeout.albums(takeouts).forEach(album -> expected.add(album + "/metadata.json"));
    expected().keySet().forEach(path -> expected.add(path.replace("/", "/metadata/") + ".json"));
    Set<String> found = files(".json");
    assertSame("JSON files in the export", found, expected);
    for (String path : found) {
      assertThat(JSON.readTree(installation.export().resolve(path).toFile()).path("title").asText()).as(path).isNotEmpty();
    }
  }

  private void assertCatalog() throws IOException, SQLException {
    try (Connection catalog = DriverManager.getConnection("jdbc:sqlite:" + installation.state().resolve("catalog.sqlite"))) {
      assertThat(texts(catalog, "PRAGMA integrity_check")).containsExactly("ok");
      assertThat(texts(catalog, "PRAGMA foreign_key_check")).isEmpty();
      assertThat(number(catalog, "SELECT count(*) FROM asset WHERE state = 'ACTIVE'")).as("assets").isEqualTo(assets());
      assertThat(number(catalog, "SELECT count(DISTINCT hash) FROM asset")).as("contents").isEqualTo(assets());
      assertOutcomes(catalog);
      Set<String> named = new TreeSet<>(texts(catalog, "SELECT object_key FROM asset UNION SELECT thumb_key FROM asset WHERE thumb_key IS NOT NULL"));
      Set<String> objects = objects();
      if (!isSwept) {
        objects.retainAll(named);
      }
      assertSame("objects in the vault", objects, named);
    }
  }

  /** Each entry once, none undecided or failed, and one of them for each asset. */
  private void assertOutcomes(Connection catalog) throws SQLException {
    Map<String, Long> outcomes = new TreeMap<>();
    try (Statement statement = catalog.createStatement();
        ResultSet rows = statement.executeQuery("SELECT outcome, count(*) FROM entry GROUP BY outcome")) {
      while (rows.next()) {
        outcomes.put(rows.getString(1), rows.getLong(2));
      }
    }
    assertThat(outcomes).doesNotContainKeys("PENDING", "DAMAGED", "ENCRYPTED", "UNSUPPORTED", "SIDECAR_WAITING");
    assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
        .as("sum of %s", outcomes)
        .isEqualTo(takeouts.stream().mapToLong(CrashTakeout::entries).sum());
    assertThat(outcomes.getOrDefault("IMPORTED", 0L) + outcomes.getOrDefault("ALREADY_THERE", 0L))
        .as("entries that are assets, of %s", outcomes)
        .isEqualTo(assets());
    assertThat(outcomes.get("LIVE_HALF")).isEqualTo(takeouts.size());
  }

  /** Says only where they differ, for these sets are long. */
  private static void assertSame(String what, Set<String> found, Set<String> expected) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    Set<String> unexpected = new TreeSet<>(found);
    unexpected.removeAll(expected);
    assertThat(missing).as("missing %s", what).isEmpty();
    assertThat(unexpected).as("unexpected %s", what).isEmpty();
  }

  private Set<String> objects() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> paths = Files.walk(installation.vault().resolve("objects"))) {
      paths.filter(Files::isRegularFile).forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }

  private String command(String... arguments) {
    return installation.runHere(arguments).mustSucceed().words();
  }

  private long assets() {
    return takeouts.stream().mapToLong(CrashTakeout::assets).sum();
  }

  private Map<String, byte[]> expected() {
    Map<String, byte[]> expected = new TreeMap<>();
    takeouts.forEach(each -> expected.putAll(each.exported()));
    return expected;
  }

  private Set<String> media() throws IOException {
    Set<String> media = files(".jpg");
    media.addAll(files(".mp4"));
    return media;
  }

  private Set<String> files(String ending) throws IOException {
    Set<String> files = new TreeSet<>();
    if (Files.exists(installation.export())) {
      Installation.files(installation.export()).stream().filter(path -> path.endsWith(ending)).forEach(files::add);
    }
    return files;
  }

  private static List<String> texts(Connection catalog, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = catalog.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static long number(Connection catalog, String sql) throws SQLException {
    return Long.parseLong(texts(catalog, sql).get(0));
  }
}
