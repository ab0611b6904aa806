package org.stillkeep.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.stillkeep.export.Deleted;
import org.stillkeep.export.Deletions;
import org.stillkeep.export.ExportOptions;
import org.stillkeep.export.Layout;
import org.stillkeep.export.MultiAlbum;
import org.stillkeep.export.SidecarForm;
import org.stillkeep.export.SidecarPlace;
import org.stillkeep.export.YearFolders;

/**
 * One {@code [[export]]} block of the configuration; the fields are those of {@link ExportOptions}.
 *
 * @param path the export folder, absolute
 */
record ExportConfig(
    Path path,
    Layout layout,
    List<String> albums,
    List<String> exclude,
    boolean hidden,
    boolean shared,
    YearFolders yearFolders,
    Set<SidecarForm> sidecars,
    SidecarPlace jsonPlace,
    boolean embed,
    MultiAlbum multiAlbum,
    Deleted deleted,
    Deletions deletions) {

  ExportConfig {
    albums = List.copyOf(albums);
    exclude = List.copyOf(exclude);
    sidecars = Set.copyOf(sidecars);
  }

  /** The options of the export room, with what the configuration does not say. */
  ExportOptions options(ZoneId zone, String owner, String libraryId) {
    return new ExportOptions(
        path.toString(),
        path,
        layout,
        albums,
        exclude,
        hidden,
        shared,
        yearFolders,
        sidecars,
        jsonPlace,
        embed,
        multiAlbum,
        deleted,
        deletions,
        false,
        zone,
        owner,
        libraryId);
  }
}
