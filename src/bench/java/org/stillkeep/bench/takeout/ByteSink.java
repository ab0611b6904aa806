package org.stillkeep.bench.takeout;

import java.io.IOException;

/** Takes the bytes of one file. */
interface ByteSink {

  void write(byte[] bytes, int offset, int length) throws IOException;
}
