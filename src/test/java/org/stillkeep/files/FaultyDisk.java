package org.stillkeep.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real disk that writes down what it is asked, fails on demand, and only pretends to wait. */
final class FaultyDisk extends Disk {

  final List<String> calls = new ArrayList<>();
  long pausedMillis;
  Runnable whilePausing = () -> {};
  private final Map<String, Deque<IOException>> failures = new HashMap<>();

  /** The next {@code times} calls of this name fail. */
  FaultyDisk failing(String call, int times, IOException failure) {
    Deque<IOException> queue = failures.computeIfAbsent(call, name -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      queue.add(failure);
    }
    return this;
  }

  @Override
  FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    called("create");
    return super.create(file, attributes);
  }

  @Override
  void force(FileChannel channel) throws IOException {
    called("force");
    super.force(channel);
  }

  @Override
  void setModifiedTime(Path file, FileTime time) throws IOException {
    called("setModifiedTime");
    super.setModifiedTime(file, time);
  }

  @Override
  void rename(Path source, Path target) throws IOException {
    called("rename");
    super.rename(source, target);
  }

  @Override
  void link(Path link, Path existing) throws IOException {
    called("link");
    super.link(link, existing);
  }

  @Override
  void delete(Path file) throws IOException {
    called("delete");
    super.delete(file);
  }

  @Override
  void forceDirectory(Path directory) throws IOException {
    called("forceDirectory");
    new Disk().forceDirectory(directory);
  }

  /** The real one, over this disk's {@link #force}. */
  void reallyForceDirectory(Path directory) throws IOException {
    super.forceDirectory(directory);
  }

  @Override
  void pause(long millis) {
    pausedMillis += millis;
    whilePausing.run();
  }

  private void called(String call) throws IOException {
    calls.add(call);
    Deque<IOException> queue = failures.get(call);
    if (queue != null && !queue.isEmpty()) {
      throw queue.remove();
    }
  }
}
