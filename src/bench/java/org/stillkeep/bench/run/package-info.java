/** Runs whole programs side by side on the same bytes, and tells what each took. Linux only: the figures are those of {@code /proc}. */
package org.stillkeep.bench.run;
