package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Path;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.files.RefusingChannel;

/** An open directory, of which nothing can be asked but to force it. */
final class DirectoryChannel extends RefusingChannel {

  private final FaultyFileSystem system;
  private final Path directory;

  DirectoryChannel(FaultyFileSystem system, Path directory) {
    this.system = system;
    this.directory = directory;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    DiskCall call = DiskCall.of(Op.FORCE_DIRECTORY, directory);
    system.watcher().before(call);
    system.watcher().happened(call);
  }

  @Override
  protected IOException refusal() {
    return new IOException("Is a directory");
  }

  @Override
  protected void implCloseChannel() {}
}
