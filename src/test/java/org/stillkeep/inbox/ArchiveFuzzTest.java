package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.faults.Covers;

/** Any bytes under an archive's name: they are refused with a reason, or each entry is read as it was announced, or refused. */
@Covers({"Z3", "Z4", "Z6", "Z9", "Z11", "Z16", "Z21", "Z25"})
class ArchiveFuzzTest {

  private static final int MOST_ENTRIES = 500;
  private static final int MOST_BYTES = 1 << 20;

  static Stream<byte[]> zips() {
    // The largest are there to be large.
    return HostileArchivesTest.cases().map(HostileArchivesTest.Case::archive).filter(archive -> archive.length < 1 << 14);
  }

  @MethodSource("zips")
  @FuzzTest(maxDuration = "1m")
  void anyZipIsReadOrRefused(byte[] archive) throws IOException {
    readOrRefuse(archive, "takeout-20240101T101010Z-001.zip");
  }

  static Stream<byte[]> tars() {
    byte[] small = "small picture".getBytes(StandardCharsets.US_ASCII);
    String longName = "Takeout/" + "long/".repeat(40) + "a.jpg";
    return Stream.of(
        new HandmadeTgz().add("Takeout/Google Photos/a.jpg", small).add("Takeout/Google Photos/a.jpg.json", small).tar(),
        new HandmadeTgz().pax("path", longName).add("short", small).header("Takeout/link", 0, '2', "../../etc/passwd").tar(),
        new HandmadeTgz().gnuLongName(longName).add("short", small).header("Takeout/folder/", 0, '5', "").tar());
  }

  static Stream<byte[]> tgzs() {
    return tars().map(HandmadeTgz::gzip);
  }

  @MethodSource("tgzs")
  @FuzzTest(maxDuration = "1m")
  void anyTgzIsReadOrRefused(byte[] archive) throws IOException {
    readOrRefuse(archive, "takeout-20240101T101010Z-001.tgz");
  }

  /** The blocks inside, which a fuzzer does not reach through the checksum of the compression. */
  @MethodSource("tars")
  @FuzzTest(maxDuration = "1m")
  void anyTarIsReadOrRefused(byte[] tar) throws IOException {
    readOrRefuse(HandmadeTgz.gzip(tar), "takeout-20240101T101010Z-001.tgz");
  }

  private static void readOrRefuse(byte[] content, String name) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.write(memory.getPath("/").resolve(name), content);
      try (Archive archive = Archives.open(file)) {
        assertThat(archive.fingerprint()).isNotNull();
        assertThat(archive.problems()).isNotNull();
        for (int index = 0; index < Math.min(archive.size(), MOST_ENTRIES); index++) {
          readOrRefuse(archive, archive.entry(index));
        }
      } catch (ArchiveException e) {
        assertThat(e.state()).isNotNull();
      }
    }
  }

  private static void readOrRefuse(Archive archive, ArchiveEntry entry) throws IOException {
    CRC32 crc = new CRC32();
    long bytes = 0;
    try (InputStream in = archive.open(entry.index())) {
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0 && bytes <= MOST_BYTES; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
        bytes += read;
      }
    } catch (EntryException e) {
      assertThat(e.reason()).isNotNull();
      return;
    }
    if (bytes <= MOST_BYTES) {
      assertThat(bytes).isEqualTo(entry.sizeBytes());
      assertThat(crc.getValue()).isEqualTo(entry.crc32());
    }
  }
}
