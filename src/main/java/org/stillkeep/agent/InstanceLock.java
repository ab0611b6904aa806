package org.stillkeep.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.stillkeep.files.DurableFiles;

/**
 * The right to be the one program that works with a state folder. The operating system's lock is the truth and ends with the
 * process, however it ends; the text in the file only tells people who holds it.
 */
public final class InstanceLock implements Closeable {

  private static final String FILE_NAME = "agent.lock";

  private final FileChannel channel;
  private final FileLock lock;

  private InstanceLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock of a state folder, creating the folder if need be.
   *
   * @throws AlreadyRunningException when another process holds it
   */
  public static InstanceLock take(Path stateFolder) throws IOException, AlreadyRunningException {
    DurableFiles.createPrivateDirectories(stateFolder);
    Path file = stateFolder.resolve(FILE_NAME);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new AlreadyRunningException(stateFolder, holder(file));
    }
    byte[] holder = ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder), 0);
    return new InstanceLock(channel, lock);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** Only for the message: on some platforms a locked file cannot be read, which then is all there is to say. */
  private static String holder(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? "another process" : LockHolder.inWords(text);
    } catch (IOException e) {
      return "another process";
    }
  }

  /** Another agent works with this state folder. */
  public static final class AlreadyRunningException extends Exception {

    private static final long serialVersionUID = 1L;

    private AlreadyRunningException(Path stateFolder, String holder) {
      super("another Stillkeep (" + holder + ") is already working with " + stateFolder);
    }
  }
}
