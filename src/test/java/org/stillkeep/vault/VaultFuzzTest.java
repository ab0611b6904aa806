package org.stillkeep.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.OpeningInputStream;
import org.stillkeep.crypto.SecretStream;
import org.stillkeep.faults.Covers;
import org.stillkeep.faults.Fixtures;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Any bytes in the place of a vault's header, change sets and objects are refused, unless it was somebody with the key who wrote them. */
@Covers({"F54", "J"})
class VaultFuzzTest {

  private static final CryptoKey KEY = CryptoKey.copyOf(new byte[32]);
  private static final String ID = "0".repeat(32);
  private static final int LAST_LINE_BYTES = 75;

  static Stream<byte[]> headers() throws IOException {
    return Stream.of(Files.readAllBytes(Fixtures.all("vault").get(1).resolve("vault.json")), "{\"format\":2}\n".getBytes(UTF_8), new byte[200]);
  }

  @MethodSource("headers")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreAHeaderOrRefused(byte[] bytes) {
    parse(bytes);
    // Behind a right hash, which a fuzzer would not find.
    byte[] line = (new String(bytes, UTF_8).split("\n", 2)[0] + "\n").getBytes(UTF_8);
    parse((new String(line, UTF_8) + "{\"hash\":\"" + VaultKeys.hash(line, line.length) + "\",\"mac\":\"" + "0".repeat(64) + "\"}\n").getBytes(UTF_8));
  }

  private static void parse(byte[] bytes) {
    try {
      assertThat(HeaderCopy.parse(bytes).format()).isLessThan(Long.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  static Stream<byte[]> changeSets() throws IOException {
    List<byte[]> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Fixtures.all("vault").get(1).resolve("changes"))) {
      for (Path file : files.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, 0, bytes.length - LAST_LINE_BYTES, UTF_8);
        all.add(text.replaceFirst("\"vault\":\"[0-9a-f]{32}\"", "\"vault\":\"" + ID + "\"").getBytes(UTF_8));
      }
    }
    return all.stream();
  }

  /** Sealed by somebody with the key, which is worse than anybody else can do. */
  @MethodSource("changeSets")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreAChangeSetOrRefused(byte[] bytes) throws StoreException {
    try (VaultKeys keys = new VaultKeys(KEY)) {
      byte[] sealed = Arrays.copyOf(bytes, bytes.length + LAST_LINE_BYTES);
      byte[] last = ("{\"mac\":\"" + keys.changeSetMac(bytes, bytes.length) + "\"}\n").getBytes(UTF_8);
      System.arraycopy(last, 0, sealed, bytes.length, last.length);
      assertRefused(keys, bytes);
      ChangeSet read = new ChangeSetCodec(ID, keys).decode(1, sealed);
      new VaultState().apply(1, read.rows());
    } catch (StoreException e) {
      assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.NEWER_FORMAT);
    } catch (IllegalArgumentException contradiction) {
      assertThat(contradiction.getMessage()).isNotBlank();
    }
  }

  private static void assertRefused(VaultKeys keys, byte[] unsealed) {
    try {
      throw new AssertionError("believed: " + new ChangeSetCodec(ID, keys).decode(1, unsealed));
    } catch (StoreException e) {
      assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
    }
  }

  static Stream<byte[]> objects() throws IOException {
    try (Stream<Path> files = Files.walk(Fixtures.all("vault").get(1).resolve("objects"))) {
      List<byte[]> all = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.add(Files.readAllBytes(file));
      }
      return all.stream();
    }
  }

  @MethodSource("objects")
  @FuzzTest(maxDuration = "1m")
  void anyBytesAsAnObjectAreRefused(byte[] bytes) throws IOException {
    byte[] header = Arrays.copyOf(bytes, SecretStream.HEADER_BYTES);
    try (OpeningInputStream in = new OpeningInputStream(new ByteArrayInputStream(bytes), bytes.length, header, KEY)) {
      throw new AssertionError("believed: " + in.readAllBytes().length + " bytes");
    } catch (CiphertextException e) {
      assertThat(e.reason()).isNotNull();
    }
  }
}
