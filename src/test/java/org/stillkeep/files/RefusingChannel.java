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

  /** What it throws for everything. */
  protected IOException refusal() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    throw refusal();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    throw refusal();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    throw refusal();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    throw refusal();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    throw refusal();
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    throw refusal();
  }

  @Override
  public long position() throws IOException {
    throw refusal();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    throw refusal();
  }

  @Override
  public long size() throws IOException {
    throw refusal();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    throw refusal();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    throw refusal();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    throw refusal();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
    throw refusal();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    throw refusal();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    throw refusal();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    throw refusal();
  }
}
