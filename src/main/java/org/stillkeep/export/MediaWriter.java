package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.catalog.LedgerTable;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.media.ExifTool;
import org.stillkeep.media.Inscriber;
import org.stillkeep.media.Inscriber.Copied;
import org.stillkeep.media.Inscriber.Result;
import org.stillkeep.media.Inscription;

/**
 * Writes photos and videos from the library: decrypts, verifies and writes in one pass, byte for byte or with metadata written
 * into the copy. The ledger knows what is about to stand under a name before it does.
 */
final class MediaWriter {

  private static final Logger log = LoggerFactory.getLogger(MediaWriter.class);

  /**
   * Content that stands under a temporary name.
   *
   * @param stamp what was written into it
   */
  private record Made(Pending pending, ContentHash hash, long sizeBytes, String stamp) {}

  private final Source source;
  private final ExportFiles files;
  private final LedgerTable ledger;
  private final RootWatch watch;
  private final Tally tally;
  private final Embedding embedding;
  private final Adoption adoption;

  MediaWriter(
      Source source,
      ExportFiles files,
      LedgerTable ledger,
      RootWatch watch,
      Tally tally,
      Embedding embedding,
      Adoption adoption) {
    this.source = source;
    this.files = files;
    this.ledger = ledger;
    this.watch = watch;
    this.tally = tally;
    this.embedding = embedding;
    this.adoption = adoption;
  }

  /**
   * Brings the content to its place, unless what is there, or a candidate, turns out to be it.
   *
   * @param before our file at this place, to be replaced; empty when nothing of ours is there
   * @return its row, not yet put right in its time if nothing had to be written
   */
  LedgerFile write(WantedMedia asked, Optional<LedgerFile> before) throws IOException {
    files.requireRoom(asked.sizeBytes());
    WantedMedia wanted = asked.isUnnamed() && before.isEmpty() ? named(asked) : asked;
    String path = before.map(LedgerFile::path).orElse(wanted.target().path());
    if (before.isEmpty()) {
      // Says whose name this is; what exactly it stands for is said before it does.
      ledger.put(wanted.intent(wanted.hash(), wanted.sizeBytes()));
    }
    watch.beforeChange();
    files.ensureFolder(ExportPath.parent(path));
    try (Pending pending = files.begin(path);
        SourceStream content = new SourceStream(() -> source.open(wanted.asset(), wanted.half()), files, tally)) {
      LedgerFile row =
          wanted.inscription().isPresent()
              ? inscribe(wanted, wanted.inscription().get(), before, content, pending)
              : copy(wanted, before, content, pending);
      content.arrived();
      return row;
    }
  }

  /** The same with the extension that its bytes ask for, unless something else is called so. */
  private WantedMedia named(WantedMedia wanted) throws IOException {
    String path;
    try {
      path = MovingHalf.named(wanted.target().path(), source.headOfMovingHalf(wanted.asset()));
    } catch (IOException e) {
      throw new SourceException(e);
    }
    return files.facts(path).isPresent() ? wanted : wanted.at(path);
  }

  /**
   * The same by copying a file of ours in another folder, which is the very one that is wanted.
   *
   * @return empty when it could not be read, or is another one than it seemed to be: then nothing has changed, and the library
   *     has it
   */
  Optional<LedgerFile> writeFrom(LedgerFile other, WantedMedia asked, Optional<LedgerFile> before) throws IOException {
    files.requireRoom(other.sizeBytes());
    WantedMedia wanted = asked.like(other);
    String path = before.map(LedgerFile::path).orElse(wanted.target().path());
    watch.beforeChange();
    files.ensureFolder(ExportPath.parent(path));
    try (Pending pending = files.begin(path);
        SourceStream content = new SourceStream(() -> Files.newInputStream(files.at(other.path())), files, tally)) {
      HashingStream body = new HashingStream(pending.body());
      content.pourInto(body);
      if (!body.hash().equals(other.hash())) {
        return Optional.empty();
      }
      LedgerFile row = place(wanted, before, new Made(pending, other.hash(), body.sizeBytes(), other.stamp()));
      content.arrived();
      return Optional.of(row);
    } catch (SourceException e) {
      log.info("{} could not be copied, so that it is read from the library again", other.path(), e);
      return Optional.empty();
    }
  }

