package org.stillkeep.bench.run;

/** A row of the table: one step of one contestant. */
record Row(String step, String label) {

  @Override
  public String toString() {
    return label.isEmpty() ? step : step + " (" + label + ")";
  }
}
