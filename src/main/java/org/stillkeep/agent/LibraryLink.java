package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.stillkeep.library.Library;
import org.stillkeep.store.LibraryStore;

/**
 * The agent's line to the library and to where it lies. Of a remote store the agent asks for news; a vault's come from
 * nobody else, and so it is refreshed by whoever opens it.
 *
 * @param home where it lies, for words
 * @param library to be refreshed, by the worker alone
 * @param store what the library was opened with
 * @param refreshEvery how often to ask a remote store for news
 * @param relogin takes up a newer login
 * @param copies what the store keeps twice
 */
public record LibraryLink(
    LibraryHome home, Library library, LibraryStore store, Duration refreshEvery, Relogin relogin, StoreCopies copies) {

  /** Takes up a login that somebody has made since, by {@code stillkeep ente login} in another process. */
  public interface Relogin {

    /** For stores that need no login. */
    Relogin NONE = () -> false;

    /**
     * Looks for one, and lets the store use it from now on. Called by the worker while login is needed, each time before it
     * asks the server again.
     *
     * @return whether there was one
     */
    boolean takeUp() throws IOException;
  }

  public LibraryLink {
    Objects.requireNonNull(home);
    Objects.requireNonNull(library);
    Objects.requireNonNull(store);
    Objects.requireNonNull(refreshEvery);
    Objects.requireNonNull(relogin);
    Objects.requireNonNull(copies);
  }

  /** The line to a store that keeps nothing twice here. */
  public LibraryLink(LibraryHome home, Library library, LibraryStore store, Duration refreshEvery, Relogin relogin) {
    this(home, library, store, refreshEvery, relogin, StoreCopies.NONE);
  }

  /** The line to a library in a vault. */
  public static LibraryLink toVault(Path folder, Library library, LibraryStore store) {
    return new LibraryLink(new LibraryHome.Vault(folder), library, store, Duration.ofDays(1), Relogin.NONE);
  }
}
