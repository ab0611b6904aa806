package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

/** Names and texts that nobody sane would write: whatever comes, there is an answer, soon, and no exception. */
@Covers("J")
class FuzzTest {

  /** Usual is a second; a pattern that goes back and forth takes minutes. */
  private static final long MOST_CPU_SECONDS = 20;

  private static final String[] PIECES = {
    "(", ")", "(1)", "(999999)", "(1000000)", "()", ".", "..", " ", "-", "_", "/", "\\", "\u0000", "\ud83d", "\ude00", "😀", "e\u0301", "ß", "İ",
    "\u202e", "\u00a0", "Takeout", "Takeout 2", "Google Photos", "Photos from 2023", "2017-05-01", "metadata", ".json", ".jpg", ".MOV", ".MP~2",
    ".supplemental-metadata", ".supple", ".metadata", "-edited", "-ha edi", "-ANIMATION", "&#39;", "&#x110000;", "IMG_1", "takeout-20240101T101010Z-",
    "001", ".zip", ".crdownload", "a very long piece of a name that is cut ", "{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e999", "-0",
    "\"title\"", "\"photoTakenTime\"", "\"timestamp\"", "\"albumData\"", "\"geoData\"", "\"people\"", "\"latitude\"", "99999999999999999999"
  };

  private final Random random = new Random(17);

  @Test
  void anyNameIsReadAsSomething() {
    long before = cpuSeconds();
    for (int i = 0; i < 40_000; i++) {
      String name = text(12);
      MediaName media = MediaName.of(name);
      assertThat(media.index()).isBetween(0, 999_999);
      assertThat(SidecarName.of(name + ".json").readings()).isNotEmpty();
      assertThat(ArchiveName.parse(name)).isNotNull();
      assertThat(EntryFolder.of(name + "/").product()).isNotNull();
      assertThat(HtmlEntities.decode(name)).isNotNull();
      assertThat(Mojibake.readings(name)).contains(name);
      assertThat(NameCut.cutMediaNames(name)).isNotEmpty();
      assertThat(KnownNames.INSTANCE.yearOf(name)).isNotNull();
    }
    assertThat(cpuSeconds() - before).isLessThan(MOST_CPU_SECONDS);
  }

  @Test
  void longNamesOfOneCharacterCostNoMoreThanOthers() {
    long before = cpuSeconds();
    for (String piece : PIECES) {
      String name = piece.repeat(65_000 / piece.length());
      MediaName.of(name + ".jpg");
      SidecarName.of(name + ".json");
      ArchiveName.parse(name);
      EntryFolder.of(name + "/");
      HtmlEntities.decode(name);
      KnownNames.INSTANCE.yearOf(name);
    }
    assertThat(cpuSeconds() - before).isLessThan(MOST_CPU_SECONDS);
  }

  @Test
  void anyFoldersOfAnyNamesAreUnderstood() {
    long before = cpuSeconds();
    for (int i = 0; i < 1_500; i++) {
      List<TakeoutEntry> entries = entries(1 + random.nextInt(25));
      TakeoutContents contents = Takeout.read(entries);
      int lives = (int) contents.items().stream().filter(item -> item.liveVideo().isPresent()).count();
      assertThat(contents.items().size() + lives + contents.sidecars().size() + contents.ignored().size())
          .isEqualTo((int) entries.stream().filter(each -> !each.path().endsWith("/")).count()
              + (int) contents.ignored().stream().filter(each -> each.reason().equals("a folder")).count());
    }
    assertThat(cpuSeconds() - before).isLessThan(MOST_CPU_SECONDS);
  }

  /** Few different names, so that they meet. */
  private List<TakeoutEntry> entries(int count) {
    List<String> stems = List.of(text(3), text(3), text(8));
    List<String> folders = List.of("Takeout/Google Photos/Photos from 2023/", "Takeout/Google Photos/" + text(2) + "/", text(3) + "/", "");
    List<TakeoutEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String path = folders.get(random.nextInt(folders.size())) + stems.get(random.nextInt(stems.size())) + text(2);
      EntryRef ref = new EntryRef(random.nextInt(3), i);
      TakeoutEntry entry = TakeoutEntry.listed(ref, path, random.nextInt(3), random.nextInt(3));
      String json = random.nextInt(3) == 0 ? text(20) : "{\"title\": \"" + stems.get(0).replaceAll("[\\p{Cc}\\\\\"]", "") + ".jpg\", \"photoTakenTime\": {\"timestamp\": " + i + "}}";
      entries.add(random.nextBoolean() ? entry : TakeoutEntry.listed(ref, path + ".json", 5, 0).withJson(json.getBytes(StandardCharsets.UTF_8)));
    }
    return entries;
  }

  @Test
  void anyTextIsReadAsSomething() {
    long before = cpuSeconds();
    int understood = 0;
    for (int i = 0; i < 40_000; i++) {
      String text = random.nextInt(3) == 0 ? text(30) : json(4);
      TakeoutJson json = TakeoutJson.parse(text.getBytes(StandardCharsets.UTF_8));
      assertThat(json.sidecar().isPresent()).isEqualTo(json.kind() == TakeoutJson.Kind.ITEM);
      understood += json.kind() == TakeoutJson.Kind.UNREADABLE ? 0 : 1;
    }
    assertThat(understood).isGreaterThan(10_000);
    assertThat(cpuSeconds() - before).isLessThan(MOST_CPU_SECONDS);
  }

  private static final String[] KEYS = {
    "title", "description", "photoTakenTime", "creationTime", "timestamp", "geoData", "latitude", "longitude", "altitude", "people", "name", "url",
    "googlePhotosOrigin", "mobileUpload", "deviceFolder", "favorited", "albumData", "enrichments", "narrativeEnrichment", "locationEnrichment",
    "location", "latitudeE7", "sharedAlbumComments", "comments", "externalOrderId", "category", "imageViews", "trashed", "text", "appSource"
  };
  private static final String[] VALUES = {
    "null", "true", "0", "-1", "1e400", "-1e-400", "99999999999999999999999", "\"\"", "\"1600000000\"", "\"-9223372036854775808\"", "\"x\"", "\"NaN\"",
    "\"\\ud800\"", "1.5", "\"1.5\"", "[]", "{}", "\"SHIPPED_PRINTS\""
  };

  private String json(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return VALUES[random.nextInt(VALUES.length)];
    }
    StringBuilder text = new StringBuilder();
    boolean object = random.nextInt(4) > 0;
    for (int i = random.nextInt(6); i >= 0; i--) {
      String key = object ? "\"" + KEYS[random.nextInt(KEYS.length)] + "\":" : "";
      text.append(text.isEmpty() ? "" : ",").append(key).append(json(depth - 1));
    }
    return object ? "{" + text + "}" : "[" + text + "]";
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static long cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000_000;
  }
}
