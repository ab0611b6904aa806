package org.stillkeep.files;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being written under a temporary name beside its target. Nothing is seen under the target's name until {@link
 * #commit}; {@link #close} without a commit leaves no trace. Whatever fails, fails for good: discard, and write again from the
 * source, because after a failed force the next one may say <em>done</em> although the data is lost. For one thread at a time.
 */
public final class Pending implements Closeable {

  /**
   * A large file is forced each time so much more of it was written: the memory that waits for the disk stays small, and no
   * single force keeps a pause or an end waiting. A slow disk (30 MB/s) takes half a second for it.
   */
  static final int FORCE_EVERY_BYTES = 16 << 20;

  /** What is written goes through memory outside the heap, of which the JDK keeps as much for each thread as was needed at once. */
  private static final int MOST_AT_ONCE_BYTES = 128 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Pending.class);
  private static final String PREFIX = ".stillkeep-tmp-";

  /** 51 bytes whatever the target is called, so that a target of the longest name has room for its temporary. */
  private static final Pattern TEMPORARY_NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private enum State {
    WRITING,
    FAILED,
    COMMITTED
  }

  /** How the finished temporary gets the target's name. */
  private interface Placing {
    void place() throws IOException;
  }

  private final Disk disk;
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final Body body;
  private final Consumer<Path> left;
  private Optional<FileTime> wantedTime = Optional.empty();
  private State state = State.WRITING;

  Pending(Path target, PosixMode mode, Disk disk) throws IOException {
    this(target, mode, disk, temporary -> LOG.info("{} may be left for the next sweep", temporary));
  }

  /** @param left told of the temporary when the disk may not have deleted it */
  Pending(Path target, PosixMode mode, Disk disk, Consumer<Path> left) throws IOException {
    if (target.getFileName() == null) {
      throw new IllegalArgumentException("not a file's path: " + target);
    }
    this.disk = disk;
    this.target = target.toAbsolutePath();
    this.temporary = temporaryBeside(this.target);
    this.left = left;
    FileAttribute<?>[] attributes =
        mode == PosixMode.OWNER_ONLY ? OwnerOnly.forNewFile(target.getFileSystem()) : new FileAttribute<?>[0];
    this.channel = create(attributes);
    this.body = new Body();
    if (mode == PosixMode.OWNER_ONLY && attributes.length == 0) {
      makeOwnerOnly();
    }
  }

  private FileChannel create(FileAttribute<?>... attributes) throws IOException {
    try {
      return disk.create(temporary, attributes);
    } catch (IOException e) {
      // A server may have made it, and only its answer have been lost.
      try {
        delete();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private void delete() throws IOException {
    boolean deleted = false;
    try {
      disk.delete(temporary);
      deleted = true;
    } finally {
      if (!deleted) {
        left.accept(temporary);
      }
    }
  }

  static Path temporaryBeside(Path target) {
    return target.resolveSibling(PREFIX + UUID.randomUUID());
  }

  static boolean isTemporaryName(String fileName) {
    return TEMPORARY_NAME.matcher(fileName).matches();
  }

  /** Where it will stand. */
  public Path target() {
    return target;
  }

  /** Where its content is until then, for another program that reads it. */
  public Path temporary() {
    return temporary;
  }

  /** Takes the content, unbuffered. Closing it does nothing; {@link #commit} or {@link #close} does. */
  public OutputStream body() {
    return body;
  }

  /**
   * Asks for the file's modified time. File systems round it, clamp it or refuse it, which is no failure of the file: compare
   * with what {@link #commit} gives back.
   */
  public void setModifiedTime(FileTime time) {
    wantedTime = Optional.of(time);
  }

  /**
   * Forces what was written so far, so that little is left that can fail when the file is committed: for whoever has to make room
   * in the target's place first.
   */
  public void force() throws IOException {
    body.force();
  }

  /**
   * Forces the content to disk, puts it in the target's place and makes the name durable. Waits up to a minute for a target that
   * somebody holds open (SMB, Windows), then fails and leaves the old one. A link at the target is replaced, not followed.
   *
   * @return the modified time as the file system keeps it
   */
  public FileTime commit() throws IOException {
    return commit(disk.patience());
  }

  /**
   * As {@link #commit()}, with as much patience as is left.
   *
   * @throws HeldOpenException when it is at its end; the old one is still there
   */
  public FileTime commit(Patience patience) throws IOException {
    return commit(() -> replace(patience));
  }

  /**
   * As {@link #commit()}, but fails with {@code FileAlreadyExistsException} when the target exists. Where the file system has
   * hard links, no other process can slip in between; elsewhere only the caller's own lock prevents that.
   */
  public FileTime commitNew() throws IOException {
    return commitNew(disk.patience());
  }

  /** As {@link #commitNew()}, with as much patience as is left: without links, somebody may hold even the new file open. */
  public FileTime commitNew(Patience patience) throws IOException {
    return commit(() -> placeNew(patience));
  }

  /**
   * As {@link #commit(Patience)}, but the name is not durable yet: that is left to the caller, who gives many names and then forces
   * their directory once, by {@link DurableFiles#forceDirectory}.
   */
  public FileTime name(Patience patience) throws IOException {
    return name(() -> replace(patience));
  }

  /** As {@link #commitNew(Patience)}, and {@link #name}. */
  public FileTime nameNew(Patience patience) throws IOException {
    return name(() -> placeNew(patience));
  }

  /** Discards the file unless it was committed. */
  @Override
  public void close() throws IOException {
    if (state == State.COMMITTED) {
      return;
    }
    state = State.FAILED;
    try (channel) {
      delete();
    }
  }

  private FileTime commit(Placing placing) throws IOException {
    FileTime kept = name(placing);
    disk.forceDirectory(target.getParent());
    return kept;
  }

  private FileTime name(Placing placing) throws IOException {
    if (state != State.WRITING) {
      throw new IllegalStateException("committed or failed before: " + target);
    }
    state = State.FAILED;
    body.requireUnbroken();
    try (channel) {
      disk.force(channel);
    }
    FileTime kept = keepTime();
    placing.place();
    state = State.COMMITTED;
    return kept;
  }

  /** After the content, which would move the time again; before the rename, so that nobody sees the file with a wrong one. */
  private FileTime keepTime() throws IOException {
    if (wantedTime.isPresent()) {
      try {
        disk.setModifiedTime(temporary, wantedTime.get());
      } catch (IOException e) {
        LOG.debug("{} keeps no modified times: {}", target.getParent(), e.getMessage());
      }
    }
    return Files.getLastModifiedTime(temporary);
  }

  private void replace(Patience patience) throws IOException {
    patience.insist(target, () -> disk.rename(temporary, target));
  }

  private void placeNew(Patience patience) throws IOException {
    try {
      disk.link(target, temporary);
      deleteSecondName();
    } catch (FileAlreadyExistsException e) {
      // NFS may answer so when its first answer was lost: then the file there is ours.
      if (!Files.isSameFile(target, temporary)) {
        throw e;
      }
      deleteSecondName();
    } catch (UnsupportedOperationException | FileSystemException e) {
      LOG.debug("no hard links beside {}: {}", target, e.getMessage());
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      replace(patience);
    }
  }

  private void deleteSecondName() {
    try {
      delete();
    } catch (IOException e) {
      // The file stands under its own name: a failure now would send the caller to write it again.
      LOG.info("{} cannot be deleted now: {}", temporary, e.getMessage());
    }
  }

  private void makeOwnerOnly() throws IOException {
    try {
      OwnerOnly.set(temporary);
    } catch (IOException e) {
      try (this) {
        throw e;
      }
    }
  }

  /** Remembers a failed write, so that a caller who overlooked it cannot commit half a file. */
  private final class Body extends FilterOutputStream {
    private long unforcedBytes;
    private boolean broken;

    Body() {
      super(Channels.newOutputStream(channel));
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      boolean wrote = false;
      try {
        for (int done = 0; done < length; done += MOST_AT_ONCE_BYTES) {
          int count = Math.min(MOST_AT_ONCE_BYTES, length - done);
          out.write(bytes, offset + done, count);
          forceAtTimes(count);
        }
        wrote = true;
      } finally {
        broken |= !wrote;
      }
    }

    @Override
    public void close() {
      // The channel is needed until the content is forced.
    }

    private void forceAtTimes(int written) throws IOException {
      unforcedBytes += written;
      if (unforcedBytes >= FORCE_EVERY_BYTES) {
        unforcedBytes = 0;
        disk.force(channel);
      }
    }

    void force() throws IOException {
      requireUnbroken();
      broken = true;
      disk.force(channel);
      broken = false;
    }

    void requireUnbroken() throws IOException {
      if (broken) {
        throw new IOException("a write failed before");
      }
    }
  }
}
