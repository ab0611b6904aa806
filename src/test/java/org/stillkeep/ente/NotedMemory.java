package org.stillkeep.ente;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.stillkeep.store.UploadMemory;

/** What a catalog would keep of one upload. */
final class NotedMemory implements UploadMemory {

  private final AtomicReference<String> noted = new AtomicReference<>();
  private final AtomicInteger notes = new AtomicInteger();
  private int told;
  private int refusedWhenTold;

  @Override
  public Optional<String> recall() {
    return Optional.ofNullable(noted.get());
  }

  @Override
  public void note(String progress) {
    noted.set(progress);
    notes.incrementAndGet();
  }

  @Override
  public void beforeSending() throws IOException {
    if (++told == refusedWhenTold) {
      throw new IOException("as the test wishes");
    }
  }

  /** How often something was noted. */
  int notes() {
    return notes.get();
  }

  /** Whether so many parts are said to be in the store. */
  boolean hasParts(int count) {
    return recall().orElse("").split("etag", -1).length == count + 1;
  }

  void forget() {
    noted.set(null);
  }

  /** Refuses what is to be sent then: 1 the first, counted from now on. */
  void refuseToSend(int time) {
    told = 0;
    refusedWhenTold = time;
  }
}
