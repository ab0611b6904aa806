package org.stillkeep.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;

/**
 * Tells a file that its disk never gives out, as with a bad sector, from a disk that is away. A disk that is away may still give out
 * what is cached of it, but keeps nothing that it is given.
 */
final class DiskProbe {

  private static final Logger LOG = LoggerFactory.getLogger(DiskProbe.class);
  private static final int PIECE_BYTES = 64 * 1024;

  private final boolean mayWrite;

  /** @param mayWrite false for whoever does not hold the vault's lock; then no file is ever at fault */
  DiskProbe(boolean mayWrite) {
    this.mayWrite = mayWrite;
  }

  /**
   * Whether a file that could not be read is itself at fault: its disk keeps a new file beside it, fails at this one once more, and
   * keeps another.
   *
   * @param at where in the file reading failed
   */
  boolean isAtFault(Path file, long at, IOException failure) {
    boolean mayBe = mayWrite && !(failure instanceof AccessDeniedException);
    return mayBe && keepsAnother(file) && !gives(file, at) && keepsAnother(file);
  }

  private static boolean keepsAnother(Path file) {
    try (Pending probe = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      probe.body().write(1);
      probe.force();
      return Files.size(probe.temporary()) == 1;
    } catch (IOException e) {
      LOG.debug("{} keeps nothing: {}", file.getParent(), e.toString());
      return false;
    }
  }

  private static boolean gives(Path file, long at) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.min(at, Files.size(file)));
      channel.read(ByteBuffer.allocate(PIECE_BYTES));
      return true;
    } catch (IOException e) {
      LOG.debug("{} is not given out at {} again: {}", file, at, e.toString());
      return false;
    }
  }
}
