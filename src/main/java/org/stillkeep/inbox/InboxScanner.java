package org.stillkeep.inbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Looks into the inbox folders; remembers from look to look what has been quiet for how long. For one thread. */
public final class InboxScanner {

  private final List<Path> folders;
  private final SettleOptions options;
  private final LongSupplier nanoTime;

  /** @param nanoTime a clock that never jumps, such as {@link System#nanoTime} */
  public InboxScanner(List<Path> folders, SettleOptions options, LongSupplier nanoTime) {
    this.folders = List.copyOf(folders);
    this.options = Objects.requireNonNull(options);
    this.nanoTime = Objects.requireNonNull(nanoTime);
  }

  /** Looks once. Never fails: what cannot be looked at is a problem in the listing. */
  public InboxListing scan() {
    if (folders.isEmpty()) {
      return new InboxListing(List.of(), List.of(), List.of());
    }
    throw new UnsupportedOperationException(folders + " " + options + " " + nanoTime);
  }
}
