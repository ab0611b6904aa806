package org.stillkeep.ente.server;

/** A token and whom it was given to. */
final class SessionRow {
  String token;
  long userId;
  String app;
  long createdAt;
  long lastUsedAt;
  boolean ended;
}
