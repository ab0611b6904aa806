package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Every name that Google translates, in every language of which one is known. */
@Covers("J")
class LocalesTest {

  private static final String TITLED = "{\"title\": \"%s\"}";

  /** Language and name, as they stand under this key of the list. */
  private static Stream<List<String>> names(String key) throws IOException {
    List<List<String>> names = new ArrayList<>();
    for (JsonNode locale : new ObjectMapper().readTree(new File("src/test/resources/takeout/locales.json"))) {
      locale.path(key).forEach(name -> names.add(List.of(locale.get("locale").asText(), name.asText())));
    }
    assertThat(names).isNotEmpty();
    return names.stream();
  }

  static Stream<List<String>> roots() throws IOException {
    return names("root");
  }

  static Stream<List<String>> yearFolders() throws IOException {
    return names("yearFolder");
  }

  static Stream<List<String>> trash() throws IOException {
    return names("trash");
  }

  static Stream<List<String>> archives() throws IOException {
    return names("archive");
  }

  static Stream<List<String>> locked() throws IOException {
    return names("locked");
  }

  static Stream<List<String>> failedVideos() throws IOException {
    return names("failedVideos");
  }

  static Stream<List<String>> untitled() throws IOException {
    return names("untitled");
  }

  static Stream<List<String>> albumMetadata() throws IOException {
    return names("albumMetadata");
  }

  static Stream<List<String>> comments() throws IOException {
    return names("sharedAlbumComments");
  }

  static Stream<List<String>> memories() throws IOException {
    return names("memoryTitles");
  }

  static Stream<List<String>> suffixes() throws IOException {
    return names("editedSuffix");
  }

  @ParameterizedTest
  @MethodSource("roots")
  void theRootIsKnownByItsNameAloneEvenWithoutTheTakeoutAboveIt(List<String> name) {
    for (String root : List.of(name.get(1), name.get(1).replace(' ', '\u00a0'), name.get(1).replace('\'', '_'), decomposed(name.get(1)))) {
      assertThat(new Export().at("Takeout/" + root + "/Fun/a.jpg", null).read().items()).hasSize(1);
      assertThat(new Export().at("unpacked/" + root + "/Fun/a.jpg", null).read().albums()).extracting(TakeoutAlbum::title).containsExactly("Fun");
    }
  }

  @ParameterizedTest
  @MethodSource("yearFolders")
  void aYearFolderIsNoAlbumWhateverItHolds(List<String> name) {
    String folder = name.get(1).replace("{YYYY}", "1987");
    for (String spelled : List.of(folder, folder.replace(' ', '\u00a0'), folder.replace('\'', '_'), decomposed(folder))) {
      Export export = new Export().in(spelled).media("a.jpg").sidecar("a.jpg.json", "a.jpg", 1_600_000_000);

      assertThat(export.albumsOf(spelled + "/a.jpg")).isEmpty();
      assertThat(export.item(spelled + "/a.jpg").folderYear()).hasValue(1987);
    }
  }

  @ParameterizedTest
  @MethodSource("yearFolders")
  void anAlbumThatIsCalledLikeAYearFolderStaysAnAlbum(List<String> name) {
    String folder = name.get(1).replace("{YYYY}", "2019");
    Export export = new Export().in(folder + "(1)").media("a.jpg").json("metadata.json", TITLED.formatted(folder));

    assertThat(export.albumsOf(folder + "(1)/a.jpg")).containsExactly(folder);
  }

