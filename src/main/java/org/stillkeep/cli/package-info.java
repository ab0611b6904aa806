/**
 * The face: commands, configuration, wiring of the rooms, words for errors, and exit codes. Rooms say what happened; here
 * it is said what to do about it.
 */
package org.stillkeep.cli;
