package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Looks into the inbox folders; remembers from look to look what has been quiet for how long.
 *
 * <p>In an inbox lie ZIPs, unpacked Takeout folders and loose pictures, videos and sidecars. A folder with archives in it
 * is looked into as if it were an inbox itself. A scan may take as long as the disk does: for one thread at a time for each
 * inbox, so that several may be scanned at once.
 */
public final class InboxScanner {

  /** What a folder of downloads never reaches; more is a mistake, and is said to be one. */
  static final int MAX_THINGS = 100_000;

  private static final int MAX_DEPTH = 4;

  /** What is remembered of each inbox. */
  private final Map<Path, SettleClock> clocks = new LinkedHashMap<>();

  /** The identity of each root at its last look. */
  private final Map<Path, Object> rootKeys = new ConcurrentHashMap<>();

  /** @param nanoTime a clock that never jumps, such as {@link System#nanoTime} */
  public InboxScanner(List<Path> folders, SettleOptions options, LongSupplier nanoTime) {
    folders.forEach(folder -> clocks.put(folder, new SettleClock(options, nanoTime)));
  }

  /**
   * Looks into all of them once. Never fails: what cannot be looked at is a problem in the listing.
   *
   * @param stopRequested asked between any two things, and on a long way through one
   * @throws java.util.concurrent.CancellationException when stopped; the next look goes on
   */
  public InboxListing scan(BooleanSupplier stopRequested) {
    return InboxListing.of(clocks.keySet().stream().map(inbox -> scan(inbox, stopRequested)).toList());
  }

  /** The same, for one of them: nothing is asked of the others, and nothing said. */
  public InboxListing scan(Path inbox, BooleanSupplier stopRequested) {
    SettleClock clock = clocks.get(inbox);
    Scan scan = new Scan(clock, stopRequested);
    clock.beginLook();
    scan.root(inbox);
    clock.endLook();
    return scan.listing();
  }

  /** One look. */
  private final class Scan {

    private final List<SettledArchive> settled = new ArrayList<>();
    private final List<WaitingArchive> waiting = new ArrayList<>();
    private final List<InboxProblem> problems = new ArrayList<>();
    private final SettleClock clock;
    private final BooleanSupplier stopRequested;
    private int things;

    Scan(SettleClock clock, BooleanSupplier stopRequested) {
      this.clock = clock;
      this.stopRequested = stopRequested;
    }

    InboxListing listing() {
      return new InboxListing(settled, waiting, problems);
    }

    void root(Path root) {
      try {
        // The root alone may be a link: it is the owner's choice where the inbox lies.
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        if (!attributes.isDirectory()) {
          problem(root, InboxProblem.Kind.NOT_A_FOLDER, "");
          return;
        }
        Object key = attributes.fileKey();
        Object before = key == null ? null : rootKeys.put(root, key);
        if (before != null && !before.equals(key)) {
          problem(root, InboxProblem.Kind.REPLACED, "");
        }
        folder(root, 0);
      } catch (NoSuchFileException e) {
        problem(root, InboxProblem.Kind.MISSING, "");
      } catch (IOException e) {
        problem(root, InboxProblem.Kind.UNREADABLE, Unreadable.why(e));
      }
    }

    private void folder(Path folder, int depth) throws IOException {
      if (OurFolders.isOurs(folder)) {
        problem(folder, InboxProblem.Kind.OURS, "");
        return;
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          if (++things > MAX_THINGS) {
            problem(folder, InboxProblem.Kind.TOO_MANY, "more than " + MAX_THINGS);
            return;
          }
          thing(child, depth);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    private void thing(Path path, int depth) {
      Stop.check(stopRequested);
      String name = SettledArchive.fileNameOf(path);
      boolean temporary = InboxNames.isTemporary(name);
      if (!temporary && !InboxNames.isStub(name) && InboxNames.isLitter(name)) {
        return;
      }
      try {
        BasicFileAttributes attributes = FileFacts.attributesOf(path);
        if (temporary) {
          wait(path, WaitingArchive.Reason.TEMPORARY_NAME, attributes.size());
        } else if (attributes.isDirectory()) {
          subfolder(path, depth);
        } else if (!attributes.isSymbolicLink() && OnDemandFiles.isElsewhere(path)) {
          wait(path, WaitingArchive.Reason.BYTES_ELSEWHERE, attributes.size());
        } else if (attributes.isRegularFile()) {
          take(path, clock.lookAtFile(path, FileFacts.of(attributes), stopRequested));
        } else {
          problem(path, InboxProblem.Kind.NOT_A_FILE, "");
        }
      } catch (NoSuchFileException gone) {
        return;
      } catch (AccessDeniedException e) {
        wait(path, WaitingArchive.Reason.NO_PERMISSION, 0);
      } catch (IOException e) {
        problem(path, InboxProblem.Kind.UNREADABLE, Unreadable.why(e));
      }
    }

    private void subfolder(Path path, int depth) throws IOException {
      if (OurFolders.isOurs(path)) {
        problem(path, InboxProblem.Kind.OURS, "");
      } else if (depth < MAX_DEPTH && holdsArchives(path)) {
        folder(path, depth + 1);
      } else {
        take(path, clock.lookAtFolder(path, stopRequested));
      }
    }

    private boolean holdsArchives(Path folder) throws IOException {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          if (InboxNames.isArchive(SettledArchive.fileNameOf(child))) {
            return true;
          }
        }
        return false;
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    private void take(Path path, Verdict verdict) {
      settled.addAll(verdict.settled());
      verdict.waiting().ifPresent(reason -> wait(path, reason, verdict.sizeBytes()));
      problems.addAll(verdict.problems());
    }

    private void wait(Path path, WaitingArchive.Reason reason, long sizeBytes) {
      waiting.add(new WaitingArchive(path, reason, sizeBytes));
    }

    private void problem(Path path, InboxProblem.Kind kind, String detail) {
      problems.add(new InboxProblem(path, kind, detail));
    }
  }
}
