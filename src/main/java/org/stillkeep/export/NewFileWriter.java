package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.stillkeep.catalog.LedgerFile;
import org.stillkeep.files.Pending;
import org.stillkeep.library.Library;

/**
 * Writes new files, each decrypted, verified, written and forced in one pass, and gives them their names; these are not durable
 * before their folder is forced. Creates no folder, so that nothing can get into the hole that a disk has left. Thread-safe.
 */
final class NewFileWriter {

  private final Library library;
  private final ExportFiles files;
  private final ByteCount count;

  /** @param count thread-safe */
  NewFileWriter(Library library, ExportFiles files, ByteCount count) {
    this.library = library;
    this.files = files;
    this.count = count;
  }

  /**
   * Writes the files of one step.
   *
   * @return their rows, to be recorded when the names are durable
   * @throws UndecidedException when something lies where a sidecar should go, or the disk makes no links
   */
  List<LedgerFile> write(NewFiles wanted) throws IOException {
    Source source = new Source(library);
    List<LedgerFile> written = new ArrayList<>();
    files.stopIfRequested();
    for (NewFile file : wanted.files()) {
      written.add(write(file, source));
    }
    return written;
  }

  private LedgerFile write(NewFile file, Source source) throws IOException {
    if (file instanceof NewFile.Content content) {
      return write(content, source);
    } else if (file instanceof NewFile.Text text) {
      return write(text);
    }
    return link((NewFile.Link) file);
  }

  private LedgerFile write(NewFile.Content file, Source source) throws IOException {
    WantedMedia wanted = file.wanted();
    files.requireRoom(wanted.sizeBytes());
    try (Pending pending = files.begin(file.intent().path());
        SourceStream content = new SourceStream(() -> source.open(wanted.asset(), wanted.half()), files, count)) {
      long bytes = content.pourInto(pending.body());
      wanted.timeMillis().ifPresent(millis -> pending.setModifiedTime(FileTime.from(millis, TimeUnit.MILLISECONDS)));
      FileTime time = pending.nameNew(files.patience());
      content.arrived();
      return file.intent().written(wanted.hash(), bytes, "", wanted.timeMillis(), time.toMillis());
    }
  }

  private LedgerFile write(NewFile.Text file) throws IOException {
    try (Pending pending = files.begin(file.intent().path())) {
      pending.body().write(file.bytes());
      FileTime time = pending.nameNew(files.patience());
      return file.intent().written(file.intent().hash(), file.bytes().length, file.stamp(), OptionalLong.empty(), time.toMillis());
    } catch (FileAlreadyExistsException e) {
      throw new UndecidedException(e);
    }
  }

  private LedgerFile link(NewFile.Link link) throws IOException {
    LedgerFile other = link.other();
    try {
      Files.createLink(files.at(link.intent().path()), files.at(other.path()));
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      throw new UndecidedException(e);
    }
    long time = FileFacts.read(files.at(link.intent().path())).modifiedMillis();
    return link.intent()
        .written(other.hash(), other.sizeBytes(), other.stamp(), other.setMillis(), time)
        .of(other.libraryHash());
  }
}
