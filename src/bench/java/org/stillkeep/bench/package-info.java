/** Benchmarks of Stillkeep: not part of the program, nor of its tests. Built by the Maven profile {@code bench}. */
package org.stillkeep.bench;
