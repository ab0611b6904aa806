/**
 * From a set of archives into the library: list, understand, plan, then do.
 *
 * <p>A plan is made from what all parts of a set that were ever seen say together; it only names entries, and is thrown
 * away when work is interrupted. What became true is written down in the order store, catalog, so that a crash costs an
 * orphan object at worst, and the next plan goes on where the last one ended.
 */
package org.stillkeep.importer;
