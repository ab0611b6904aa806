/** Which clock goes at a place on earth: time zones by coordinates, from a map that comes with the program. */
package org.stillkeep.zones;
