package org.stillkeep.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.stillkeep.catalog.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code catalog}. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Loads assets into a catalog as an import does, without their bytes.",
    description = {
      "",
      "Each asset is a row, a membership in an album, and the outcomes of its photo and its sidecar; its hash is as random as real",
      "ones are, and is looked for before. Two commits every --batch assets, each on the disk before the next begins.",
      "",
      "Examples:",
      "  catalog",
      "  catalog --assets 1000000 --folder /mnt/slow",
      ""
    })
final class CatalogCommand implements Callable<Integer> {

  @Option(names = "--assets", split = ",", defaultValue = "400000,1000000", paramLabel = "N", description = "How many; ${DEFAULT-VALUE}.")
  private List<Integer> sizes;

  @Option(names = "--batch", defaultValue = "256", paramLabel = "N", description = "Assets between commits; ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "target/bench/catalog",
      description = "Where catalogs are made, and deleted; ${DEFAULT-VALUE}.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(folder);
    System.out.println("| assets | assets/s | rows/s | assets/s, the last tenth | longest batch, ms | bytes an asset |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    for (int size : sizes) {
      Path home = Files.createTempDirectory(folder, "catalog");
      try {
        System.out.println(load(home.resolve("catalog.db"), size));
      } finally {
        delete(home);
      }
    }
    return 0;
  }

  private String load(Path file, int size) throws Exception {
    CatalogLoad load;
    try (Catalog catalog = Catalog.open(file)) {
      load = new CatalogLoad(catalog, batch);
      load.run(size);
    }
    return String.format(
        Locale.ROOT,
        "| %,d | %,.0f | %,.0f | %,.0f | %.0f | %,d |",
        size,
        load.assetsPerSecond(),
        load.assetsPerSecond() * CatalogLoad.ROWS_AN_ASSET,
        load.assetsPerSecondAtLast(),
        load.longestBatchMillis(),
        Files.size(file) / size);
  }

  private static void delete(Path home) throws Exception {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
