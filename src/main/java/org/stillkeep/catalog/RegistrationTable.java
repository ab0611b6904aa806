package org.stillkeep.catalog;

import java.util.List;

/** Registrations that are on their way to a store whose answers may get lost. */
public final class RegistrationTable {

  private final Db db;

  RegistrationTable(Db db) {
    this.db = db;
  }

  /** Notes what is about to be sent; durable when this returns. */
  public PendingRegistration add(byte[] body) {
    return new PendingRegistration(db.insert("INSERT INTO registration (body) VALUES (?)", (Object) body), body);
  }

  /** What was sent, or was about to be, and never answered; the oldest first. */
  public List<PendingRegistration> all() {
    return db.all(
        "SELECT number, body FROM registration ORDER BY number",
        row -> new PendingRegistration(row.getLong(1), row.getBytes(2)));
  }

  /** Forgets one whose answer is in the catalog, or which the store will never take. */
  public void remove(PendingRegistration registration) {
    db.update("DELETE FROM registration WHERE number = ?", registration.number());
  }

  void clear() {
    db.update("DELETE FROM registration");
  }
}
