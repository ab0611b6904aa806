package org.stillkeep.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.stillkeep.faults.DiskCall.Op;

/** An open directory, of which nothing can be asked but to force it. */
final class DirectoryChannel extends FileChannel {

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
  protected void implCloseChannel() {}

  private static IOException isADirectory() {
    return new IOException("Is a directory");
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    throw isADirectory();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    throw isADirectory();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    throw isADirectory();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    throw isADirectory();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    throw isADirectory();
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    throw isADirectory();
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    throw isADirectory();
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    throw isADirectory();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    throw isADirectory();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
    throw isADirectory();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    throw isADirectory();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    throw isADirectory();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    throw isADirectory();
  }
}
