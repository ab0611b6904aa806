package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriterThreadsTest {

  private static final long MIB = 1 << 20;

  @Test
  void asManyWriteAtOnceAsTheHeapHasRoomFor() {
    assertThat(WriterThreads.mostWithin(494 * MIB, false, false)).isEqualTo(4);
    assertThat(WriterThreads.mostWithin(494 * MIB, true, false)).isEqualTo(8);
    assertThat(WriterThreads.mostWithin(494 * MIB, true, true)).isEqualTo(5);
    assertThat(WriterThreads.mostWithin(61 * MIB, true, false)).as("the least that there may be").isEqualTo(3);
    assertThat(WriterThreads.mostWithin(61 * MIB, true, true)).isEqualTo(1);
    assertThat(WriterThreads.mostWithin(Long.MAX_VALUE, true, true)).isEqualTo(8);
  }
}
