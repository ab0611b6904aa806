/**
 * Three tools over {@code java.nio.file}, for any file system provider.
 *
 * <ul>
 *   <li>{@link org.stillkeep.files.DurableFiles}: a file is there whole or not at all, also after a power cut.
 *   <li>{@link org.stillkeep.files.DisjointFolders}: folders that overlap are refused by proof, not by comparing strings.
 *   <li>{@link org.stillkeep.files.PortableNames}: names that every platform and every NAS can hold.
 * </ul>
 */
package org.stillkeep.files;
