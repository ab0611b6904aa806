package org.stillkeep.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in a folder by whose name and bytes that folder is known elsewhere.
 *
 * @param planted whether we made it and have to take it away
 */
record Probe(Located folder, Path file, byte[] content, boolean planted) {

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
  private static final String PREFIX = ".stillkeep-probe-";
  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int CONTENT_BYTES = 32;

  /** Files with ids of their own that stay in an export and in a vault: what a folder that we may not write to is known by. */
  private static final List<String> MARKERS = List.of(".stillkeep-export", "vault.json");

  private static final long LARGEST_MARKER_BYTES = 64 * 1024;

  static boolean isName(String fileName) {
    return NAME.matcher(fileName).matches();
  }

  /** A new probe, or the marker of a folder that cannot be written to, or nothing. */
  static Optional<Probe> in(Located folder, Disk disk, SecureRandom random) throws IOException {
    byte[] content = new byte[CONTENT_BYTES];
    random.nextBytes(content);
    Probe probe = new Probe(folder, folder.existing().resolve(PREFIX + UUID.randomUUID()), content, true);
    try (FileChannel channel = disk.create(probe.file)) {
      channel.write(ByteBuffer.wrap(content));
      disk.force(channel);
      return Optional.of(probe);
    } catch (IOException e) {
      // Read-only, full or failing: nothing of ours can be written there either, and the other folder's probe still speaks.
      LOG.info("{} takes no probe: {}", folder.folder().path(), e.toString());
      probe.remove(disk);
      return marker(folder);
    }
  }

  void remove(Disk disk) {
    if (planted) {
      try {
        disk.delete(file);
      } catch (IOException e) {
        LOG.warn("{} is left for the next sweep: {}", file, e.toString());
      }
    }
  }

  /** Whether this very file shows in {@code place}. A place that we cannot look into is one that we cannot confuse. */
  boolean showsIn(Path place) {
    Path seen = place.resolve(file.getFileName().toString());
    try {
      return Files.isRegularFile(seen, LinkOption.NOFOLLOW_LINKS)
          && Files.size(seen) == content.length
          && Arrays.equals(Files.readAllBytes(seen), content);
    } catch (IOException e) {
      LOG.debug("cannot look for a probe: {}", e.toString());
      return false;
    }
  }

  /** As {@link #showsIn}, by a listing: a network file system remembers for a while that a name was not there. */
  boolean isListedIn(Path place) {
    String name = file.getFileName().toString();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(place, each -> each.getFileName().toString().equals(name))) {
      return listing.iterator().hasNext() && (planted || showsIn(place));
    } catch (IOException e) {
      LOG.debug("cannot list for a probe: {}", e.toString());
      return false;
    }
  }

  private static Optional<Probe> marker(Located folder) throws IOException {
    for (String name : MARKERS) {
      Path file = folder.existing().resolve(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST_MARKER_BYTES) {
        return Optional.of(new Probe(folder, file, Files.readAllBytes(file), false));
      }
    }
    return Optional.empty();
  }
}
