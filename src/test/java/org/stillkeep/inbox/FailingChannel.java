package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.stillkeep.files.RefusingChannel;

/** A file on a disk that fails on demand, as a network drive does; only what {@link SourceFile} asks for is there. */
final class FailingChannel extends RefusingChannel {

  private final FileChannel real;
  private IOException failure;
  private int readsBefore;

  FailingChannel(FileChannel real) {
    this.real = real;
  }

  /** From now on every read fails so; null for none. */
  void failWith(IOException each) {
    failAfter(0, each);
  }

  /** As {@link #failWith}, but some reads go well before. */
  void failAfter(int reads, IOException each) {
    readsBefore = reads;
    failure = each;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    if (failure != null && readsBefore-- <= 0) {
      throw failure;
    }
    return real.read(into, position);
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
