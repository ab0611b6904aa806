/**
 * Nouns of ciphertext and the port {@link org.stillkeep.store.LibraryStore}. Nothing here can decrypt anything; what an
 * Ente server would see is all there is to see.
 *
 * <p>Pure values and one interface. Byte arrays in these records are never changed after construction, by anyone;
 * records are equal when their bytes are.
 */
package org.stillkeep.store;
