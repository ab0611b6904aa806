package org.stillkeep.ente;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Passes for objects that are sent whole: fetched several at once, more each time, since most photos are small and a question
 * for each would take as long as the photo. For any number of threads; none waits for another's question.
 */
final class UploadUrls {

  private static final int FIRST_COUNT = 2;
  private static final int MOST_COUNT = 50;

  /** They live seven days; these wait in memory, where nobody needs them for long. */
  private static final Duration STALE = Duration.ofDays(1);

  private final AccountCalls calls;
  private final Clock clock;

  /** Guarded by this. */
  private final Deque<UploadUrl> waiting = new ArrayDeque<>();

  /** How many to ask for; guarded by this. */
  private int count = FIRST_COUNT;

  /**
   * A pass for one object.
   *
   * @param url as secret as the ciphertext is worth, for days
   */
  record UploadUrl(String objectKey, String url, Instant givenAt) {

    @Override
    public String toString() {
      return "UploadUrl[" + objectKey + "]";
    }
  }

  UploadUrls(AccountCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** One that nobody else has. */
  UploadUrl take(BooleanSupplier stopRequested) throws IOException {
    UploadUrl next = poll();
    if (next != null) {
      return next;
    }
    List<UploadUrl> more = calls.read("beginning an upload", ask(), stopRequested, this::read);
    putBack(more.subList(1, more.size()));
    return more.get(0);
  }

  /** Takes back one that was not used. */
  void giveBack(UploadUrl unused) {
    putBack(List.of(unused));
  }

  private synchronized UploadUrl poll() {
    Instant stale = clock.instant().minus(STALE);
    waiting.removeIf(each -> each.givenAt().isBefore(stale));
    return waiting.poll();
  }

  private synchronized void putBack(List<UploadUrl> urls) {
    waiting.addAll(urls);
  }

  private synchronized ApiCall ask() {
    ApiCall call = ApiCall.get("/files/upload-urls").with("count", count);
    count = Math.min(MOST_COUNT, 2 * count);
    return call;
  }

  private List<UploadUrl> read(Answer answer) throws IOException {
    Instant now = clock.instant();
    List<UploadUrl> urls = new ArrayList<>();
    for (Answer node : answer.list("urls")) {
      urls.add(new UploadUrl(calls.ownObjectKey(node), node.requiredText("url"), now));
    }
    if (urls.isEmpty()) {
      throw answer.odd("urls", "is empty");
    }
    return urls;
  }
}
