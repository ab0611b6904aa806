package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any bytes in the place of an export's marker or ledger are read, or refused. */
@Covers({"F27", "J"})
class LedgerFuzzTest {

  private static final Marker MARKER = new Marker("e", "l", "o", "");

  static Stream<byte[]> markers() {
    return Stream.of(
            "{\"format\":1,\"exportId\":\"e\",\"libraryId\":\"l\",\"owner\":\"o\",\"created\":\"\"}", "{\"format\":1,\"check\":\"\"}",
            "{\"format\":99999999999}", "[]", "", "\u0000\u0000\u0000{\u007f\u0000\u0000\u0000")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("markers")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreAMarkerOrRefused(byte[] bytes) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path root = memory.getPath("/");
      Files.write(root.resolve(Marker.FILE_NAME), bytes);
      assertThat(Marker.read(root).orElseThrow().exportId()).isNotEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining(Marker.FILE_NAME);
    }
  }

  static Stream<byte[]> ledgers() {
    return Stream.of(
            "[\"folder\",\"album:1\",\"Sardinia\",\"Sardinia\"]",
            "[\"file\",\"album:1\",7,\"MEDIA\",\"../a.jpg\",\"AAAA\",12,\"\",null,1,false,null]",
            "[\"file\",\"album:1\",1e400,\"SIDECAR\",\"a/b\",\"" + "A".repeat(86) + "==\",-1,\"s\",5,1,true,\"x\"]", "[\"folder\"]", "{}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Behind a right first line and before a right checksum, which a fuzzer would not find. */
  @MethodSource("ledgers")
  @FuzzTest(maxDuration = "1m")
  void anyLinesAreALedgerOrOfNoUse(byte[] lines) throws IOException {
    String body = "[\"stillkeep-ledger\",1,\"e\",\"l\"]\n" + new String(lines, StandardCharsets.UTF_8) + "\n";
    String sum = HexFormat.of().formatHex(LedgerCopy.sha256().digest(body.getBytes(StandardCharsets.UTF_8)));
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path root = Files.createDirectory(memory.getPath("/export"));
      Files.writeString(root.resolve(LedgerCopy.FILE_NAME), body + "[\"end\",\"" + sum + "\"]\n");
      LedgerCopy.read(root, MARKER)
          .ifPresent(
              contents ->
                  contents.files().forEach(file -> assertThat(ExportPath.under(root, file.path()).normalize().startsWith(root)).isTrue()));
    }
  }
}
