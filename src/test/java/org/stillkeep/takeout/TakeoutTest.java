package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promises of the whole room: names cut by Google's rules come back, order means nothing, size costs no more than its share. */
class TakeoutTest {

  private static final String[] PIECES = {
    "a", "B", "7", " ", "_", "-", ".", "(1)", "ä", "é", "日本", "😀", "?", "&", "/", "IMG_", "2019", "edited", "supple", "\u202f", "ß"
  };

  /** A few hundred milliseconds are usual; a loop over all pairs would take minutes. */
  private static final long MOST_CPU_SECONDS = 10;

  private static final String[] EXTENSIONS = {".jpg", ".JPG", ".jpeg", ".HEIC", ".mp4", ".png", ""};

  @Test
  void namesMadeByGooglesRulesOfAnyTitlesAreMatchedBack() {
    int pairs = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      boolean cutting = random.nextBoolean();
      String word = random.nextInt(4) == 0 ? "" : ".supplemental-metadata";
      Export export = new Export();
      Map<String, Integer> numbers = new HashMap<>();
      Map<String, String> expected = new HashMap<>();
      for (String title : titles(random)) {
        String media = cutting ? NameCut.cutMediaNames(title).get(0) : NameCut.mediaName(title);
        String side = NameCut.normalized(NameCut.withoutReserved(title) + word);
        side = cutting ? NameCut.cut(side, 46) : side;
        int number = numbers.merge(media, 1, Integer::sum) - 1;
        if (numbers.merge("side " + side, 1, Integer::sum) - 1 != number) {
          continue;
        }
        String mediaFile = numbered(media, number);
        String sideFile = side + (number == 0 ? "" : "(" + number + ")") + ".json";
        export.media(mediaFile).sidecar(sideFile, title, 1_000_000_000L + 7_919L * expected.size() + seed);
        expected.put("Photos from 2023/" + mediaFile, "Photos from 2023/" + sideFile);
      }
      for (TakeoutItem item : export.read().items()) {
        String media = export.path(java.util.Optional.of(item.media()));
        assertThat(export.path(item.sidecar())).as("seed %s, %s", seed, media).isEqualTo(expected.get(media));
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThan(3_000);
  }

  private static Set<String> titles(Random random) {
    Set<String> titles = new HashSet<>();
    String family = piece(random, 40);
    for (int i = 0; i < 15; i++) {
      String stem = random.nextInt(3) == 0 ? family + piece(random, 3) : "T" + i + piece(random, 1 + random.nextInt(30));
      titles.add(stem + EXTENSIONS[random.nextInt(4)]);
    }
    return titles;
  }

  private static String piece(Random random, int pieces) {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.append('y').toString();
  }

  private static String numbered(String media, int number) {
    int dot = media.lastIndexOf('.');
    return number == 0 ? media : media.substring(0, dot) + "(" + number + ")" + media.substring(dot);
  }

  @Test
  void theOrderOfEntriesDoesNotChangeTheAnswer() {
    Random random = new Random(3);
    Export export =
        new Export()
            .in("Album").json("m.json", "{\"title\": \"Album\"}").copy("a.jpg", 1).copy("b.HEIC", 2).media("b.MOV")
            .media("c.jpg", "c-edited.jpg", "c-edited(1).jpg", "d.mov", "d.MOV", "e.mp4", "e.avi")
            .sidecars("c.jpg.supplemental-metadata.json", "e.json", "d.MOV.json", "d.MOV(1).json")
            .in("Photos from 2023").copy("a.jpg", 1).copy("b.HEIC", 2).media("lonely.jpg")
            .sidecars("a.jpg.json", "b.HEIC.supplemental-metad.json", "c.jpg.supplemental-metadata.json")
            .in("Other").sidecars("lonely.jpg.json", "a.jpg.json").at("lonely-002.jpg", null);
    String summary = export.summary();

    for (int i = 0; i < 40; i++) {
      assertThat(export.shuffled(random).summary()).isEqualTo(summary);
    }
  }

  @Test
  void everyEntryEndsInExactlyOnePlace() {
    for (CorpusCase each : CorpusCase.all()) {
      Set<EntryRef> seen = new HashSet<>();
      List<TakeoutEntry> entries = new java.util.ArrayList<>();
      for (var entry : each.json().get("entries")) {
        entries.add(CorpusCase.entry(entry, entries.size()));
      }
      TakeoutContents contents = Takeout.read(entries);
      contents.items().forEach(item -> {
        assertThat(seen.add(item.media())).isTrue();
        item.liveVideo().ifPresent(video -> assertThat(seen.add(video)).isTrue());
      });
      contents.sidecars().forEach(sidecar -> assertThat(seen.add(sidecar.ref())).isTrue());
      contents.ignored().forEach(ignored -> assertThat(seen.add(ignored.ref())).isTrue());
      assertThat(seen).as(each.name()).hasSize(entries.size());
    }
  }

  @Test
  void anEmptySetIsUnderstood() {
    assertThat(Takeout.read(List.of()).items()).isEmpty();
  }

  @Test
  void timeGrowsNoFasterThanTheNumberOfEntries() {
    Export export = new Export();
    for (int i = 0; i < 8_000; i++) {
      export.media("IMG_" + i + ".jpg", "picasasync(" + (i + 1) + ").jpg");
      export.sidecars("IMG_" + i + ".jpg.supplemental-metadata.json", "picasasync.supplemental-metadata(" + (i + 1) + ").json");
    }

    long before = cpuSeconds();
    assertThat(Takeout.read(export.entries()).items()).allMatch(each -> each.sidecar().isPresent());
    assertThat(cpuSeconds() - before).isLessThan(MOST_CPU_SECONDS);
  }

  @Test
  void thousandsOfFilesOfOneNameCostNoMoreThanOthers() {
    Export export = new Export();
    for (int i = 0; i < 3_000; i++) {
      export.part(i + 1).copy("same.jpg", i + 1).sidecar("same.jpg.json", "same.jpg", 1_000_000_000L + i);
      export.media("lost.jpg").copy("same.mp4", i + 100_000);
    }

    long before = cpuSeconds();
    assertThat(Takeout.read(export.entries()).items()).isNotEmpty();
    assertThat(cpuSeconds() - before).isLessThan(MOST_CPU_SECONDS);
  }

  /** What this thread has computed: the same on a busy machine. */
  private static long cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000_000;
  }
}
