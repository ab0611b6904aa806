package org.stillkeep.faults;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.stillkeep.faults.DiskCall.Op;

/** Passes each operation on to the provider beneath, unless the watcher forbids it. */
final class FaultyProvider extends FileSystemProvider {

  private final FaultyFileSystem system;
  private final FileSystemProvider beneath;

  FaultyProvider(FaultyFileSystem system, FileSystemProvider beneath) {
    this.system = system;
    this.beneath = beneath;
  }

  private interface Action {
    void run() throws IOException;
  }

  private void perform(DiskCall call, Action action) throws IOException {
    system.watcher().before(call);
    action.run();
    system.watcher().happened(call);
  }

  private void look(Path path) throws IOException {
    system.watcher().before(DiskCall.of(Op.LOOK, path));
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.wrap(beneath.getPath(uri));
  }

  @Override
  public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = FaultyPath.onDisk(path).toAbsolutePath();
    boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    if (!writes && Files.isDirectory(file)) {
      system.watcher().before(DiskCall.of(Op.OPEN, file));
      return new DirectoryChannel(system, file);
    }
    boolean creates = writes && !Files.exists(file);
    DiskCall call = DiskCall.of(creates ? Op.CREATE : Op.OPEN, file);
    system.watcher().before(call);
    FileChannel channel = beneath.newFileChannel(file, options, attributes);
    system.watcher().happened(call);
    return new FaultyChannel(system, file, channel, writes);
  }

  @Override
  public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
      throws IOException {
    Path folder = FaultyPath.onDisk(directory);
    system.watcher().before(DiskCall.of(Op.LIST, folder));
    DirectoryStream<Path> names = beneath.newDirectoryStream(folder, each -> filter.accept(directory.resolve(each.getFileName().toString())));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> each = names.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Path next() {
            return directory.resolve(each.next().getFileName().toString());
          }
        };
      }

      @Override
      public void close() throws IOException {
        names.close();
      }
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path folder = FaultyPath.onDisk(directory);
    perform(DiskCall.of(Op.CREATE_DIRECTORY, folder), () -> beneath.createDirectory(folder, attributes));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    Path name = FaultyPath.onDisk(link);
    Path file = FaultyPath.onDisk(existing);
    perform(DiskCall.of(Op.LINK, name, file), () -> beneath.createLink(name, file));
  }

  @Override
  public void delete(Path path) throws IOException {
    Path file = FaultyPath.onDisk(path);
    perform(DiskCall.of(Op.DELETE, file), () -> beneath.delete(file));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("copies cannot be watched");
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Path from = FaultyPath.onDisk(source);
    Path to = FaultyPath.onDisk(target);
    perform(DiskCall.of(Op.RENAME, from, to), () -> beneath.move(from, to, options));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    look(FaultyPath.onDisk(path));
    return beneath.isSameFile(FaultyPath.onDisk(path), FaultyPath.onDisk(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return beneath.isHidden(FaultyPath.onDisk(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    system.watcher().before(DiskCall.of(Op.ASK_DISK, FaultyPath.onDisk(path)));
    return beneath.getFileStore(FaultyPath.onDisk(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    look(FaultyPath.onDisk(path));
    beneath.checkAccess(FaultyPath.onDisk(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
    Path file = FaultyPath.onDisk(path);
    V view = beneath.getFileAttributeView(file, type, options);
    return type.equals(BasicFileAttributeView.class) && view != null
        ? type.cast(new FaultyTimes((BasicFileAttributeView) view, file))
        : view;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
      throws IOException {
    look(FaultyPath.onDisk(path));
    A attributes = beneath.readAttributes(FaultyPath.onDisk(path), type, options);
    return system.hasFileKeys() ? attributes : withoutFileKey(attributes, type);
  }

  private static <A extends BasicFileAttributes> A withoutFileKey(A attributes, Class<A> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getName().equals("fileKey") ? null : method.invoke(attributes, arguments)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
    look(FaultyPath.onDisk(path));
    return beneath.readAttributes(FaultyPath.onDisk(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
    Path file = FaultyPath.onDisk(path);
    perform(DiskCall.of(Op.SET_ATTRIBUTES, file), () -> beneath.setAttribute(file, attribute, value, options));
  }

  /** Sets times under the watcher's eyes. */
  private final class FaultyTimes implements BasicFileAttributeView {
    private final BasicFileAttributeView view;
    private final Path file;

    private FaultyTimes(BasicFileAttributeView view, Path file) {
      this.view = view;
      this.file = file;
    }

    @Override
    public String name() {
      return view.name();
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      look(file);
      return view.readAttributes();
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) throws IOException {
      perform(DiskCall.of(Op.SET_ATTRIBUTES, file), () -> view.setTimes(modified, accessed, created));
    }
  }
}
