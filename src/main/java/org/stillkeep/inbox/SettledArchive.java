package org.stillkeep.inbox;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.stillkeep.takeout.ArchiveName;
import org.stillkeep.takeout.PartGroup;

/**
 * An archive that is complete and can be opened.
 *
 * @param path where it lies
 * @param name what its file name says; of a folder, what it would say of a ZIP
 * @param kind what it is on disk
 * @param fingerprint its identity under any name
 * @param sizeBytes of the file, or of all files in the folder
 * @param modified when the file, or any in the folder, was last written to
 */
public record SettledArchive(
    Path path, ArchiveName name, ArchiveKind kind, ArchiveFingerprint fingerprint, long sizeBytes, FileTime modified) {

  public SettledArchive {
    Objects.requireNonNull(path);
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(modified);
  }

  /** What an opened archive is to a set; for archives that need not be waited for, such as those of a command line. */
  public static SettledArchive of(Archive archive) {
    return new SettledArchive(
        archive.path(),
        ArchiveName.parse(archive.kind().partName(fileNameOf(archive.path()))),
        archive.kind(),
        archive.fingerprint(),
        archive.sizeBytes(),
        archive.modified());
  }

  /** What a TGZ is, though nobody has gone through it. */
  static SettledArchive ofTgz(SourceFile file, ArchiveFingerprint fingerprint) {
    ArchiveName name = ArchiveName.parse(fileNameOf(file.path()));
    return new SettledArchive(
        file.path(), name, ArchiveKind.TGZ, fingerprint, file.sizeBytes(), file.facts().modified());
  }

  /** Order within a set: by group, then part, then name; loose files last. */
  static Comparator<SettledArchive> order() {
    return Comparator.comparing((SettledArchive archive) -> archive.name().part().isEmpty())
        .thenComparing(archive -> archive.name().group().orElse(0))
        .thenComparing(archive -> archive.name().part().orElse(0))
        .thenComparing(SettledArchive::fileName)
        .thenComparing(archive -> archive.path().toString());
  }

  /** The place in the sequence of parts that a file delivered on its own takes. */
  OptionalInt looseNumber() {
    return kind == ArchiveKind.FILE ? PartGroup.looseNumber(fileName()) : OptionalInt.empty();
  }

  /** The name without its folder. */
  public String fileName() {
    return fileNameOf(path);
  }

  static String fileNameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** The archive on disk that this one lies in; empty for one that lies there by itself. */
  public Optional<Path> holder() {
    return NestedPath.parse(path).map(NestedPath::outer);
  }
}
