package org.stillkeep.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stillkeep.bench.takeout.Amount;
import org.stillkeep.bench.takeout.EntrySink;
import org.stillkeep.bench.takeout.LibraryShape;
import org.stillkeep.bench.takeout.MadeLibrary;
import org.stillkeep.bench.takeout.PlainTree;
import org.stillkeep.bench.takeout.ZipParts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Writes a Takeout of any size.",
    description = {
      "",
      "Examples:",
      "  generate --size 4g --part-size 2g /tmp/takeout",
      "  generate --size 4g --later 0.01 --stamp 20240801T101010Z /tmp/later",
      "  generate --size 100000 --photo-bytes 100k --deflated /tmp/takeout",
      ""
    })
final class GenerateCommand implements Callable<Integer> {

  @Mixin private TakeoutOptions takeout;

  @Option(
      names = "--size",
      defaultValue = "1g",
      paramLabel = "SIZE",
      description = "Bytes (200m, 4g) or photos (100000); ${DEFAULT-VALUE}.")
  private String size;

  @Option(
      names = "--later",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "The same library later, with so much new; 0.01 for a hundredth.")
  private double moreShare;

  @Option(names = "--stamp", defaultValue = "20240601T101010Z", description = "In the archives' names; ${DEFAULT-VALUE}.")
  private String stamp;

  @Option(names = "--tree", description = "Write a folder of files, not archives.")
  private boolean tree;

  @Parameters(paramLabel = "FOLDER", description = "Where to; made if need be.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    MadeLibrary library =
        new MadeLibrary(new LibraryShape(takeout.seed(), Amount.parse(size), takeout.photoBytes(), takeout.albumPercent(), moreShare));
    try (EntrySink sink = tree ? new PlainTree(folder, takeout.packing().sparse()) : new ZipParts(folder, stamp, takeout.packing())) {
      library.writeTo(sink);
    }
    System.out.printf("%,d photos and films, %,d bytes without copies%n", library.count(), library.distinctBytes());
    return 0;
  }
}
