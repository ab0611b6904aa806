package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which folders lie on disks that hang, as those on a network can, or that fail at whatever they are asked. Whoever
 * touched one of them would wait as long as it does. For one thread at a time; however often it asks, a disk that hangs holds
 * one thread of it, and no more.
 */
public final class RollCall {

  private final Duration limit;
  private final Map<Path, PatientCall<Boolean>> calls = new LinkedHashMap<>();

  /** @param limit how long to wait for an answer; a disk that spins up takes a few seconds */
  public RollCall(Collection<Path> folders, Duration limit) {
    this.limit = limit;
    folders.forEach(folder -> calls.put(folder, new PatientCall<>("stillkeep-look " + folder)));
  }

  /**
   * Asks all of them at once, and waits for the slowest, but not beyond the limit.
   *
   * @return those that gave no answer, in the order in which they were given; of those that fail, with the failure
   */
  public Map<Path, Optional<IOException>> silent() {
    calls.forEach((folder, call) -> call.ask(() -> look(folder)));
    long deadline = System.nanoTime() + limit.toNanos();
    Map<Path, Optional<IOException>> silent = new LinkedHashMap<>();
    calls.forEach(
        (folder, call) -> {
          try {
            if (call.await(deadline).isEmpty()) {
              silent.put(folder, Optional.empty());
            }
          } catch (IOException e) {
            silent.put(folder, Optional.of(e));
          }
        });
    return silent;
  }

  /**
   * Asks a folder what only its disk can tell, and no memory of it; returns when it has answered. That it is not there, or not to
   * be looked into, is an answer, too: what it means is found out by whoever looks closer.
   *
   * @return whether anything lies in it
   * @throws IOException when the disk fails
   */
  public static boolean look(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
