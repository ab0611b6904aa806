/** What is worth telling somebody who does not look, and when: decided from events and status, delivered to the desktop and to a command. */
package org.stillkeep.notices;
