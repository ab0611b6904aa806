package org.stillkeep.export;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.stillkeep.catalog.LedgerFile.Role;
import org.stillkeep.files.PortableNames;

/**
 * Which sidecars an export has, and where they lie.
 *
 * @param forms what is wanted
 * @param jsonPlace where each photo's JSON lies; XMP always lies beside the photo
 */
record Sidecars(Set<SidecarForm> forms, SidecarPlace jsonPlace) {

  private static final String SUPPLEMENT = ".supplemental-metadata";
  private static final String XMP = ".xmp";

  Sidecars {
    forms = Set.copyOf(forms);
  }

  static Sidecars of(ExportOptions options) {
    return new Sidecars(options.sidecars(), options.sidecarPlace());
  }

  /** Whether files of this role belong into the export; photos and videos always do. */
  boolean isWanted(Role role) {
    return switch (role) {
      case MEDIA, LIVE_VIDEO -> true;
      case SIDECAR, LIVE_SIDECAR, ALBUM_JSON -> forms.contains(SidecarForm.JSON);
      case XMP, LIVE_XMP -> forms.contains(SidecarForm.XMP);
    };
  }

  /** The sidecars that are wanted for a photo, a video, or a half of a live photo. */
  List<Role> rolesOf(Role media) {
    Set<Role> its = media == Role.LIVE_VIDEO ? EnumSet.of(Role.LIVE_SIDECAR, Role.LIVE_XMP) : EnumSet.of(Role.SIDECAR, Role.XMP);
    return its.stream().filter(this::isWanted).toList();
  }

  /** Where a sidecar of this role lies. */
  String path(String mediaPath, Role role) {
    return isXmp(role) ? mediaPath + XMP : json(mediaPath, jsonPlace);
  }

  /** The names that a media file of this name needs for its sidecars, below its folder. */
  List<String> namesBeside(String mediaName) {
    return rolesOf(Role.MEDIA).stream().map(role -> path("/" + mediaName, role).substring(1)).toList();
  }

  /** The media file that a sidecar of this role is about; media itself. */
  static Role mediaOf(Role role) {
    return role == Role.LIVE_SIDECAR || role == Role.LIVE_XMP || role == Role.LIVE_VIDEO ? Role.LIVE_VIDEO : Role.MEDIA;
  }

  static boolean isXmp(Role role) {
    return role == Role.XMP || role == Role.LIVE_XMP;
  }

  /**
   * Where the JSON of a file lies. {@code .supplemental-metadata} is cut as Takeout cuts it when the name gets too long; a
   * photo's name leaves room for {@code .json} in any case.
   */
  private static String json(String mediaPath, SidecarPlace place) {
    String name = ExportPath.name(mediaPath);
    return switch (place) {
      case METADATA_FOLDER -> ExportPath.parent(mediaPath) + "/" + FolderListing.METADATA + "/" + name + ".json";
      case BESIDE -> mediaPath + SUPPLEMENT.substring(0, Math.min(SUPPLEMENT.length(), room(name))) + ".json";
    };
  }

  private static int room(String mediaName) {
    return Math.max(0, PortableNames.MAX_BYTES - mediaName.getBytes(StandardCharsets.UTF_8).length);
  }
}
