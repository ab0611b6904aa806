package org.stillkeep.catalog;

/**
 * Sets of which a plan found nothing to do. All are forgotten with the next change of anything that plans are made of: an archive,
 * an entry, an asset, an album or what lies in it, content found damaged or whole again.
 */
public final class InStepTable {

  private final Db db;

  InStepTable(Db db) {
    this.db = db;
  }

  /**
   * Whether a plan for this set found nothing to do, and nothing has changed since.
   *
   * @param madeOf what else the plan was made of
   */
  public boolean holds(String setId, String madeOf) {
    return db.one("SELECT 1 FROM set_in_step WHERE set_id = ? AND made_of = ? AND done = 1", row -> row.getInt(1), setId, madeOf)
        .isPresent();
  }

  /**
   * Says that a plan for a set is begun, before anything is read for it.
   *
   * @return a number for {@link #confirm}
   */
  public long begin(String setId, String madeOf) {
    return db.insert("INSERT OR REPLACE INTO set_in_step (set_id, made_of, done) VALUES (?, ?, 0)", setId, madeOf);
  }

  /** Says that the plan found nothing to do. Without effect if anything has changed since it was begun, or another was. */
  public void confirm(long number) {
    db.update("UPDATE set_in_step SET done = 1 WHERE number = ?", number);
  }
}
