package org.stillkeep.library;

import java.security.SecureRandom;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.store.LibraryStore;

/** The parts of an open library, for what deals with two of them at once. */
record LibraryInside(
    LibraryStore store,
    Catalog catalog,
    KeyRing keyRing,
    Albums albums,
    Contents contents,
    Registrations registrations,
    SecureRandom random) {}
