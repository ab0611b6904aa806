package org.stillkeep.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file that refuses everything but to be closed: whoever makes one says what else it does. */
public abstract class RefusingChannel extends FileChannel {

  /** How it refuses; never returns. */
  protected <T> T refuse() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return refuse();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return refuse();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return refuse();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return refuse();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return refuse();
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return refuse();
  }

  @Override
  public long position() throws IOException {
    return refuse();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    return refuse();
  }

  @Override
  public long size() throws IOException {
    return refuse();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    return refuse();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    refuse();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return refuse();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
    return refuse();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return refuse();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return refuse();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return refuse();
  }
}
