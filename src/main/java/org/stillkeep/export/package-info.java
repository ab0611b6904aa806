/**
 * From the library to plain folders: plan, then do.
 *
 * <p>A planner lays side by side what should be there (assets, albums, options), what the ledger says we wrote, and what is
 * there; the result is an ordered list of steps, and a plain loop carries them out. The folder's marker
 * {@code .stillkeep-export} proves that the right disk is there; without it nothing is planned and nothing is written.
 *
 * <p>An {@link org.stillkeep.export.Exporter} belongs to one thread, which may hang for as long as a network folder does.
 */
package org.stillkeep.export;
