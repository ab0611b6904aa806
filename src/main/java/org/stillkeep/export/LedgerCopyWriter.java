package org.stillkeep.export;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.catalog.LedgerFolder;
import org.stillkeep.catalog.LedgerTable;

/** Writes a {@link LedgerCopy}, or what comes behind it. */
final class LedgerCopyWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutputStream out;
  private final MessageDigest digest = LedgerCopy.sha256();
  private long bytes;

  LedgerCopyWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes all of it. */
  LedgerCopy.Written writeAll(Marker marker, LedgerTable ledger) throws IOException {
    line(JSON.createArrayNode().add(LedgerCopy.MAGIC).add(LedgerCopy.FORMAT).add(marker.exportId()).add(marker.libraryId()));
    for (LedgerFolder folder : ledger.folders()) {
      folder(folder);
    }
    ledger.forEachFile(this::file);
    return new LedgerCopy.Written(end(), bytes);
  }

  /** Writes what is so now of some assets and folders, to be added behind this seal. */
  String writeNews(String seal, LedgerTable ledger, Collection<Long> assetIds, Collection<String> folderKeys) throws IOException {
    digest.update((seal + "\n").getBytes(StandardCharsets.UTF_8));
    for (String key : folderKeys) {
      Optional<LedgerFolder> folder = ledger.folder(key);
      if (folder.isPresent()) {
        folder(folder.get());
      } else {
        line(JSON.createArrayNode().add("no folder").add(key));
      }
      line(JSON.createArrayNode().add("album").add(key));
      ledger.file(key, 0, Role.ALBUM_JSON).ifPresent(this::file);
    }
    for (long id : assetIds) {
      line(JSON.createArrayNode().add("asset").add(id));
      ledger.filesOfAsset(id).forEach(this::file);
    }
    return end();
  }

  private String end() throws IOException {
    return line(JSON.createArrayNode().add("end").add(HexFormat.of().formatHex(digest.digest())));
  }

  private void folder(LedgerFolder folder) throws IOException {
    line(JSON.createArrayNode().add("folder").add(folder.key()).add(folder.path()).add(folder.title()));
  }

  private void file(LedgerFile file) {
    if (!file.isThere() || file.intended().isPresent()) {
      return;
    }
    ArrayNode line = JSON.createArrayNode().add("file").add(file.folderKey()).add(file.assetId());
    line.add(file.role().name()).add(file.path()).add(file.hash().text()).add(file.sizeBytes()).add(file.stamp());
    line.add(file.setMillis().isPresent() ? file.setMillis().getAsLong() : null);
    line.add(file.readMillis().orElseThrow()).add(file.edited());
    line.add(file.madeFrom().map(ContentHash::text).orElse(null));
    try {
      line(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(ArrayNode values) throws IOException {
    String line = JSON.writeValueAsString(values);
    byte[] encoded = (line + "\n").getBytes(StandardCharsets.UTF_8);
    digest.update(encoded);
    out.write(encoded);
    bytes += encoded.length;
    return line;
  }
}
