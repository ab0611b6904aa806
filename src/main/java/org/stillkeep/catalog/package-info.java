/**
 * Everything we remember, in one SQLite file in the state folder: what is in the library (in clear, so that it can be
 * searched), what became of every archive entry, and what was written into each export folder. Losing it costs time, never
 * data.
 *
 * <p>The only room that speaks SQL. The schema is text, in numbered resources beside this package; each table has one class.
 */
package org.stillkeep.catalog;
