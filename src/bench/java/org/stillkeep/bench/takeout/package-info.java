/** Takeouts of any size, made from a seed: the same seed gives the same bytes, on every machine. */
package org.stillkeep.bench.takeout;
