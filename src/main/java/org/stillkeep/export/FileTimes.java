package org.stillkeep.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets times of files on file systems that may not want to hear of it. */
final class FileTimes {

  private static final Logger LOG = LoggerFactory.getLogger(FileTimes.class);

  private FileTimes() {}

  static void set(Path path, long millis) {
    try {
      Files.setLastModifiedTime(path, FileTime.fromMillis(millis));
    } catch (IOException e) {
      LOG.debug("{}: the file system refuses the time: {}", path, e.getMessage());
    }
  }
}
