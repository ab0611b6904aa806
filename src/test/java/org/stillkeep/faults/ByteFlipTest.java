package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ByteFlipTest.class);

  /**
   * Everything is read, with a catalog and without, for one bit of so many bytes. All other changed bytes (none without {@code
   * -Dstillkeep.slow=true}) are looked at as far as they can be seen: an object is read, anything else is refused by its opening.
   */
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
    int changed = 0;
    quietly(Level.OFF);
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      for (int at = 0; at < file.getValue().length; at++) {
        for (int bits : patterns(at)) {
          byte[] bad = file.getValue().clone();
          bad[at] ^= (byte) bits;
          SmallLibrary.put(library.vault, file.getKey(), bad);
          lookAt(file.getKey(), at, bits == oneBit(at) && at % READ_EVERY == 0);
          changed++;
        }
        bytes++;
      }
      SmallLibrary.put(library.vault, file.getKey(), file.getValue());
      LOG.info("up to {}: {} bytes changed in {} ways: {}", file.getKey(), bytes, changed, counts);
    }
    quietly(null);
    assertThat(judge.rebuilt(Look.READ).verdict()).isEqualTo(Verdict.WHOLE);
    System.out.println("F54 " + bytes + " bytes of " + good.size() + " files of a vault, changed in " + changed + " ways: " + counts);
    assertThat(counts).containsOnlyKeys(Verdict.RECOVERED, Verdict.PHOTO_REFUSED);
  }

  private void lookAt(String file, int at, boolean isRead) throws IOException {
    Look glance = file.startsWith("objects/") ? Look.VERIFY : Look.OPEN;
    boolean isCopy = file.startsWith("changes-copy/");
    if (isRead) {
      judge(file, at, judge.withCatalog(Optional.empty(), Look.READ));
      judge(file, at, judge.rebuilt(Look.READ));
    } else if (!isCopy) {
      judge(file, at, judge.withCatalog(Optional.empty(), glance));
    } else if (Tier.slow()) {
      // An opening reads no copy of what is whole; without -Dstillkeep.slow=true some bytes tell of all.
      judge(file, at, judge.withCatalog(Optional.empty(), Look.FOLDER));
    }
  }

  /** Thousands of warnings, each of which is judged by itself. */
  private static void quietly(Level level) {
    Logger.getLogger("org.stillkeep.vault").setLevel(level);
  }

  private void judge(String file, int at, Finding finding) {
    counts.merge(finding.verdict(), 1, Integer::sum);
    Expected.after(file).judge(file + " at " + at, finding);
  }

  static int[] patterns(int at) {
    return Tier.slow() ? IntStream.rangeClosed(1, 255).toArray() : new int[] {oneBit(at)};
  }

  private static int oneBit(int at) {
    return 1 << (at % 8);
  }
}
