package org.stillkeep.export;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Builds options that differ from others in a few things. */
final class Options {

  private final ExportOptions base;
  private Path folder;
  private Layout layout;
  private List<String> albums;
  private List<String> exclude;
  private boolean hidden;
  private boolean shared;
  private YearFolders yearFolders;
  private Set<SidecarForm> sidecars;
  private SidecarPlace sidecarPlace;
  private boolean embed;
  private MultiAlbum multiAlbum;
  private Deleted deleted;
  private Deletions deletions;
  private String owner;
  private ZoneId zone;

  private Options(ExportOptions base) {
    this.base = base;
    this.folder = base.folder();
    this.layout = base.layout();
    this.albums = base.albums();
    this.exclude = base.exclude();
    this.hidden = base.hidden();
    this.shared = base.shared();
    this.yearFolders = base.yearFolders();
    this.sidecars = base.sidecars();
    this.sidecarPlace = base.sidecarPlace();
    this.embed = base.embed();
    this.multiAlbum = base.multiAlbum();
    this.deleted = base.deleted();
    this.deletions = base.deletions();
    this.owner = base.owner();
    this.zone = base.zone();
  }

  static Options of(ExportOptions base) {
    return new Options(base);
  }

  Options folder(Path value) {
    folder = value;
    return this;
  }

  Options zone(ZoneId value) {
    zone = value;
    return this;
  }

  Options layout(Layout value) {
    layout = value;
    return this;
  }

  Options albums(String... value) {
    albums = List.of(value);
    return this;
  }

  Options exclude(String... value) {
    exclude = List.of(value);
    return this;
  }

  Options hidden(boolean value) {
    hidden = value;
    return this;
  }

  Options shared(boolean value) {
    shared = value;
    return this;
  }

  Options yearFolders(YearFolders value) {
    yearFolders = value;
    return this;
  }

  Options sidecars(SidecarForm... value) {
    sidecars = Set.of(value);
    return this;
  }

  Options sidecarPlace(SidecarPlace value) {
    sidecarPlace = value;
    return this;
  }

  Options embed(boolean value) {
    embed = value;
    return this;
  }

  Options multiAlbum(MultiAlbum value) {
    multiAlbum = value;
    return this;
  }

  Options deleted(Deleted value) {
    deleted = value;
    return this;
  }

  Options deletions(Deletions value) {
    deletions = value;
    return this;
  }

  Options owner(String value) {
    owner = value;
    return this;
  }

  ExportOptions build() {
    return new ExportOptions(
        base.name(),
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
        base.allowMassDelete(),
        zone,
        owner,
        base.libraryId());
  }
}
