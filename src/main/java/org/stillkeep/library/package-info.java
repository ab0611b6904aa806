/**
 * The end-to-end encrypted photo library: keys, assets, albums, and changes since a cursor.
 *
 * <p>All encryption happens here, once, for every store. {@link org.stillkeep.library.Keys} open a library,
 * {@link org.stillkeep.library.Library} is the library. Cleartext content passes through memory only; what is readable on
 * disk is the catalog, which holds metadata and only wrapped keys.
 */
package org.stillkeep.library;
