package org.stillkeep.catalog;

import java.util.Arrays;
import java.util.Objects;

/**
 * A registration whose answer is not in the catalog yet.
 *
 * @param number its place in the order in which they were sent
 * @param body what was sent, in the library's own form; never changed after construction
 */
public record PendingRegistration(long number, byte[] body) {

  public PendingRegistration {
    Objects.requireNonNull(body);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PendingRegistration that && number == that.number && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
