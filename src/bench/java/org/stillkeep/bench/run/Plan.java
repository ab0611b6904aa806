package org.stillkeep.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.stillkeep.bench.takeout.Amount;
import org.stillkeep.bench.takeout.ZipParts;

/**
 * What is to be measured.
 *
 * @param amounts the sizes of the libraries
 * @param only the steps that are wanted; empty for all
 * @param repeat how often a step is measured in each run, if it can be repeated
 * @param folder a folder with room for everything, about six times as much as a library; emptied of all that was put there
 */
public record Plan(
    List<Amount> amounts,
    long seed,
    long photoBytes,
    int albumPercent,
    double moreShare,
    ZipParts.Packing packing,
    int runs,
    int repeat,
    Set<String> only,
    Path folder) {

  boolean wants(String step) {
    return only.isEmpty() || only.contains(step);
  }
}
