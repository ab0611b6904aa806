package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Whatever other clients, and those who share an album, have sealed: it is read, or said to be unreadable. */
@Covers({"J", "Z25"})
class LibraryFuzzTest {

  static Stream<byte[]> fields() {
    return Stream.of(
            "{\"title\":\"a.jpg\",\"fileType\":0,\"creationTime\":1563000000000000,\"modificationTime\":1,\"latitude\":41.1,\"longitude\":9.2,\"hash\":\"AAAA\"}\n"
                + "{\"visibility\":1,\"stillkeep\":{\"v\":1,\"people\":[\"Ada\"],\"stillBytes\":5}}\n{\"editedName\":\"b.jpg\",\"editedTime\":-1,\"caption\":\"c\"}",
            "{\"title\":\"a\",\"fileType\":2,\"creationTime\":1e300,\"latitude\":1e400,\"longitude\":-999,\"hash\":\"a:b\"}\n{\"stillkeep\":[]}",
            "{\"title\":\"\",\"fileType\":9223372036854775807,\"creationTime\":-9223372036854775808}", "{\"fileType\":\"0\"}", "{}", "[]")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each line is one of an asset's three objects. */
  @MethodSource("fields")
  @FuzzTest(maxDuration = "1m")
  void anyFieldsAreAnAssetOrUnreadable(byte[] text) {
    String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", 3);
    AssetReader.Content content = new AssetReader.Content(100, new byte[24], Optional.empty());
    try {
      AssetReader reader = new AssetReader(object(lines, 0), object(lines, 1), object(lines, 2));
      assertThat(reader.read(5, content).asset().details().title()).isNotNull();
    } catch (UnreadableEntryException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static ObjectNode object(String[] lines, int line) throws UnreadableEntryException {
    return line < lines.length ? Json.parse(lines[line]) : Json.object();
  }

  static Stream<byte[]> zips() throws IOException {
    ContentPart still = LibraryFixture.part("a.HEIC", "still");
    ContentPart video = LibraryFixture.part("a.MOV", "moving");
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    new LivePhotoZip(still, video)
        .write(ours, () -> ours.write(LibraryFixture.utf8("still")), () -> ours.write(LibraryFixture.utf8("moving")));
    byte[] badName = ours.toByteArray();
    badName[30] = (byte) 0xff;
    return Stream.of(ours.toByteArray(), badName, new byte[] {'P', 'K', 3, 4}, new byte[0]);
  }

  @MethodSource("zips")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreALivePhotoOrAreNot(byte[] zip) {
    for (Half half : Half.values()) {
      tolerate(
          () -> {
            try (InputStream in = LivePhotoZip.open(new ByteArrayInputStream(zip), half)) {
              in.transferTo(OutputStream.nullOutputStream());
            }
          });
    }
    tolerate(() -> LivePhotoZip.readBoth(new ByteArrayInputStream(zip), (half, in) -> in.transferTo(OutputStream.nullOutputStream())));
    tolerate(() -> assertThat(LivePhotoZip.isNamedAfter(new ByteArrayInputStream(zip), List.of())).isFalse());
  }

  private interface Reading {
    void run() throws IOException;
  }

  private static void tolerate(Reading reading) {
    try {
      reading.run();
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }
}
