package org.stillkeep.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where programs are looked for when they are run by name, as the system looks for them. */
record SearchPath(List<String> folders, boolean windows) {

  SearchPath {
    folders = List.copyOf(folders);
  }

  /** The one of this process's environment. */
  static SearchPath ofThisProcess() {
    String path = System.getenv().getOrDefault("PATH", "");
    return new SearchPath(List.of(path.split(File.pathSeparator, -1)), File.separatorChar == '\\');
  }

  /** The file that is run for a program: its name is searched for, a path is taken as it is. Empty when nothing can be run. */
  Optional<Path> find(String program) {
    boolean isPath = program.contains("/") || (windows && program.contains("\\"));
    Stream<String> places = isPath ? Stream.of("") : folders.stream();
    return places.flatMap(folder -> names(program).flatMap(name -> file(folder, name).stream())).findFirst();
  }

  private Stream<String> names(String program) {
    return windows ? Stream.of(program, program + ".exe") : Stream.of(program);
  }

  private static Optional<Path> file(String folder, String name) {
    try {
      Path file = Path.of(folder, name);
      return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      // No file of this computer.
      return Optional.empty();
    }
  }
}
