package org.stillkeep.agent;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.importer.ImportListener;

/** Draws an import on the board, a few times a second. Used by the worker only. */
final class ImportProgress implements ImportListener {

  private static final long DRAW_EVERY_NANOS = 250_000_000;
  private static final long TELL_EVERY_NANOS = 2_000_000_000L;

  private final String setId;
  private final StatusBoard board;
  private final LongSupplier nanoTime;
  private final Runnable nowAndThen;
  private final Pace pace;
  private long totalItems;
  private long totalBytes;
  private long drawnAt;
  private long toldAt;
  private String current = "";

  /** @param nowAndThen called every few seconds */
  ImportProgress(String setId, StatusBoard board, LongSupplier nanoTime, Runnable nowAndThen) {
    this.setId = setId;
    this.board = board;
    this.nanoTime = nanoTime;
    this.nowAndThen = nowAndThen;
    this.toldAt = nanoTime.getAsLong();
    this.pace = new Pace(toldAt);
  }

  @Override
  public void began(long entries, long bytes) {
    totalItems = entries;
    totalBytes = bytes;
  }

  @Override
  public void reading(String archive, String path) {
    current = path;
  }

  @Override
  public void progressed(long itemsDone, long bytesDone) {
    long now = nanoTime.getAsLong();
    pace.reached(itemsDone, bytesDone, now);
    if (now - drawnAt >= DRAW_EVERY_NANOS) {
      drawnAt = now;
      board.importing(
          Optional.of(
              new Job(
                  "importing",
                  setId,
                  current,
                  bytesDone,
                  totalBytes,
                  itemsDone,
                  totalItems,
                  pace.remainingSeconds(totalItems - itemsDone, totalBytes - bytesDone, now))));
    }
    if (now - toldAt >= TELL_EVERY_NANOS) {
      toldAt = now;
      nowAndThen.run();
    }
  }
}
