/**
 * What Google's export means: the names of archives and folders, the sidecars, and which photo belongs to which
 * sidecar. Pure: entries in, {@link org.stillkeep.takeout.TakeoutContents} out; no disk, no clock, no log. What we know of
 * the format is fact observed by many people; Google documents none of it.
 */
package org.stillkeep.takeout;