  private LedgerFile copy(WantedMedia wanted, Optional<LedgerFile> before, SourceStream content, Pending pending)
      throws IOException {
    // Of live photos by other clients, only the bytes themselves tell how many they are.
    long bytes = content.pourInto(pending.body());
    return place(wanted, before, new Made(pending, wanted.hash(), bytes, ""));
  }

  private LedgerFile inscribe(
      WantedMedia wanted, Inscription inscription, Optional<LedgerFile> before, SourceStream content, Pending pending)
      throws IOException {
    HashingStream body = new HashingStream(pending.body());
    Copied copied = Inscriber.copy(content, wanted.title(), inscription, body);
    if (copied.result() == Result.FOR_EXIFTOOL && embedding.tool().isPresent()) {
      Optional<LedgerFile> row = byExifTool(embedding.tool().get(), wanted, inscription, before, copied, pending);
      if (row.isPresent()) {
        return row.get();
      }
    }
    String stamp = embedding.stamp(inscription, copied.result());
    return keepOrPlace(wanted, before, new Made(pending, body.hash(), body.sizeBytes(), stamp));
  }

  private Optional<LedgerFile> byExifTool(
      ExifTool tool,
      WantedMedia wanted,
      Inscription inscription,
      Optional<LedgerFile> before,
      Copied copied,
      Pending plain)
      throws IOException {
    try (Pending pending = DurableFiles.begin(plain.target(), files::left)) {
      HashingStream body = new HashingStream(pending.body());
      if (!tool.inscribe(plain.temporary(), copied, body, files::isStopRequested)) {
        return Optional.empty();
      }
      String stamp = embedding.stamp(inscription, Result.INSCRIBED);
      return Optional.of(keepOrPlace(wanted, before, new Made(pending, body.hash(), body.sizeBytes(), stamp)));
    }
  }

  /** What comes out may be what is there already: then that stays, and the temporary goes. */
  private LedgerFile keepOrPlace(WantedMedia wanted, Optional<LedgerFile> before, Made made) throws IOException {
    if (before.isPresent() && before.get().hash().equals(made.hash)) {
      LedgerFile kept = before.get().stamped(made.stamp).of(wanted.hash());
      ledger.put(kept);
      return kept;
    }
    Optional<Adoption.Found> found =
        before.isPresent() ? Optional.empty() : adoption.find(wanted.target(), made.hash, OptionalLong.of(made.sizeBytes));
    if (found.isPresent()) {
      LedgerFile adopted =
          wanted
              .intent(made.hash, made.sizeBytes)
              .movedTo(wanted.folderKey(), found.get().path())
              .written(made.hash, made.sizeBytes, made.stamp, OptionalLong.empty(), found.get().modifiedMillis())
              .of(wanted.hash());
      ledger.put(adopted);
      tally.adopted();
      return adopted;
    }
    return place(wanted, before, made);
  }

  private LedgerFile place(WantedMedia wanted, Optional<LedgerFile> before, Made made) throws IOException {
    LedgerFile row =
        before.map(file -> file.intending(made.hash)).orElseGet(() -> wanted.intent(made.hash, made.sizeBytes));
    ledger.put(row);
    wanted.timeMillis().ifPresent(millis -> made.pending.setModifiedTime(FileTime.from(millis, TimeUnit.MILLISECONDS)));
    FileTime time = before.isPresent() ? made.pending.commit(files.patience()) : made.pending.commitNew(files.patience());
    LedgerFile written =
        row.written(made.hash, made.sizeBytes, made.stamp, wanted.timeMillis(), time.toMillis()).of(wanted.hash());
    watch.afterFile(written);
    ledger.put(written);
    tally.written();
    return written;
  }
}
