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
import java.util.Set;

/**
 * A file system over another one (in memory as a rule), whose every operation can be made to fail, and is reported to a {@link
 * DiskWatcher}. Unlike the one beneath, it opens directories, to force them. For one thread at a time.
 */
public final class FaultyFileSystem extends FileSystem {

  private final FileSystem beneath;
  private final FaultyProvider provider;
  private DiskWatcher watcher = DiskWatcher.NONE;

  /** Closes the one beneath when it is closed. */
  public FaultyFileSystem(FileSystem beneath) {
    this.beneath = Objects.requireNonNull(beneath);
    this.provider = new FaultyProvider(this, beneath.provider());
  }

  /** Who watches from now on. */
  public void watch(DiskWatcher next) {
    watcher = Objects.requireNonNull(next);
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
