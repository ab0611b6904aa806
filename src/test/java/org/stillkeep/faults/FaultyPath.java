package org.stillkeep.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A path of the file system beneath, that belongs to the one that watches it. */
final class FaultyPath implements Path {

  private final FaultyFileSystem system;
  private final Path beneath;

  FaultyPath(FaultyFileSystem system, Path beneath) {
    this.system = system;
    this.beneath = beneath;
  }

  /** The path beneath. */
  static Path beneath(Path path) {
    if (path instanceof FaultyPath ours) {
      return ours.beneath;
    }
    throw new ProviderMismatchException(path.toString());
  }

  /** Where it lies beneath, though it may be reached by a letter. */
  static Path onDisk(Path path) {
    Path named = beneath(path);
    return ((FaultyPath) path).system.onDisk(named);
  }

  private Path wrap(Path path) {
    return path == null ? null : new FaultyPath(system, path);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return beneath.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return wrap(beneath.getRoot());
  }

  @Override
  public Path getFileName() {
    return wrap(beneath.getFileName());
  }

  @Override
  public Path getParent() {
    return wrap(beneath.getParent());
  }

  @Override
  public int getNameCount() {
    return beneath.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return wrap(beneath.getName(index));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return wrap(beneath.subpath(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof FaultyPath ours && beneath.startsWith(ours.beneath);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof FaultyPath ours && beneath.endsWith(ours.beneath);
  }

  @Override
  public Path normalize() {
    return wrap(beneath.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return wrap(beneath.resolve(beneath(other)));
  }

  @Override
  public Path relativize(Path other) {
    return wrap(beneath.relativize(beneath(other)));
  }

  @Override
  public URI toUri() {
    return beneath.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return wrap(beneath.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    system.watcher().before(DiskCall.of(DiskCall.Op.LOOK, beneath));
    return wrap(system.real(beneath));
  }

  @Override
  public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nobody watches a faulty disk");
  }

  @Override
  public int compareTo(Path other) {
    return beneath.compareTo(beneath(other));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FaultyPath path && path.system.equals(system) && path.beneath.equals(beneath);
  }

  @Override
  public int hashCode() {
    return beneath.hashCode();
  }

  @Override
  public String toString() {
    return beneath.toString();
  }
}
