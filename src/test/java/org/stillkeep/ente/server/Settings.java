package org.stillkeep.ente.server;

/** How the server behaves, as tests choose. */
final class Settings {

  private static final int ENTE_PAGE_ROWS = 2500;
  private static final long ENTE_OVERDRAFT_BYTES = 50L << 20;

  /** Whether only passwords of Ente's strength are taken; such cost seconds. */
  volatile boolean isKdfStrict;

  /** Least rows of a page that is not the last one. */
  volatile int pageRows = ENTE_PAGE_ROWS;

  /** Whether new accounts are refused. */
  volatile boolean isRegistrationClosed;

  /** What may be registered beyond the quota. */
  volatile long overdraftBytes = ENTE_OVERDRAFT_BYTES;
}
