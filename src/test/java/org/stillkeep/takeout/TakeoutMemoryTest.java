package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How much is kept of each entry, whatever the machine: very many are understood in a heap in which little more has room than what is
 * kept of them. Who makes that more finds out here, and not on the computer of somebody with a million.
 */
class TakeoutMemoryTest {

  private static final int PHOTOS = 100_000;

  /** As many bytes as are kept of each entry, and what the program and the collector need to do anything. */
  private static final String HEAP = "-Xmx40m";

  @Test
  void twoHundredThousandEntriesAreUnderstoodInALittleHeap() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", HEAP, Child.class.getName());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process child = builder.redirectErrorStream(true).start();
    assertThat(child.inputReader().lines().toList()).containsExactly(PHOTOS + " items");
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Reads a set of that many photos with their sidecars, and makes each answer once. */
  static final class Child {

    private Child() {}

    public static void main(String[] none) {
      TakeoutSet set = new TakeoutSet();
      for (int i = 0; i < PHOTOS; i++) {
        String photo = "Takeout/Google Photos/Photos from " + (2000 + i % 20) + "/IMG_" + i + ".jpg";
        set.add(TakeoutEntry.listed(new EntryRef(0, 2 * i), photo, 3_000_000L + i, i + 1L));
        byte[] json = ("{\"title\":\"IMG_" + i + ".jpg\",\"photoTakenTime\":{\"timestamp\":\"1500000000\"}}").getBytes(StandardCharsets.UTF_8);
        String sidecar = photo + ".supplemental-metadata.json";
        set.add(TakeoutEntry.listed(new EntryRef(0, 2 * i + 1), sidecar, json.length, i).withJson(json));
      }
      TakeoutContents contents = set.read();
      long found = contents.items().stream().filter(item -> item.sidecar().isPresent()).count();
      System.out.println(found + " items");
    }
  }
}
