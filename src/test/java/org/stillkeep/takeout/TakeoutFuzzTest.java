package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Sidecars and names that nobody sane would write: there is an answer, and no exception. */
@Covers({"J", "Z21"})
class TakeoutFuzzTest {

  static Stream<byte[]> texts() {
    return Stream.of(
            "{\"title\": \"IMG_1.jpg\", \"description\": \"a &#39;b\", \"photoTakenTime\": {\"timestamp\": \"1563000000\"}, \"geoData\":"
                + " {\"latitude\": 39.2, \"longitude\": 9.1, \"altitude\": 1e999}, \"people\": [{\"name\": \"Ada\"}], \"archived\": true,"
                + " \"url\": \"https://photos.google.com/photo/1\", \"googlePhotosOrigin\": {\"mobileUpload\": {\"deviceFolder\":"
                + " {\"localFolderName\": \"\"}, \"deviceType\": \"IOS_PHONE\"}}}",
            "{\"albumData\": {\"title\": \"Sardinia\", \"date\": {\"timestamp\": \"-1577923200\"}}}",
            "{\"title\": \"Sardinia\", \"enrichments\": [{\"narrativeEnrichment\": {\"text\": \"x\"}}]}",
            "\ufeff[]", "", "{\"title\": \"\\ud800\", \"title\": NaN}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "1m")
  void anyTextIsReadAsSomething(byte[] text) {
    TakeoutJson json = TakeoutJson.parse(text);
    assertThat(json.sidecar().isPresent()).isEqualTo(json.kind() == TakeoutJson.Kind.ITEM);
  }

  static Stream<byte[]> listings() {
    return Stream.of(
            "Takeout/Google Photos/Photos from 2019/IMG_1.jpg\nTakeout/Google Photos/Photos from 2019/IMG_1.jpg.supplemental-metadata.json",
            "Takeout/Google Photos/Sardinia/IMG_1(1).jpg\nTakeout/Google Photos/Sardinia/IMG_1.jpg(1).json\nTakeout/Google Photos/Sardinia/IMG_1-edited(1).jpg",
            "Takeout/Google Fotos/Sardinien/Metadaten.json\nTakeout/Google Fotos/Sardinien/IMG_1.HEIC\nTakeout/Google Fotos/Sardinien/IMG_1.MP4",
            "../../evil.jpg\n/\n\na//b\n\u202egpj.exe\nPXL_1.MP~2\nPXL_1.MP.jpg")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each line is a path; whatever they are, each entry ends in one place. */
  @MethodSource("listings")
  @FuzzTest(maxDuration = "1m")
  void anyListingIsUnderstood(byte[] listing) {
    List<TakeoutEntry> entries = new ArrayList<>();
    for (String path : new String(listing, StandardCharsets.UTF_8).split("\n", 200)) {
      TakeoutEntry entry = TakeoutEntry.listed(new EntryRef(0, entries.size()), path, 1 + entries.size() % 3, entries.size() % 2);
      boolean isSidecar = path.endsWith(".json") && path.length() % 2 == 0;
      entries.add(isSidecar ? entry.withJson("{\"title\": \"IMG_1.jpg\", \"photoTakenTime\": {\"timestamp\": 7}}".getBytes(StandardCharsets.UTF_8)) : entry);
    }
    TakeoutContents contents = Takeout.read(entries);
    long lives = contents.items().stream().filter(item -> item.liveVideo().isPresent()).count();
    long folders = contents.ignored().stream().filter(each -> each.reason().equals("a folder")).count();
    long files = entries.stream().filter(each -> !each.path().endsWith("/")).count();
    assertThat(contents.items().size() + lives + contents.sidecars().size() + contents.ignored().size()).isEqualTo(files + folders);
  }
}
