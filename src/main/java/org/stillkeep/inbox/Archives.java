package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.stillkeep.inbox.ArchiveException.State;
import org.stillkeep.takeout.ArchiveName;
import org.stillkeep.takeout.ArchiveName.Format;

/** Opens archives of every kind. */
public final class Archives {

  /** More archives in one are a prank: each is opened through the directory of the outer one. */
  static final int MAX_WITHIN = 500;

  private Archives() {}

  /** {@link #open(Path, BooleanSupplier)} for those who never stop. */
  public static Archive open(Path path) throws IOException {
    return open(path, () -> false);
  }

  /**
   * Opens a ZIP, a TGZ, an unpacked folder, or a loose file, which is an archive with one entry; also a ZIP or TGZ that lies
   * in a ZIP, by the path that {@link #within} gives. Symbolic links are not followed. A TGZ is read once from end to end.
   *
   * @param stopRequested asked while a TGZ is listed or gone through
   * @throws ArchiveException when it cannot be read as a whole; one broken entry is no reason
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public static Archive open(Path path, BooleanSupplier stopRequested) throws IOException {
    Optional<NestedPath> nested = NestedPath.parse(path);
    if (nested.isEmpty() && FileFacts.attributesOf(path).isDirectory()) {
      return UnpackedArchive.ofFolder(path);
    }
    LongAdder bytesRead = new LongAdder();
    SourceFile file = source(path, bytesRead);
    FileStart start = startOf(file);
    if (start == FileStart.GZIP) {
      return TgzArchive.open(file, bytesRead, stopRequested);
    }
    if (start == FileStart.ZIP || nested.isPresent() || isNamedLikeAnArchive(path)) {
      return openZip(file, bytesRead, start);
    }
    file.close();
    return UnpackedArchive.ofFile(path);
  }

  /**
   * Opens an archive that was listed before, if it is still the same. No TGZ is listed anew for that; whether its content has
   * the CRC that was listed is the caller's to check.
   *
   * @throws ArchiveException also when another archive lies in its place (DAMAGED)
   */
  public static EntryContents reopen(Path path, ArchiveFingerprint listed, BooleanSupplier stopRequested)
      throws IOException {
    if (isTgz(path)) {
      return ListedTgz.open(source(path, new LongAdder()), listed, stopRequested);
    }
    Archive archive = open(path, stopRequested);
    if (!archive.fingerprint().equals(listed)) {
      archive.close();
      throw replaced(path);
    }
    return archive;
  }

  /** {@link #identify(Path, BooleanSupplier)} for those who never stop. */
  public static Identified identify(Path path) throws IOException {
    return identify(path, () -> false);
  }

  /**
   * Says what lies at a path, without going through a TGZ from end to end, unless it has an end that no whole one should have:
   * one that broke off may pass for a whole one until it is opened.
   *
   * @param stopRequested asked while a TGZ is gone through
   * @throws ArchiveException when it cannot be read as a whole
   * @throws java.util.concurrent.CancellationException when stopped
   */
  public static Identified identify(Path path, BooleanSupplier stopRequested) throws IOException {
    if (isTgz(path)) {
      return new Identified(List.of(identifyTgz(path, stopRequested)), List.of());
    }
    List<SettledArchive> archives = new ArrayList<>();
    List<ArchiveException> refused = new ArrayList<>();
    try (Archive archive = open(path)) {
      archives.add(SettledArchive.of(archive));
      Set<Path> seen = new HashSet<>();
      for (Path inside : allWithin(archive)) {
        try {
          if (!seen.add(inside)) {
            throw new ArchiveException(State.PACKED_TWICE, inside, "another one of the same name lies beside it");
          }
          archives.addAll(identify(inside, stopRequested).archives().subList(0, 1));
        } catch (ArchiveException e) {
          refused.add(e);
        }
      }
      if (archives.size() + refused.size() > MAX_WITHIN) {
        String message = "it holds " + MAX_WITHIN + " archives or more; only so many are read, unpack it to have the others";
        refused.add(new ArchiveException(State.PACKED_TWICE, path, message));
      }
    }
    return new Identified(archives, refused);
  }

  /**
   * The archives of Takeouts that lie in an archive: the ZIP that Google Drive makes of a folder holds them, and so may a
   * folder. Those in an archive that itself lies in another are not looked for (Z7), nor more than {@value #MAX_WITHIN}.
   */
  public static List<Path> within(Archive archive) throws IOException {
    return allWithin(archive).stream().distinct().toList();
  }

