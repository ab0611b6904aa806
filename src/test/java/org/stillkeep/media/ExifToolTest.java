package org.stillkeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.media.Inscriber.Copied;
import org.stillkeep.media.Inscriber.Result;

/** How another program is run, shown on little ones of our own. */
@Timeout(60)
class ExifToolTest {

  private static final Copied VIDEO = new Copied(Result.FOR_EXIFTOOL, MediaType.MP4, InscriptionSamples.ALL);

  @TempDir Path temp;

  @BeforeEach
  void needShellScripts() {
    Assumptions.assumeTrue(File.separatorChar == '/', "this system runs no shell scripts");
  }

  @Test
  void itIsFoundInAbsoluteFoldersOfTheSearchPathOnly() throws IOException {
    assertThat(ExifTool.find("")).isEmpty();
    assertThat(ExifTool.find(temp.toString())).isEmpty();
    ExifTool tool = tool("echo 13.10");
    assertThat(tool.program()).isEqualTo(temp.resolve("exiftool"));
    assertThat(tool.version()).contains("13.10");
    Path relative = Path.of("").toAbsolutePath().relativize(temp);
    assertThat(ExifTool.find(relative + File.pathSeparator + "nowhere\0at all")).isEmpty();
  }

  @Test
  void itsArgumentsAreLinesInWhichNoTextCanEndItsOwn() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Path source = temp.resolve("a video's.mp4");
    assertThat(tool("cat").inscribe(source, VIDEO, lines, () -> false)).isTrue();
    assertThat(lines.toString(StandardCharsets.US_ASCII).lines().toList())
        .contains(
            "-QuickTime:CreateDate=2019:07:13&#32;06:40:00",
            "-XMP-iptcExt:PersonInImage+=Grace&#32;&#47;&#32;Hopper&#32;&#124;&#32;&#60;b&#62;",
            source.toString())
        .hasSameSizeAs(ExifToolArguments.of(source, VIDEO.type(), VIDEO.lacking()));
  }

  @Test
  void aFailureOrNoOutputIsNotDone() throws IOException {
    for (String script : new String[] {"cat; exit 1", "cat >/dev/null", "exit 0", "exec kill -9 $$"}) {
      assertThat(tool(script).inscribe(temp.resolve("a.mp4"), VIDEO, new ByteArrayOutputStream(), () -> false))
          .as(script)
          .isFalse();
    }
  }

  @Test
  void aFolderWithALineEndInItsNameIsNotHandedOver() throws IOException {
    assertThat(tool("cat").inscribe(temp.resolve("a\n-b.mp4"), VIDEO, new ByteArrayOutputStream(), () -> false)).isFalse();
  }

  @Test
  void itIsEndedWhenTheCallerHasToStop() throws IOException {
    ExifTool hangs = tool("cat >/dev/null; exec sleep 1000");
    assertThatThrownBy(() -> hangs.inscribe(temp.resolve("a.mp4"), VIDEO, new ByteArrayOutputStream(), () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void soIsWhatItStartedItself() throws IOException {
    ExifTool launcher = tool("cat >/dev/null; sleep 1000; exit 0");
    assertThatThrownBy(() -> launcher.inscribe(temp.resolve("a.mp4"), VIDEO, new ByteArrayOutputStream(), () -> true))
        .isInstanceOf(CancellationException.class);
  }

  private ExifTool tool(String script) throws IOException {
    Path program = Files.writeString(temp.resolve("exiftool"), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return ExifTool.find(temp.toString()).orElseThrow();
  }
}
