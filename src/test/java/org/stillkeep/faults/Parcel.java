package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.inbox.Archives;

/**
 * One part of a Takeout on its way to the inbox.
 *
 * @param file where it lies until it is there
 * @param fingerprint what tells it, under whatever name
 * @param entries how many entries it has
 * @param media the pictures that lie in it
 * @param sidecars the pictures of which the sidecar does
 * @param albums those that each of the media was in when it was made, in the same order
 */
record Parcel(Path file, String fingerprint, int entries, List<Snap> media, List<Snap> sidecars, List<List<String>> albums) {

  /** What Chromium appends. */
  private static final String UNFINISHED = ".crdownload";

  /** Describes an archive that has been written. */
  static Parcel of(Path file, List<Snap> media, List<Snap> sidecars) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String fingerprint = Archives.identify(file).archives().get(0).fingerprint().hex();
      List<List<String>> albums = media.stream().map(snap -> List.copyOf(snap.albums)).toList();
      return new Parcel(file, fingerprint, zip.size(), List.copyOf(media), List.copyOf(sidecars), albums);
    }
  }

  /** Adds a picture to a Takeout that is being written: its media to one part, its sidecar to another or the same. */
  static void pack(TakeoutBuilder takeout, Snap snap, int part, int sidecarPart) {
    takeout.part(part).media(snap.name, snap.content).takenAt(snap.taken).description("of " + snap.name).sidecarIn(sidecarPart);
    snap.albums.forEach(takeout::copyIn);
    snap.moving.ifPresent(video -> takeout.media(snap.movingName(), video).takenAt(snap.taken).withoutSidecar());
  }

  /** Lets it be a download that has not ended yet, under the name that a browser gives it. */
  void beginIn(Path inbox) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(inbox.resolve(name() + UNFINISHED), Arrays.copyOf(all, all.length / 2));
  }

  /** Lets it be there under this name, all at once. */
  void dropInto(Path inbox, String name) throws IOException {
    Files.deleteIfExists(inbox.resolve(file.getFileName() + UNFINISHED));
    Path copy = file.resolveSibling("on its way");
    Files.copy(file, copy);
    Files.move(copy, inbox.resolve(name));
  }

  static boolean isUnfinished(String name) {
    return name.endsWith(UNFINISHED);
  }

  /** What Google calls it. */
  String name() {
    return file.getFileName().toString();
  }
}
