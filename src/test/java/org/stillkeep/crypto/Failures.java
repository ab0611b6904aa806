package org.stillkeep.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.stillkeep.crypto.CiphertextException.Reason;

/** What tests expect of ciphertext that must not open. */
final class Failures {

  private Failures() {}

  static void assertFailure(Reason reason, ThrowingCallable opening) {
    assertThatExceptionOfType(CiphertextException.class)
        .isThrownBy(opening)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
