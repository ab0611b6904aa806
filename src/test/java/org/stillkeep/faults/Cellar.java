package org.stillkeep.faults;

import java.io.IOException;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Keys;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.LibraryStore;

/** Where the library of a year lies: it stays when the program ends. */
interface Cellar {

  /** Weak on purpose: a year has many starts. */
  char[] FIRST_PASSPHRASE = "correct horse".toCharArray();

  LibraryHome home();

  /** The wrapped keys, to try a passphrase with. */
  KeyAttributes keyAttributes() throws IOException;

  /** Opens it at a start, and sweeps what a crash has left. */
  LibraryStore open(Keys keys, Catalog catalog) throws IOException;

  /** Called before the program ends by itself, and never when it crashes. */
  void endInOrder(Catalog catalog) throws IOException;

  /** What the system does when a program has died: it lets go of its locks. */
  void endInDisorder() throws IOException;

  /** Wraps the keys under another passphrase. */
  void changePassphrase(Keys keys, char[] passphrase) throws IOException;
}