  /** The same path twice when two of one name lie there. */
  private static List<Path> allWithin(Archive archive) throws IOException {
    boolean folder = archive instanceof UnpackedArchive;
    List<Path> found = new ArrayList<>();
    if (NestedPath.parse(archive.path()).isPresent() || !(folder || archive.kind() == ArchiveKind.ZIP)) {
      return found;
    }
    for (int i = 0; i < archive.size() && found.size() < MAX_WITHIN; i++) {
      inside(archive, i).filter(path -> !path.equals(archive.path())).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Path> inside(Archive archive, int index) throws IOException {
    if (archive instanceof ZipArchive zip && !zip.mayBeArchive(index)) {
      return Optional.empty();
    }
    Optional<LooseFile> loose =
        archive instanceof UnpackedArchive folder ? Optional.of(folder.file(index)) : Optional.empty();
    String path = loose.isPresent() ? loose.get().path() : archive.entry(index).path();
    ArchiveName name = ArchiveName.parse(path.substring(path.lastIndexOf('/') + 1));
    if (name.stamp().isEmpty() || name.format() == Format.OTHER || name.partialDownload()) {
      return Optional.empty();
    }
    return loose.isPresent() ? Optional.of(loose.get().file()) : NestedPath.of(archive.path(), path);
  }

  static FileStart startOf(Path path) throws IOException {
    try (SourceFile file = source(path, new LongAdder())) {
      return startOf(file);
    }
  }

  static ArchiveException replaced(Path path) {
    return new ArchiveException(State.DAMAGED, path, "another archive lies in its place");
  }

  private static FileStart startOf(SourceFile file) throws IOException {
    try {
      return FileStart.of(file.readFully(0, (int) Math.min(FileStart.BYTES, file.sizeBytes())));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static boolean isTgz(Path path) throws IOException {
    boolean folder = NestedPath.parse(path).isEmpty() && FileFacts.attributesOf(path).isDirectory();
    return !folder && startOf(path) == FileStart.GZIP;
  }

  private static SettledArchive identifyTgz(Path path, BooleanSupplier stopRequested) throws IOException {
    try (SourceFile file = source(path, new LongAdder())) {
      if (TgzIdentity.looksWhole(file)) {
        return SettledArchive.ofTgz(file, TgzIdentity.fingerprint(file));
      }
    }
    try (Archive archive = open(path, stopRequested)) {
      return SettledArchive.of(archive);
    }
  }

  private static SourceFile source(Path path, LongAdder bytesRead) throws IOException {
    Optional<NestedPath> nested = NestedPath.parse(path);
    if (nested.isEmpty()) {
      return SourceFile.open(path, bytesRead);
    }
    ZipArchive outer = ZipArchive.open(SourceFile.open(nested.get().outer(), bytesRead), bytesRead);
    boolean found = false;
    try {
      for (int i = 0; i < outer.size(); i++) {
        if (outer.mayBeArchive(i) && outer.entry(i).path().equals(nested.get().entry())) {
          SourceFile inside = outer.stretch(i, path);
          found = true;
          return inside;
        }
      }
      throw new NoSuchFileException(path.toString());
    } finally {
      if (!found) {
        outer.close();
      }
    }
  }

  private static boolean isNamedLikeAnArchive(Path path) {
    Format format = ArchiveName.parse(SettledArchive.fileNameOf(path)).format();
    return format == Format.ZIP || format == Format.TGZ;
  }

  private static Archive openZip(SourceFile file, LongAdder bytesRead, FileStart start) throws IOException {
    try {
      return ZipArchive.open(file, bytesRead);
    } catch (ArchiveException e) {
      boolean unexplained = e.state() == State.GROWING || (e.state() == State.DAMAGED && start == FileStart.ZEROS);
      ArchiveException explained = unexplained ? explain(file.path(), start) : null;
      if (explained == null) {
        throw e;
      }
      explained.addSuppressed(e);
      throw explained;
    }
  }

  /** A better reason than "it has no end", if its beginning gives one; null if not. */
  private static ArchiveException explain(Path path, FileStart start) {
    return switch (start) {
      case EMPTY -> new ArchiveException(State.EMPTY, path, "it is empty");
      case ZEROS -> new ArchiveException(State.ZERO_FILLED, path, "it is all zeros so far");
      case WEB_PAGE -> new ArchiveException(State.WEB_PAGE, path, "it is a web page, not an archive");
      case SPLIT_ZIP -> new ArchiveException(State.SPLIT, path, "it is one piece of an archive that was split");
      case OTHER -> new ArchiveException(State.NOT_AN_ARCHIVE, path, "it is not an archive, whatever its name says");
      case ZIP, GZIP -> null;
    };
  }
}
