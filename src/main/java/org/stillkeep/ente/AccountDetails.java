package org.stillkeep.ente;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of an account.
 *
 * @param usedBytes by all whose room it is: the account's own, or its family's
 * @param totalBytes room for all of them
 * @param fileCount the account's own, if the server tells
 * @param plan the server's word for it, such as {@code free}
 */
public record AccountDetails(String email, long usedBytes, long totalBytes, OptionalLong fileCount, String plan) {

  /** Room that is left; never less than 0, although a server lets one go over a little. */
  public long freeBytes() {
    return Math.max(0, totalBytes - usedBytes);
  }

  /** Whose answer is read by {@link #of}; to be asked in the account's name. */
  static ApiCall question() {
    return ApiCall.get("/users/details/v2").with("memoryCount", "true");
  }

  /** Reads the server's answer. */
  static AccountDetails of(Answer answer) throws ApiException {
    Answer subscription = answer.requiredObject("subscription");
    long used = answer.count("usage").orElse(0);
    long total = sum(subscription.count("storage").orElse(0), answer.count("storageBonus").orElse(0));
    Optional<Answer> family = answer.object("familyData");
    OptionalLong familyTotal = family.isEmpty() ? OptionalLong.empty() : family.get().count("storage");
    if (familyTotal.isPresent()) {
      total = familyTotal.getAsLong();
      used = Math.max(used, usedBy(family.get()));
    }
    return new AccountDetails(
        answer.text("email").orElse(""), used, total, answer.count("fileCount"), subscription.text("productID").orElse(""));
  }

  private static long usedBy(Answer family) throws ApiException {
    long used = 0;
    for (Answer member : family.list("members")) {
      used = sum(used, member.count("usage").orElse(0));
    }
    return used;
  }

  /** An account without a limit may have any number as its room, the largest too, and a bonus on top. */
  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }
}
