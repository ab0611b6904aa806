package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TakeoutSetTest {

  @Test
  void everyPathComesBackUnitForUnit() {
    List<String> paths =
        List.of(
            "Takeout/Google Photos/Photos from 2019/IMG_1.jpg",
            "Takeout/Google Photos/Photos from 2019/IMG_1.jpg.supplemental-metadata.json",
            ".supplemental-metadata.json",
            "",
            "/",
            "back\\slash\\a.jpg",
            "Grüße/\u00fc.jpg",
            "u\u0308.jpg",
            "\u5199\u771f/\ud83d\ude00.jpg",
            "broken/\ud83d.jpg",
            "x".repeat(70_000) + "/" + "y".repeat(300_000));
    TakeoutSet set = new TakeoutSet();
    for (int i = 0; i < paths.size(); i++) {
      set.add(TakeoutEntry.listed(new EntryRef(0, i), paths.get(i), i, 0xffffffffL - i));
    }

    for (int i = 0; i < paths.size(); i++) {
      EntryRef ref = new EntryRef(0, i);
      assertThat(set.path(ref)).isEqualTo(paths.get(i));
      assertThat(set.sizeBytes(ref)).isEqualTo(i);
      assertThat(set.crc32(ref)).isEqualTo(0xffffffffL - i);
    }
  }

  @Test
  void refsAreFoundWhateverArchivesAndPlacesAreLeftOut() {
    List<EntryRef> refs =
        List.of(new EntryRef(1, 0), new EntryRef(1, 1), new EntryRef(1, 7), new EntryRef(4, 3), new EntryRef(5, 0));
    TakeoutSet set = new TakeoutSet();
    refs.forEach(ref -> set.add(TakeoutEntry.listed(ref, ref.toString(), 1, 1)));

    for (int row = 0; row < refs.size(); row++) {
      assertThat(set.ref(row)).isEqualTo(refs.get(row));
      assertThat(set.rowOf(refs.get(row))).isEqualTo(row);
      assertThat(set.path(refs.get(row))).isEqualTo(refs.get(row).toString());
    }
    assertThatThrownBy(() -> set.rowOf(new EntryRef(1, 2))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> set.rowOf(new EntryRef(9, 0))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> set.addNoFile(new EntryRef(5, 0), "again")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatASidecarSaysIsAtHandWithoutItsText() {
    String json =
        """
        {"title":"Caf\u00e9 &amp; Bar.jpg","description":"at &quot;home&quot;","photoTakenTime":{"timestamp":"1565186704"},
         "geoData":{"latitude":1.5,"longitude":-2.25,"altitude":3.0},
         "people":[{"name":"\u5b50"},{"name":"Ann"},{"name":"\u5b50"}],"favorited":true}""";
    TakeoutSet set = new TakeoutSet();
    set.add(TakeoutEntry.listed(new EntryRef(0, 0), "Takeout/Google Photos/A/Caf\u00e9 _ Bar.jpg", 1, 1));
    set.add(
        TakeoutEntry.listed(new EntryRef(0, 1), "Takeout/Google Photos/A/Caf\u00e9 _ Bar.jpg.json", 1, 1)
            .withJson(json.getBytes(StandardCharsets.UTF_8)));

    TakeoutItem item = set.read().items().get(0);

    Sidecar whole = Sidecar.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow().fitting("Caf\u00e9 _ Bar.jpg");
    SidecarFacts facts = item.facts().orElseThrow();
    assertThat(facts).isEqualTo(new SidecarFacts(whole.title(), whole.takenAt(), whole.place(), whole.description(), whole.people(), false));
    assertThat(facts.title()).contains("Caf\u00e9 & Bar.jpg");
    assertThat(item.favorite()).isTrue();
  }

  @Test
  void anIndexAnswersLikeAMapOfLists() {
    Random random = new Random(7);
    KeyIndex<Integer> index = new KeyIndex<>();
    Map<String, List<Integer>> map = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "IMG_" + random.nextInt(6_000) + ".jpg";
      index.add(key, i);
      map.computeIfAbsent(key, each -> new ArrayList<>()).add(i);
    }

    map.forEach(
        (key, values) -> {
          assertThat(index.get(key)).isEqualTo(values);
          assertThat(index.get(key, 2)).isEqualTo(values.subList(0, Math.min(2, values.size())));
          assertThat(index.count(key)).isEqualTo(values.size());
        });
    assertThat(index.get("another")).isEmpty();
    List<List<Integer>> groups = new ArrayList<>();
    index.forEachGroup(1, (hash, values) -> groups.add(values));
    assertThat(groups).hasSize(map.size()).containsAll(map.values()).isSortedAccordingTo((a, b) -> a.get(0) - b.get(0));
  }

  @Test
  void numbersOfAnySizeArePacked() {
    PackedBytes packed = new PackedBytes();
    List<Integer> records = new ArrayList<>();
    for (int shift = 0; shift < 31; shift++) {
      records.add(packed.begin().putNumber(1 << shift).putNumber((1 << shift) - 1).putLong(shift).end());
    }

    for (int shift = 0; shift < 31; shift++) {
      ByteBuffer in = packed.at(records.get(shift));
      assertThat(PackedBytes.number(in)).isEqualTo(1 << shift);
      assertThat(PackedBytes.number(in)).isEqualTo((1 << shift) - 1);
      assertThat(in.getLong()).isEqualTo(shift);
    }
  }
}
