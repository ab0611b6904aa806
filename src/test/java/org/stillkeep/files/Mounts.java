package org.stillkeep.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Mounts for one test, all below its own folder, all gone when it is closed. Skips the test where it cannot mount. */
public final class Mounts implements AutoCloseable {

  private final Path folder;
  private final Deque<List<String>> undo = new ArrayDeque<>();

  public Mounts(Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  public Path directory(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  public Path bind(Path what, Path where) throws IOException {
    return mount(where, "mount", "--bind", what.toString(), where.toString());
  }

  /** Shows a folder a second time through FUSE, whose changes no event tells. */
  public Path mirror(Path what, Path where) throws IOException {
    return mount(where, "bindfs", what.toString(), where.toString());
  }

  /** Shows a folder a second time, on a file system that calls itself one on a network. */
  public Path asNetworkDisk(Path what, Path where) throws IOException {
    return mount(where, "bindfs", "-o", "subtype=sshfs", what.toString(), where.toString());
  }

  public Path tmpfs(Path where) throws IOException {
    return tmpfs(where, "64m");
  }

  public Path tmpfs(Path where, String size) throws IOException {
    return mount(where, "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", where.toString());
  }

  /** Leaves no byte of a small disk. */
  public void fill(Path disk) throws IOException {
    Path filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[4096];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(disk).getUsableSpace()).as(full.getMessage()).isZero();
    }
  }

  /** Lets nobody write below a folder any more, not even root. */
  public void readOnly(Path folder) throws IOException {
    bind(folder, folder);
    run("mount", "-o", "remount,ro,bind", folder.toString());
  }

  /** A loop device over a new image that {@code mkfs} has formatted. */
  public String device(String size, String... mkfs) throws IOException {
    Path image = folder.resolve("image-" + undo.size());
    needPrograms("truncate", "losetup", mkfs[0]);
    needRoot();
    run("truncate", "-s", size, image.toString());
    List<String> format = new ArrayList<>(Arrays.asList(mkfs));
    format.add(image.toString());
    run(format.toArray(new String[0]));
    String device = run("losetup", "-f", "--show", image.toString()).strip();
    atTheEnd("losetup", "-d", device);
    return device;
  }

  /** Runs a command that mounts something at {@code where}. */
  public Path mount(Path where, String... command) throws IOException {
    needPrograms(command[0]);
    needRoot();
    Files.createDirectories(where);
    run(command);
    atTheEnd("umount", "-l", where.toString());
    return where;
  }

  /** Has this run when the test is over, before what was named earlier: for what other programs than these have set up. */
  public void atTheEnd(String... command) {
    undo.push(List.of(command));
  }

  /** Runs now what was to be run at the end. By then a test has begun, and is not skipped any more. */
  public void undo(String... command) throws IOException {
    undo.remove(List.of(command));
    Finished finished = start(command);
    assertThat(finished.code).as("%s: %s", List.of(command), finished.output).isZero();
  }

  /** Unmounts at once, whoever has files open there, as a disk that is pulled out. */
  public void unmount(Path where) throws IOException {
    undo("umount", "-l", where.toString());
  }

  private void needRoot() throws IOException {
    assumeTrue(run("id", "-u").strip().equals("0"), "needs root, to mount");
  }

  public static void needPrograms(String... programs) {
    for (String each : programs) {
      assumeTrue(
          Arrays.stream("/usr/bin:/bin:/usr/sbin:/sbin".split(":", -1)).anyMatch(path -> Files.exists(Path.of(path, each))),
          "needs the program " + each);
    }
  }

  public String run(String... command) throws IOException {
    Finished finished = start(command);
    assumeTrue(finished.code == 0, "cannot be set up here: " + String.join(" ", command) + ": " + finished.output.strip());
    return finished.output;
  }

  @Override
  public void close() throws IOException {
    List<String> failed = new ArrayList<>();
    while (!undo.isEmpty()) {
      List<String> command = undo.pop();
      Finished finished = start(command.toArray(new String[0]));
      if (finished.code != 0) {
        failed.add(command + ": " + finished.output);
      }
    }
    assertThat(failed).as("mounts that are left").isEmpty();
  }

  private record Finished(int code, String output) {}

  private static Finished start(String... command) throws IOException {
    Path output = Files.createTempFile("stillkeep-mounts", ".txt");
    try {
      // A FUSE daemon keeps its output open for ever, which a pipe would wait for.
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("took too long: " + String.join(" ", command));
      }
      return new Finished(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(output);
    }
  }
}
