package org.stillkeep.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stillkeep.export.ExportFinding;
import org.stillkeep.export.ExportReport;
import org.stillkeep.library.VerifyReport;

/** What {@code verify --json} prints (docs/design.md, section 9). */
final class VerifyJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VerifyJson() {}

  /**
   * @param complete whether everything was looked at, and nothing failed
   * @param notCompared export folders that were asked for, and of which nothing was found out
   */
  static String of(
      VerifyReport report, boolean complete, Map<Path, ExportReport> exports, Collection<Path> notCompared, List<Finding> findings)
      throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("assets", report.assetsChecked());
    node.put("bytesRead", report.bytesRead());
    node.put("complete", complete);
    ArrayNode folders = node.putArray("exports");
    exports.forEach((folder, export) -> folders.add(export(folder, export)));
    ArrayNode left = node.putArray("notCompared");
    notCompared.forEach(folder -> left.add(folder.toString()));
    ArrayNode list = node.putArray("findings");
    findings.forEach(finding -> list.add(finding(finding)));
    ObjectNode totals = node.putObject("totals");
    for (Severity severity : Severity.values()) {
      totals.put(severity.word(), findings.stream().filter(each -> !each.mended() && each.severity() == severity).count());
    }
    totals.put("mended", findings.stream().filter(Finding::mended).count());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  private static ObjectNode export(Path folder, ExportReport export) {
    ObjectNode node = JSON.createObjectNode().put("path", folder.toString()).put("inOrder", export.inOrder());
    for (ExportFinding.Kind kind : ExportFinding.Kind.values()) {
      node.put(kind.name().toLowerCase(Locale.ROOT), export.count(kind));
    }
    return node;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = JSON.createObjectNode();
    node.put("severity", finding.severity().word());
    node.put("kind", finding.kind());
    node.put("subject", finding.subject());
    node.put("what", finding.what());
    node.put("fix", finding.fix().isEmpty() ? null : finding.fix());
    node.put("count", finding.count());
    node.put("mended", finding.mended());
    node.put("asset", finding.photo().map(photo -> photo.assetId()).orElse(null));
    node.put("title", finding.photo().map(photo -> photo.title()).orElse(null));
    ArrayNode albums = node.putArray("albums");
    finding.photo().ifPresent(photo -> photo.albums().forEach(albums::add));
    node.put("date", finding.photo().flatMap(photo -> photo.taken()).map(FindingWords::date).orElse(null));
    return node;
  }
}
