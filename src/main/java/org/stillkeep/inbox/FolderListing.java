package org.stillkeep.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All files below a folder, in order of their paths.
 *
 * @param files regular files and symbolic links
 * @param problems what could not be looked at, in words for people
 * @param bytesElsewhere whether a sync program keeps the bytes of one of them elsewhere
 * @param fingerprint over paths, sizes and times; it changes when anything inside does
 */
record FolderListing(
    List<LooseFile> files, List<String> problems, boolean bytesElsewhere, ArchiveFingerprint fingerprint) {

  private static final int MAX_DEPTH = 64;
  private static final String METADATA = "metadata";

  /** What an export of ours notes about itself. */
  private static final String OUR_NOTES = ".stillkeep-";

  /** macOS unpacks the parts of one export to "Takeout", "Takeout 2", and so on. */
  private static final Pattern TAKEOUT = Pattern.compile("takeout( \\d{1,4})?", Pattern.CASE_INSENSITIVE);

  /**
   * Lists a folder, which may be an export of ours; vaults, and exports further below, are left out. Paths are as the ZIP has
   * them: a folder that is itself called "Takeout", or is one single album, stays the first part of each.
   */
  static FolderListing of(Path folder) throws IOException {
    Walk walk = new Walk(folder, prefix(folder));
    Files.walkFileTree(folder, Set.of(), MAX_DEPTH, walk);
    return of(walk.files, walk.problems, walk.bytesElsewhere);
  }

  private static String prefix(Path folder) throws IOException {
    String name = SettledArchive.fileNameOf(folder);
    if (TAKEOUT.matcher(name).matches()) {
      return "Takeout/";
    }
    return isAlbum(folder) ? name + "/" : "";
  }

  /** Pictures with their sidecars beside them, or in the folder that exports of photo libraries have for those. */
  private static boolean isAlbum(Path folder) throws IOException {
    boolean media = false;
    boolean sidecars = false;
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = SettledArchive.fileNameOf(child);
        media |= InboxNames.isMedia(name);
        sidecars |= !InboxNames.isMedia(name) && (InboxNames.isLooseFile(name) || name.equals(METADATA));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return media && sidecars;
  }

  /** A loose file, under its own name. */
  static FolderListing ofFile(Path file) throws IOException {
    FileFacts facts = FileFacts.of(FileFacts.attributesOf(file));
    return of(List.of(new LooseFile(file, SettledArchive.fileNameOf(file), facts, false)), List.of(), false);
  }

  private static FolderListing of(List<LooseFile> files, List<String> problems, boolean bytesElsewhere) {
    List<LooseFile> sorted = files.stream().sorted(Comparator.comparing(LooseFile::path)).toList();
    return new FolderListing(sorted, List.copyOf(problems), bytesElsewhere, fingerprint(sorted));
  }

  long sizeBytes() {
    return files.stream().mapToLong(file -> file.facts().sizeBytes()).sum();
  }

  /** When the youngest of the files was written; the beginning of 1970 where there is none. */
  FileTime modified() {
    return files.stream().map(file -> file.facts().modified()).max(Comparator.naturalOrder()).orElse(FileTime.fromMillis(0));
  }

  private static ArchiveFingerprint fingerprint(List<LooseFile> files) {
    FingerprintDigest digest = new FingerprintDigest("stillkeep folder 1\n");
    for (LooseFile file : files) {
      byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
      digest.addInt(path.length);
      digest.add(path, 0, path.length);
      digest.addLong(file.facts().sizeBytes());
      digest.addLong(file.facts().modified().toMillis());
    }
    return digest.finish();
  }

  private static final class Walk extends SimpleFileVisitor<Path> {

    private final List<LooseFile> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean bytesElsewhere;
    private final Path root;
    private final String prefix;

    Walk(Path root, String prefix) {
      this.root = root;
      this.prefix = prefix;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && InboxNames.isLitter(SettledArchive.fileNameOf(folder))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      boolean left = folder.equals(root) ? OurFolders.isVault(folder) : OurFolders.isOurs(folder);
      return left ? refuse(folder) : FileVisitResult.CONTINUE;
    }

    private FileVisitResult refuse(Path folder) {
      problems.add("not looked into, since it holds a vault or an export of ours: " + relative(folder));
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (SettledArchive.fileNameOf(file).startsWith(OUR_NOTES)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
        if (files.size() == ZipDirectoryReader.MAX_ENTRIES) {
          throw new ArchiveException(ArchiveException.State.DAMAGED, root, "it holds too many files");
        }
        bytesElsewhere |= !attributes.isSymbolicLink() && OnDemandFiles.isElsewhere(file);
        files.add(new LooseFile(file, prefix + relative(file), FileFacts.of(attributes), attributes.isSymbolicLink()));
      } else {
        problems.add("neither a file nor a folder: " + relative(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      problems.add("cannot be read: " + relative(file));
      return FileVisitResult.CONTINUE;
    }

    private String relative(Path file) {
      return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
  }
}
