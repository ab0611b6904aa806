package org.stillkeep.ente;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Bytes of a known number and of no type, leaving at the common pace: a signed URL allows no other header. */
final class CiphertextBody extends RequestBody {

  private final byte[] ciphertext;
  private final int length;
  private final UploadPace pace;
  private final BooleanSupplier stopRequested;

  CiphertextBody(byte[] ciphertext, int length, UploadPace pace, BooleanSupplier stopRequested) {
    this.ciphertext = ciphertext;
    this.length = length;
    this.pace = pace;
    this.stopRequested = stopRequested;
  }

  @Override
  public MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    int piece = pace.pieceBytes();
    for (int offset = 0; offset < length; offset += piece) {
      int count = Math.min(piece, length - offset);
      pace.await(count, stopRequested);
      sink.write(ciphertext, offset, count);
      sink.emit();
    }
  }
}
