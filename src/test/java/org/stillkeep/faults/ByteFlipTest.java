package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.faults.Judge.Finding;
import org.stillkeep.faults.Judge.Look;
import org.stillkeep.faults.Judge.Verdict;

/**
 * One byte of a vault is another one, any byte of any file. Whoever opens it is told, by the name of what is wrong, or gets
 * everything from the second copy; nothing is ever believed that was not put there. With a catalog, and without.
 */
@Covers({"F54", "F52"})
class ByteFlipTest {

  private static final Logger LOG = LoggerFactory.getLogger(ByteFlipTest.class);

  /** Without {@code -Dstillkeep.slow=true} one bit of each byte, and everything read, with a catalog and without, for each sixteenth. */
  private static final int READ_EVERY = Tier.slow() ? 1 : 16;

  @TempDir private Path folder;

  private SmallLibrary library;
  private Judge judge;
  private Map<String, byte[]> good;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  @BeforeEach
  void fill() throws IOException {
    library = SmallLibrary.filled(folder.resolve("vault"));
    judge = new Judge(library);
    good = SmallLibrary.files(library.vault);
  }

  @Test
  void noChangedByteOfAVaultIsBelieved() throws IOException {
    int bytes = 0;
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      for (int at = 0; at < file.getValue().length; at++) {
        for (int bits : patterns(at)) {
          byte[] bad = file.getValue().clone();
          bad[at] ^= (byte) bits;
          SmallLibrary.put(library.vault, file.getKey(), bad);
          boolean isRead = at % READ_EVERY == 0;
          Look glance = file.getKey().startsWith("objects/") ? Look.VERIFY : Look.OPEN;
          // Copies of change sets are compared byte by byte with what is read: some bytes tell of all.
          if (isRead || !file.getKey().startsWith("changes-copy/")) {
            judge(file.getKey(), at, judge.withCatalog(Optional.empty(), isRead ? Look.READ : glance));
          }
          if (isRead) {
            judge(file.getKey(), at, judge.rebuilt(Look.READ));
          }
        }
        bytes++;
      }
      SmallLibrary.put(library.vault, file.getKey(), file.getValue());
    }
    assertThat(judge.rebuilt(Look.READ).verdict()).isEqualTo(Verdict.WHOLE);
    LOG.info("{} bytes of {} files of a vault: {}", bytes, good.size(), counts);
    assertThat(counts).containsOnlyKeys(Verdict.RECOVERED, Verdict.PHOTO_REFUSED);
  }

  private void judge(String file, int at, Finding finding) {
    counts.merge(finding.verdict(), 1, Integer::sum);
    Expected.after(file).judge(file + " at " + at, finding);
  }

  static int[] patterns(int at) {
    return Tier.slow() ? IntStream.rangeClosed(1, 255).toArray() : new int[] {1 << (at % 8)};
  }
}
