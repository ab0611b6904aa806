/**
 * Notices what people drop into the inbox, waits until it is settled, groups it into sets, and reads archives without
 * unpacking them.
 *
 * <p>A listing is the truth; events only shorten the wait for the next one. Nothing here ever writes to an inbox.
 */
package org.stillkeep.inbox;
