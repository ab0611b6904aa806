package org.stillkeep.export;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one {@code [[export]]} of the configuration says.
 *
 * @param name what people call this export; also how the catalog remembers it, so it must stay the same
 * @param folder the root of the export, absolute
 * @param layout how the folder is divided
 * @param albums globs over album titles ({@code *}, {@code ?}; case does not matter); only matching albums are exported
 * @param exclude globs over album titles that are not exported, though they match {@code albums}
 * @param hidden whether albums and assets are exported that their owner hides
 * @param shared whether albums are exported that others have shared
 * @param yearFolders which assets go into year folders
 * @param sidecars what is written about each photo, beside the photo itself
 * @param sidecarPlace where each photo's JSON lies
 * @param embed whether metadata is written into the copies
 * @param multiAlbum copies or hard links for assets in several albums
 * @param deleted what becomes of files whose asset is gone
 * @param deletions what becomes of files that somebody deletes in the export
 * @param allowMassDelete whether one pass may trash more than the guard allows ({@link TrashGuard})
 * @param zone the zone for local dates of assets that do not know their own offset
 * @param owner a stable id of this machine's state; another owner's folder is refused unless it is taken over
 * @param libraryId the id of the library's store
 */
public record ExportOptions(
    String name,
    Path folder,
    Layout layout,
    List<String> albums,
    List<String> exclude,
    boolean hidden,
    boolean shared,
    YearFolders yearFolders,
    Set<SidecarForm> sidecars,
    SidecarPlace sidecarPlace,
    boolean embed,
    MultiAlbum multiAlbum,
    Deleted deleted,
    Deletions deletions,
    boolean allowMassDelete,
    ZoneId zone,
    String owner,
    String libraryId) {

  public ExportOptions {
    Objects.requireNonNull(name);
    Objects.requireNonNull(folder);
    Objects.requireNonNull(layout);
    albums = List.copyOf(albums);
    exclude = List.copyOf(exclude);
    Objects.requireNonNull(yearFolders);
    sidecars = Set.copyOf(sidecars);
    Objects.requireNonNull(sidecarPlace);
    Objects.requireNonNull(multiAlbum);
    Objects.requireNonNull(deleted);
    Objects.requireNonNull(deletions);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(libraryId);
  }

  /** The defaults of {@code config.example.toml}. */
  public static ExportOptions defaults(String name, Path folder, ZoneId zone, String owner, String libraryId) {
    return new ExportOptions(
        name,
        folder,
        Layout.ALBUMS,
        List.of("*"),
        List.of(),
        true,
        true,
        YearFolders.UNFILED,
        Set.of(SidecarForm.JSON),
        SidecarPlace.METADATA_FOLDER,
        false,
        MultiAlbum.COPY,
        Deleted.TRASH,
        Deletions.RESTORE,
        false,
        zone,
        owner,
        libraryId);
  }

  /** The same, with the trash guard lifted or in force. */
  public ExportOptions withAllowMassDelete(boolean allow) {
    return new ExportOptions(
        name,
        folder,
        layout,
        albums,
        exclude,
        hidden,
        shared,
        yearFolders,
        sidecars,
        sidecarPlace,
        embed,
        multiAlbum,
        deleted,
        deletions,
        allow,
        zone,
        owner,
        libraryId);
  }
}
