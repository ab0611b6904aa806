package org.stillkeep.bench.run;

import java.util.Locale;
import org.stillkeep.bench.takeout.Amount;

/** Every single figure, for other programs. */
final class CsvTable {

  private static final String HEAD =
      "amount,unit,run,step,label,time,wall_s,user_s,system_s,peak_bytes,read_bytes,written_bytes,fetched_bytes,stored_bytes\n";

  private CsvTable() {}

  static String of(Results results) {
    StringBuilder csv = new StringBuilder(HEAD);
    for (Results.Result result : results.all()) {
      Amount amount = result.amount();
      Measured measured = result.measured();
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%d,%s,%s,%d,%.3f,%.3f,%.3f,%d,%d,%d,%d,%d%n",
              amount.number(),
              amount.isBytes() ? "bytes" : "files",
              result.run(),
              result.row().step(),
              result.row().label(),
              result.time(),
              measured.wallSeconds(),
              measured.userSeconds(),
              measured.systemSeconds(),
              measured.peakBytes(),
              measured.readBytes(),
              measured.writtenBytes(),
              measured.fetchedBytes(),
              measured.storedBytes()));
    }
    return csv.toString();
  }
}
