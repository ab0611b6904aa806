package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;

/** What becomes of a call that fails on another thread. */
class CallsAtOnceTest {

  private final CallsAtOnce calls = new CallsAtOnce(2, "stillkeep-test");

  @Test
  @Covers("F59")
  void memoryThatRunsOutIsSaidAsThat() {
    OutOfMemoryError full = new OutOfMemoryError("made up");
    assertThatThrownBy(
            () ->
                calls.each(
                    List.of(1, 2),
                    item -> {
                      throw full;
                    }))
        .isSameAs(full);
  }

  @Test
  void aFailureIsThatOfTheFirstInTheirOrder() {
    assertThatThrownBy(
            () ->
                calls.each(
                    List.of("one"),
                    item -> {
                      throw new IOException(item);
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("one");
  }
}