  @ParameterizedTest
  @MethodSource("trash")
  void theTrashIsNoAlbum(List<String> name) {
    Export export = new Export().in(name.get(1)).media("a.jpg");

    assertThat(export.item(name.get(1) + "/a.jpg").trashed()).isTrue();
    assertThat(export.read().albums()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("archives")
  void theArchiveIsNoAlbum(List<String> name) {
    Export export = new Export().in(name.get(1)).media("a.jpg");

    assertThat(export.item(name.get(1) + "/a.jpg").archived()).isTrue();
    assertThat(export.read().albums()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("locked")
  void theLockedFolderIsNoAlbum(List<String> name) {
    Export export = new Export().in(name.get(1)).media("a.jpg");

    assertThat(export.item(name.get(1) + "/a.jpg").locked()).isTrue();
    assertThat(export.read().albums()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("failedVideos")
  void videosThatFailedAreInNoAlbum(List<String> name) {
    assertThat(new Export().in(name.get(1)).media("a.mp4").read().albums()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("untitled")
  void anUntitledAlbumIsNone(List<String> name) {
    for (String folder : List.of(name.get(1), name.get(1) + "(9)", decomposed(name.get(1)) + "(79)")) {
      assertThat(new Export().in(folder).media("a.jpg").read().albums()).isEmpty();
      assertThat(new Export().in(folder).media("a.jpg").json("x.json", TITLED.formatted("Named")).albumsOf(folder + "/a.jpg"))
          .containsExactly("Named");
    }
  }

  @ParameterizedTest
  @MethodSource("albumMetadata")
  void theAlbumsTitleIsReadFromItsFile(List<String> name) {
    for (String file : List.of(name.get(1), name.get(1).replace(".json", "(1).json"))) {
      Export export = new Export().in("Fun_ 2024").media("a.jpg").part(2).json(file, TITLED.formatted("Fun: 2024"));

      assertThat(export.albumsOf("Fun_ 2024/a.jpg")).containsExactly("Fun: 2024");
      assertThat(export.roleOf("Fun_ 2024/" + file)).isEqualTo("album");
    }
  }

  @ParameterizedTest
  @MethodSource("comments")
  void commentsOnSharedAlbumsMakeNoAlbum(List<String> name) {
    Export export =
        new Export()
            .in("Garden").media("a.jpg").json(name.get(1), "{\"sharedAlbumComments\": []}")
            .at("Takeout/Google Photos/" + name.get(1), "{\"sharedAlbumComments\": []}");

    assertThat(export.albumsOf("Garden/a.jpg")).containsExactly("Garden");
    assertThat(export.roleOf("Garden/" + name.get(1))).isEqualTo("comments");
    assertThat(export.roleOf(name.get(1))).isEqualTo("comments");
  }

  @ParameterizedTest
  @MethodSource("memories")
  void titlesOfMemoriesMakeNoAlbum(List<String> name) {
    assertThat(new Export().at("Takeout/Google Photos/" + name.get(1), "{\"title\": [\"a\"]}").roleOf(name.get(1))).isEqualTo("memory");
  }

  @ParameterizedTest
  @MethodSource("suffixes")
  void anEditedCopyUsesTheSidecarOfItsOriginalAndItsNumber(List<String> name) {
    for (String suffix : List.of(name.get(1), decomposed(name.get(1)))) {
      Export export =
          new Export()
              .in("F")
              .media("a.HEIC", "a" + suffix + ".jpg", "a(2).HEIC", "a" + suffix + "(2).jpg", "b" + suffix + "(1).png")
              .sidecars("a.HEIC.supplemental-metadata.json", "a.HEIC.supplemental-metadata(2).json", "b.png.supplemental-metadata(1).json");

      assertThat(export.sidecarOf("F/a" + suffix + ".jpg")).isEqualTo("F/a.HEIC.supplemental-metadata.json");
      assertThat(export.path(export.item("F/a" + suffix + "(2).jpg").editedOf())).isEqualTo("F/a(2).HEIC");
      assertThat(export.sidecarOf("F/b" + suffix + "(1).png")).isEqualTo("F/b.png.supplemental-metadata(1).json");
    }
  }

  @ParameterizedTest
  @MethodSource("suffixes")
  void aSuffixMayBeCutAnywhere(List<String> name) {
    String suffix = name.get(1);
    for (int left = 1; left < suffix.length(); left++) {
      String stem = "A long title that leaves little room for what".repeat(2).substring(0, 47 - left);
      Export export =
          new Export().in("F").media(stem + ".jpg", stem + suffix.substring(0, left) + ".jpg").sidecar(cut(stem + ".jpg") + ".json", stem + ".jpg", 7);

      assertThat(export.path(export.item("F/" + stem + suffix.substring(0, left) + ".jpg").editedOf())).isEqualTo("F/" + stem + ".jpg");
      assertThat(export.item("F/" + stem + suffix.substring(0, left) + ".jpg").sidecar()).isPresent();
    }
  }

  private static String cut(String title) {
    String name = title + ".supplemental-metadata";
    return name.substring(0, Math.min(46, name.length()));
  }

  private static String decomposed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD);
  }
}
