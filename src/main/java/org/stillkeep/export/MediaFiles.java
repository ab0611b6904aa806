package org.stillkeep.export;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.library.Library;

/**
 * Brings photos, videos and moving halves to their places, at the least cost: left alone, moved, adopted, linked, copied from
 * another folder where the library is far away, or written from the library, in this order of preference.
 */
final class MediaFiles {

  /** FAT keeps times in steps of two seconds. */
  private static final long COARSEST_TIME_MILLIS = 2000;

  private final ExportFiles files;
  private final LedgerTable ledger;
  private final RootWatch watch;
  private final Tally tally;
  private final Embedding embedding;
  private final boolean libraryIsFar;
  private final Adoption adoption;
  private final OtherCopies copies;
  private final MediaLinks links;
  private final MediaWriter writer;

  MediaFiles(
      Library library,
      ExportFiles files,
      LedgerTable ledger,
      RootWatch watch,
      Tally tally,
      Embedding embedding,
      MultiAlbum multiAlbum) {
    this.files = files;
    this.ledger = ledger;
    this.watch = watch;
    this.tally = tally;
    this.embedding = embedding;
    this.adoption = new Adoption(files);
    this.libraryIsFar = library.isRemote();
    this.copies = new OtherCopies(files, ledger, embedding);
    this.links = new MediaLinks(files, ledger, watch, tally, copies, multiAlbum == MultiAlbum.HARDLINK);
    this.writer = new MediaWriter(new Source(library), files, ledger, watch, tally, embedding, adoption);
  }

  /** Brings one file to its place. Gives back its row. */
  LedgerFile put(WantedMedia wanted) throws IOException {
    Optional<LedgerFile> before = ledger.file(wanted.folderKey(), wanted.asset().id(), wanted.role());
    if (before.isPresent() && isInFolder(before.get(), wanted)) {
      return keepOrReplace(before.get(), wanted);
    }
    if (before.isEmpty() && wanted.from().isPresent()) {
      before = ledger.file(wanted.from().get(), wanted.asset().id(), wanted.role());
    }
    Optional<LedgerFile> moved = before.isPresent() ? moveHere(before.get(), wanted) : Optional.empty();
    return moved.isPresent() ? moved.get() : putNew(wanted);
  }

  /**
   * The file to be written where the ledger has none in the folder; empty when that is not all there is to it, so that {@link #put}
   * has to see to it.
   *
   * @param isElsewhere whether the ledger has the same asset in other folders
   */
  Optional<NewFile> newFile(WantedMedia wanted, boolean isElsewhere) throws IOException {
    if (wanted.inscription().isPresent() || wanted.isUnnamed()) {
      return Optional.empty();
    }
    Optional<NewFile.Link> link = isElsewhere ? links.newLink(wanted, stamp(wanted)) : Optional.empty();
    if (link.isPresent()) {
      return Optional.of(link.get());
    }
    return isElsewhere && libraryIsFar
        ? Optional.empty()
        : Optional.of(new NewFile.Content(wanted.intent(wanted.hash(), wanted.sizeBytes()), wanted));
  }

  private static boolean isInFolder(LedgerFile file, WantedMedia wanted) {
    return ExportPath.parent(file.path()).equals(ExportPath.parent(wanted.target().path()));
  }

  private LedgerFile keepOrReplace(LedgerFile file, WantedMedia wanted) throws IOException {
    boolean right = file.isThere() && file.intended().isEmpty() && isRight(file, wanted);
    if (file.edited() || (right && file.setMillis().equals(wanted.timeMillis()))) {
      return file;
    }
    Presence presence = files.find(file);
    switch (presence.state()) {
      case MISSING -> {
        ledger.forget(file);
        return putNew(wanted);
      }
      case EDITED -> {
        tally.kept(file.path());
        ledger.put(presence.file());
        return presence.file();
      }
      default -> {
        return settle(presence.file(), wanted);
      }
    }
  }

  private boolean isRight(LedgerFile file, WantedMedia wanted) {
    return file.libraryHash().equals(wanted.hash()) && embedding.isRight(file, stamp(wanted));
  }

  private String stamp(WantedMedia wanted) {
    return wanted.inscription().map(embedding::stamp).orElse("");
  }

  /** A file of ours at its place: its content is written again only if it is another one, or says other things. */
  private LedgerFile settle(LedgerFile file, WantedMedia wanted) throws IOException {
    Optional<String> sameContent = embedding.stampWithoutReading(file, stamp(wanted));
    LedgerFile right;
    if (isRight(file, wanted)) {
      right = file;
      ledger.put(right);
    } else if (file.libraryHash().equals(wanted.hash()) && sameContent.isPresent()) {
      right = file.stamped(sameContent.get());
      ledger.put(right);
    } else {
      right = make(wanted, Optional.of(file));
    }
    return timed(right, wanted);
  }

  /** The file's time follows the capture time; its content is not written again for that. */
  private LedgerFile timed(LedgerFile file, WantedMedia wanted) throws IOException {
    if (file.setMillis().equals(wanted.timeMillis())) {
      return file;
    }
    watch.beforeChange();
    LedgerFile timed = files.setTime(file, wanted.timeMillis());
    ledger.put(timed);
    return timed;
  }

  private Optional<LedgerFile> moveHere(LedgerFile file, WantedMedia wanted) throws IOException {
    Presence presence = files.find(file);
    if (presence.state() == Presence.State.EDITED) {
      // His own now, where it lies; ours is written anew.
      tally.kept(file.path());
    }
    if (presence.state() != Presence.State.OURS || !presence.file().libraryHash().equals(wanted.hash())) {
      ledger.forget(file);
      return Optional.empty();
    }
    LedgerFile moved = files.move(presence.file(), wanted.folderKey(), wanted.like(presence.file()).target().path());
    tally.moved();
    return Optional.of(settle(moved, wanted));
  }

  private LedgerFile putNew(WantedMedia wanted) throws IOException {
    Optional<Adoption.Found> found = adoption.find(wanted.target(), wanted.hash(), wanted.knownBytes());
    if (found.isPresent()) {
      tally.adopted();
      LedgerFile adopted = adopted(wanted, found.get());
      ledger.put(adopted);
      return settle(adopted, wanted);
    }
    return timed(make(wanted, Optional.empty()), wanted);
  }

  private LedgerFile make(WantedMedia wanted, Optional<LedgerFile> before) throws IOException {
    Optional<LedgerFile> made = links.link(wanted, stamp(wanted), before);
    if (made.isEmpty() && libraryIsFar) {
      Optional<LedgerFile> near = copies.find(wanted, stamp(wanted));
      made = near.isPresent() ? writer.writeFrom(near.get(), wanted, before) : Optional.empty();
    }
    return made.isPresent() ? made.get() : writer.write(wanted, before);
  }

  private static LedgerFile adopted(WantedMedia wanted, Adoption.Found found) {
    OptionalLong time = wanted.timeMillis();
    boolean rightTime = time.isPresent() && Math.abs(time.getAsLong() - found.modifiedMillis()) <= COARSEST_TIME_MILLIS;
    return wanted
        .intent(wanted.hash(), found.sizeBytes())
        .movedTo(wanted.folderKey(), found.path())
        .written(wanted.hash(), found.sizeBytes(), "", rightTime ? time : OptionalLong.empty(), found.modifiedMillis());
  }
}
