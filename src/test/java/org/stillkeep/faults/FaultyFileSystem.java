package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A file system over another one (in memory as a rule), whose every operation can be made to fail, and is reported to a {@link
 * DiskWatcher}. Unlike the one beneath, it opens directories, to force them. Several threads may use it; a watcher hears of them one by one.
 */
public final class FaultyFileSystem extends FileSystem {

  private final FileSystem beneath;
  private final FaultyProvider provider;
  private volatile DiskWatcher watcher = DiskWatcher.NONE;
  private Optional<Drive> drive = Optional.empty();

  /** A letter that stands for a share. */
  private record Drive(Path letter, Path share) {}

  /** Closes the one beneath when it is closed. */
  public FaultyFileSystem(FileSystem beneath) {
    this.beneath = Objects.requireNonNull(beneath);
    this.provider = new FaultyProvider(this, beneath.provider());
  }

  /** Who watches from now on. It is told of one thing after the other. */
  public void watch(DiskWatcher next) {
    watcher = new OneByOne(next);
  }

  /** As {@link #watch}, by somebody whom several threads may tell at the same time: who holds one of them holds no other. */
  public void watchAtOnce(DiskWatcher next) {
    watcher = Objects.requireNonNull(next);
  }

  /** Lets a root such as {@code Z:\\} stand for a folder, as Windows does with a share. */
  public void mapDrive(String letter, String share) {
    drive = Optional.of(new Drive(beneath.getPath(letter), beneath.getPath(share)));
  }

  /** From now on there is no such letter. */
  public void unmapDrive() {
    drive = Optional.empty();
  }

  /** Where a path of the letter really lies. */
  Path onDisk(Path path) {
    return drive
        .filter(each -> each.letter.equals(path.getRoot()))
        .map(each -> each.share.resolve(each.letter.relativize(path)))
        .orElse(path);
  }

  /** Windows says of a file by its letter that it really lies there. */
  Path real(Path asked) throws IOException {
    Path real = onDisk(asked).toRealPath();
    return onDisk(asked).equals(asked)
        ? real
        : drive.map(each -> each.letter.resolve(each.share.relativize(real))).orElse(real);
  }

  /** The JDK gives no file keys on Windows. */
  boolean hasFileKeys() {
    return getSeparator().equals("/");
  }

  DiskWatcher watcher() {
    return watcher;
  }

  Path wrap(Path path) {
    return new FaultyPath(this, path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() throws IOException {
    beneath.close();
  }

  @Override
  public boolean isOpen() {
    return beneath.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return beneath.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return beneath.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    beneath.getRootDirectories().forEach(each -> roots.add(wrap(each)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return beneath.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return beneath.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(beneath.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = beneath.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(FaultyPath.beneath(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return beneath.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("nobody watches a faulty disk");
  }
}
