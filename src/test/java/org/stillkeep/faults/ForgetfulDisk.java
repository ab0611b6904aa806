package org.stillkeep.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A disk that loses its power at the n-th change and forgets what was not forced: of each file the bytes since its last force
 * (all of them, the end, or their content, which becomes zeros), of each directory any of the names that came or went since its
 * last force. Only one thing is certain of what was not forced: a rename takes the old name away if, and only if, it gives the
 * new one, as it is where file systems keep journals. (On FAT both may be there.)
 *
 * <p>It knows what it watched itself, and what lay under its root when it began.
 */
public final class ForgetfulDisk implements DiskWatcher {

  /** Nobody catches it: to the program it is the end. */
  public static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What happens to that which was not forced. */
  public enum Memory {
    /** All of it is lost. */
    NONE,
    /** All of it is kept: the program was killed, and the disk was not. */
    ALL,
    /** Some of it. */
    SOME
  }

  /** A file, or a directory if it has names. */
  private static final class Node {
    private final Map<String, Node> names;
    private Map<String, Node> durableNames;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private byte[] durableBytes = new byte[0];
    private FileTime time = FileTime.fromMillis(0);

    private Node(boolean directory) {
      names = directory ? new TreeMap<>() : null;
      durableNames = Map.of();
    }

    private boolean isDirectory() {
      return names != null;
    }

    private void force() {
      if (isDirectory()) {
        durableNames = Map.copyOf(names);
      } else {
        durableBytes = bytes.toByteArray();
      }
    }
  }

  private final Path root;
  private final Node top = new Node(true);
  private final int step;
  private int count;
  private boolean dead;

  /**
   * @param beneath the file system beneath the one that is watched
   * @param root the folder on it, as text, that is looked after
   * @param step at which change the power fails, counted from 1
   */
  public ForgetfulDisk(FileSystem beneath, String root, int step) throws IOException {
    this.root = beneath.getPath(root).toAbsolutePath();
    this.step = step;
    learn(this.root, top);
  }

  private static void learn(Path folder, Node node) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.toList()) {
        Node child = new Node(Files.isDirectory(each));
        node.names.put(each.getFileName().toString(), child);
        if (child.isDirectory()) {
          learn(each, child);
        } else {
          child.bytes.write(Files.readAllBytes(each));
          child.force();
        }
      }
    }
    node.force();
  }

  /** Whether the power has failed. */
  public boolean isDead() {
    return dead;
  }

  @Override
  public void before(DiskCall call) {
    if (call.op().changes() && ++count == step) {
      dead = true;
    }
    if (dead) {
      throw new PowerCut();
    }
  }

  @Override
  public void written(Path path, byte[] bytes) {
    node(path).bytes.writeBytes(bytes);
  }

  @Override
  public void happened(DiskCall call) {
    Path path = call.path();
    switch (call.op()) {
      case CREATE -> parent(path).put(name(path), new Node(false));
      case CREATE_DIRECTORY -> parent(path).put(name(path), new Node(true));
      case LINK -> parent(path).put(name(path), node(call.other().orElseThrow()));
      case DELETE -> parent(path).remove(name(path));
      case RENAME -> {
        Path target = call.other().orElseThrow();
        parent(target).put(name(target), parent(path).remove(name(path)));
      }
      case FORCE, FORCE_DIRECTORY -> node(path).force();
      default -> {}
    }
  }

  private Map<String, Node> parent(Path path) {
    return node(path.getParent()).names;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private Node node(Path path) {
    Node node = top;
    for (Path name : root.relativize(path)) {
      node = name.toString().isEmpty() ? node : node.names.get(name.toString());
    }
    return node;
  }

  /** Puts onto the disk what it remembers when the power is back. */
  public void restart(Memory memory, long seed) throws IOException {
    Random random = new Random(seed);
    readTimes(root, top);
    IdentityHashMap<Node, Map<String, Node>> remembered = new IdentityHashMap<>();
    remember(top, memory, random, remembered, Collections.newSetFromMap(new IdentityHashMap<>()));
    clear(root);
    write(root, top, memory, random, remembered);
  }

  private static void readTimes(Path folder, Node node) throws IOException {
    for (Map.Entry<String, Node> each : node.names.entrySet()) {
      Path path = folder.resolve(each.getKey());
      each.getValue().time = Files.getLastModifiedTime(path);
      if (each.getValue().isDirectory()) {
        readTimes(path, each.getValue());
      }
    }
  }

  /** First all names that came, in every directory, then those that may go. */
  private static void remember(
      Node top, Memory memory, Random random, IdentityHashMap<Node, Map<String, Node>> remembered, Set<Node> arrived) {
    List<Node> directories = new ArrayList<>();
    collect(top, directories);
    Set<Node> stillNamed = Collections.newSetFromMap(new IdentityHashMap<>());
    directories.forEach(each -> stillNamed.addAll(each.names.values()));
    for (Node each : directories) {
      Map<String, Node> names = new HashMap<>(each.durableNames);
      each.names.forEach(
          (name, child) -> {
            if (names.get(name) != child && keeps(memory, random)) {
              names.put(name, child);
            }
          });
      names.forEach(
          (name, child) -> {
            if (each.names.get(name) == child) {
              arrived.add(child);
            }
          });
      remembered.put(each, names);
    }
    for (Node each : directories) {
      for (Map.Entry<String, Node> old : new TreeMap<>(each.durableNames).entrySet()) {
        boolean gone = !each.names.containsKey(old.getKey());
        boolean renamed = stillNamed.contains(old.getValue());
        if (gone && (renamed ? arrived.contains(old.getValue()) : keeps(memory, random))) {
          remembered.get(each).remove(old.getKey());
        }
      }
    }
  }

  private static void collect(Node directory, List<Node> found) {
    found.add(directory);
    List<Node> children = new ArrayList<>(directory.names.values());
    children.addAll(new TreeMap<>(directory.durableNames).values());
    for (Node child : children) {
      if (child.isDirectory() && !found.contains(child)) {
        collect(child, found);
      }
    }
  }

  private static boolean keeps(Memory memory, Random random) {
    return memory == Memory.ALL || (memory == Memory.SOME && random.nextBoolean());
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : new TreeSet<>(all.toList()).descendingSet()) {
        if (!each.equals(folder)) {
          Files.delete(each);
        }
      }
    }
  }

  private static void write(
      Path folder, Node node, Memory memory, Random random, IdentityHashMap<Node, Map<String, Node>> remembered) throws IOException {
    for (Map.Entry<String, Node> each : new TreeMap<>(remembered.get(node)).entrySet()) {
      Path path = folder.resolve(each.getKey());
      Node child = each.getValue();
      if (child.isDirectory()) {
        Files.createDirectory(path);
        write(path, child, memory, random, remembered);
      } else {
        Files.write(path, content(child, memory, random));
        Files.setLastModifiedTime(path, child.time);
      }
    }
  }

  private static byte[] content(Node file, Memory memory, Random random) {
    byte[] all = file.bytes.toByteArray();
    int forced = file.durableBytes.length;
    if (memory == Memory.ALL || forced == all.length) {
      return all;
    }
    if (memory == Memory.NONE) {
      return file.durableBytes;
    }
    int kept = forced + random.nextInt(all.length - forced + 1);
    byte[] zeroed = all.clone();
    Arrays.fill(zeroed, kept, all.length, (byte) 0);
    return random.nextBoolean() ? zeroed : Arrays.copyOf(all, kept);
  }
}
