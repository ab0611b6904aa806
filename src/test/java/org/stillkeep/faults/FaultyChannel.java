package org.stillkeep.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.stillkeep.faults.DiskCall.Op;
import org.stillkeep.files.RefusingChannel;

/** An open file that is read from its start to its end, or written from its end on. */
final class FaultyChannel extends RefusingChannel {

  private final FaultyFileSystem system;
  private final Path file;
  private final FileChannel beneath;
  private final boolean writes;

  FaultyChannel(FaultyFileSystem system, Path file, FileChannel beneath, boolean writes) {
    this.system = system;
    this.file = file;
    this.beneath = beneath;
    this.writes = writes;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    system.watcher().beforeRead(DiskCall.of(Op.READ, file), beneath.position(), target.remaining());
    return beneath.read(target);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    system.watcher().beforeRead(DiskCall.of(Op.READ, file), position, target.remaining());
    return beneath.read(target, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    DiskCall call = DiskCall.of(Op.WRITE, file);
    system.watcher().before(call);
    byte[] bytes = new byte[Math.min(source.remaining(), system.watcher().bytesToTake(call, source.remaining()))];
    source.get(bytes);
    int written = beneath.write(ByteBuffer.wrap(bytes));
    system.watcher().written(file, bytes);
    return written;
  }

  @Override
  public long position() throws IOException {
    return beneath.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    if (writes) {
      throw new UnsupportedOperationException("files are written from start to end");
    }
    beneath.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return beneath.size();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    DiskCall call = DiskCall.of(Op.FORCE, file);
    system.watcher().before(call);
    beneath.force(metaData);
    system.watcher().happened(call);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return beneath.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return beneath.tryLock(position, size, shared);
  }

  /** Closed it is in any case; what it says is whether all was well. */
  @Override
  protected void implCloseChannel() throws IOException {
    try (beneath) {
      if (writes) {
        DiskCall call = DiskCall.of(Op.CLOSE, file);
        system.watcher().before(call);
        system.watcher().happened(call);
      }
    }
  }
}
