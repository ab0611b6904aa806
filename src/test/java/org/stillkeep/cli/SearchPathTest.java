package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {

  @TempDir private Path folder;

  @Test
  void aProgramIsFoundByItsNameAndByItsPath() throws IOException {
    Path program = Files.writeString(folder.resolve("tell-me"), "#!/bin/sh\n");
    SearchPath path = new SearchPath(List.of(folder.resolve("none").toString(), folder.toString()), false);
    boolean runs = program.toFile().setExecutable(true);

    assertThat(runs).isTrue();
    assertThat(path.find("tell-me")).contains(program);
    assertThat(path.find(program.toString())).contains(program);
    assertThat(path.find("tell-me --loud")).isEmpty();
    assertThat(path.find(program + " --loud")).isEmpty();
    assertThat(path.find("tell\0me")).isEmpty();
    assertThat(path.find("")).isEmpty();
  }

  @Test
  void foldersAndFilesThatCannotBeRunAreNoPrograms() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "a");
    assumeFalse(Files.isExecutable(text), "every file can be run here");
    Files.createDirectory(folder.resolve("sub"));
    SearchPath path = new SearchPath(List.of(folder.toString()), false);

    assertThat(path.find("sub")).isEmpty();
    assertThat(path.find("text")).isEmpty();
    assertThat(path.find(text.toString())).isEmpty();
  }

  @Test
  void onWindowsTheEndingMayBeLeftOut() throws IOException {
    Path program = Files.writeString(folder.resolve("tell.exe"), "MZ");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(new SearchPath(List.of(folder.toString()), true).find("tell")).contains(program);
    assertThat(new SearchPath(List.of(folder.toString()), false).find("tell")).isEmpty();
  }
}
