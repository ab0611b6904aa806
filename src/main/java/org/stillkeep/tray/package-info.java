/** Icon and menu, drawn from the agent's status; all that speaks to the tray library is behind one seam. */
package org.stillkeep.tray;
