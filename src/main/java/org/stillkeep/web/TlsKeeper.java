package org.stillkeep.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
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
  private List<FileTime> stamps;
  private long lookedNanos;

  private TlsKeeper(TlsFiles files, LongSupplier nanos, List<FileTime> stamps, TlsKeys keys) {
    this.files = files;
    this.nanos = nanos;
    this.stamps = stamps;
    this.keys = keys;
    this.lookedNanos = nanos.getAsLong();
  }

  /**
   * Reads the files.
   *
   * @throws IOException with the reason in words when they cannot be used
   */
  static TlsKeeper load(TlsFiles files, LongSupplier nanos) throws IOException {
    List<FileTime> stamps = stamps(files);
    return new TlsKeeper(files, nanos, stamps, PemFiles.read(files));
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
      List<FileTime> found = stamps(files);
      if (!found.equals(stamps)) {
        keys = PemFiles.read(files);
        stamps = found;
        log.info("the status page uses the certificate that has been renewed");
      }
    } catch (IOException e) {
      log.warn("the status page goes on with its old certificate: {}", e.getMessage());
    }
  }

  private static List<FileTime> stamps(TlsFiles files) throws IOException {
    return List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
  }
}
