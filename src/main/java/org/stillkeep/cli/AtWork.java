package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stillkeep.agent.Agent;
import org.stillkeep.agent.Wish;
import org.stillkeep.asset.Asset;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;
import org.stillkeep.web.PageBackend.RecentAsset;

/**
 * The running agent and its library, for those who only look: the page's threads. Catalog and library take turns with the
 * worker query by query; a report, which goes through the whole journal, reads by a connection of its own.
 */
record AtWork(Agent agent, OpenLibrary open, List<Exporter> exporters, Path catalogFile) {

  AtWork {
    exporters = List.copyOf(exporters);
  }

  /** The assets imported last, newest first. */
  List<RecentAsset> recent(int most) {
    return open.catalog().assets().newest(most).stream()
        .map(each -> new RecentAsset(each.id(), each.title(), each.cameAt(), each.hasThumbnail()))
        .toList();
  }

  /** The embedded preview of an asset that is not in the trash. */
  Optional<byte[]> preview(long assetId) throws IOException {
    Optional<Asset> asset =
        open.catalog().assets().byId(assetId).filter(stored -> stored.state() == AssetState.ACTIVE).map(StoredAsset::asset);
    return asset.isPresent() ? open.library().thumbnail(asset.get()) : Optional.empty();
  }

  /** The report of a set, as {@code report --html} writes it. */
  Optional<String> reportHtml(String setId) throws IOException {
    try (Catalog catalog = Catalog.open(catalogFile)) {
      return SetReport.one(catalog, setId)
          .map(set -> ReportPage.of(set, concern -> catalog.accounts().list(set.id(), concern, ReportPage.MOST_ROWS)));
    }
  }

  /**
   * Sets up an export folder, or takes over one that holds files already. Its lane keeps off it until then.
   *
   * @param path the folder that somebody has confirmed, as the status names it
   * @return what hinders it, in words
   */
  Optional<String> adopt(int export, String path) throws IOException {
    if (export < 0 || export >= exporters.size()) {
      return Optional.of("there is no such export folder");
    }
    Exporter exporter = exporters.get(export);
    if (!exporter.options().folder().toString().equals(path)) {
      return Optional.of("the export folders have changed since; reload the page and look again");
    }
    // Two who say so at once must not each give it an id.
    synchronized (exporter) {
      ExportState state = exporter.check();
      if (state.kind() == ExportState.Kind.NEW) {
        exporter.adoptOrCreate();
      } else if (ExportSetUp.mayBeTakenOver(exporter)) {
        exporter.takeOver();
      } else if (state.isConnected()) {
        return Optional.of("the folder " + state.folder() + " is an export folder of this library already");
      } else {
        return Optional.of("the folder " + state.folder() + " is not connected: " + state.reason());
      }
    }
    agent.wish(new Wish.ExportNow(false));
    return Optional.empty();
  }
}
