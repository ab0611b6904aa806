package org.stillkeep.export;

import java.util.function.LongSupplier;

/** How many files one pass may move to the trash unasked: the larger of 20 files and 5 % of all we look after. */
public final class TrashGuard {

  private static final long FILES = 20;
  private static final long PERCENT = 5;

  private TrashGuard() {}

  /** Whether so many files are too many to go without a click. Those in the ledger are counted only if it depends on them. */
  static boolean isTooMuch(long files, LongSupplier inLedger) {
    return files > FILES && files > limit(inLedger.getAsLong());
  }

  /** The most that may go without a click, out of so many files in the ledger. */
  public static long limit(long filesInLedger) {
    return Math.max(FILES, filesInLedger * PERCENT / 100);
  }
}
