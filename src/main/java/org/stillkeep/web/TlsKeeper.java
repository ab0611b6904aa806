package org.stillkeep.web;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the certificate in use, and takes a new one when its files have changed. All methods may be called from any thread. */
final class TlsKeeper {

  private static final Logger log = LoggerFactory.getLogger(TlsKeeper.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final TlsFiles files;
  private final LongSupplier nanos;
  private TlsKeys keys;
  private long lookedNanos;

  private TlsKeeper(TlsFiles files, LongSupplier nanos, TlsKeys keys) {
    this.files = files;
    this.nanos = nanos;
    this.keys = keys;
    this.lookedNanos = nanos.getAsLong();
  }

  /**
   * Reads the files.
   *
   * @throws IOException with the reason in words when they cannot be used
   */
  static TlsKeeper load(TlsFiles files, LongSupplier nanos) throws IOException {
    return new TlsKeeper(files, nanos, PemFiles.read(files));
  }

  /** The newest that can be used. */
  synchronized TlsKeys now() {
    long now = nanos.getAsLong();
    if (now - lookedNanos > LOOK_AGAIN.toNanos()) {
      lookedNanos = now;
      renew();
    }
    return keys;
  }

  private void renew() {
    try {
      if (!PemFiles.stamps(files).equals(keys.stamps())) {
        keys = PemFiles.read(files);
        log.info("the status page uses the certificate that has been renewed");
      }
    } catch (IOException e) {
      log.warn("the status page goes on with its old certificate: {}", e.getMessage());
    }
  }
}
