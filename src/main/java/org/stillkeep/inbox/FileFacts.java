package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param sizeBytes its length
 * @param modified when it was last written to
 * @param key the file system's own identity (device and inode); empty on Windows
 */
record FileFacts(long sizeBytes, FileTime modified, Optional<Object> key) {

  FileFacts {
    Objects.requireNonNull(modified);
    Objects.requireNonNull(key);
  }

  static FileFacts of(BasicFileAttributes attributes) {
    return new FileFacts(attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey()));
  }

  /** The attributes of the thing itself, also when it is a symbolic link. */
  static BasicFileAttributes attributesOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
