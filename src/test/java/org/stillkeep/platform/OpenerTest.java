package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenerTest {

  private static final URI PAGE = URI.create("http://127.0.0.1:4711/#abc");

  @TempDir private Path home;
  private Path opened;

  @BeforeEach
  void setUp() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "xdg-open is how Linux desktops open things");
    opened = home.resolve("opened");
  }

  @Test
  void aFolderIsHandedToTheDesktop() throws Exception {
    xdgOpen("printf '%s' \"$1\" > " + opened + "; exit 0");
    assertThat(onADesktop().openFolder(home)).isTrue();
    assertThat(opened).hasContent(home.toString());
  }

  @Test
  void aPageIsHandedToTheDesktopWhole() throws Exception {
    xdgOpen("printf '%s' \"$1\" > " + opened + "; exit 0");
    assertThat(onADesktop().openPage(PAGE)).isTrue();
    assertThat(opened).hasContent(PAGE.toString());
  }

  @Test
  void aBrowserThatStaysIsASuccess() throws Exception {
    xdgOpen("echo > " + opened + "; exec sleep 5");
    assertThat(onADesktop().openPage(PAGE)).isTrue();
    await().until(() -> Files.exists(opened));
  }

  @Test
  void aDesktopThatCannotIsSaidSo() throws Exception {
    xdgOpen("exit 3");
    assertThat(onADesktop().openPage(PAGE)).isFalse();
  }

  @Test
  void aMachineWithoutAnOpenerIsSaidSo() {
    assertThat(onADesktop().openPage(PAGE)).isFalse();
  }

  @Test
  void withoutADisplayNothingIsStarted() throws Exception {
    xdgOpen("echo > " + opened);
    assertThat(new Opener("Linux", Map.of("PATH", home.toString())).openPage(PAGE)).isFalse();
    assertThat(opened).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsNotOpened() throws Exception {
    xdgOpen("exit 0");
    assertThat(onADesktop().openFolder(home.resolve("nowhere"))).isFalse();
  }

  @Test
  void onlyWebPagesAreOpenedAsPages() {
    assertThatThrownBy(() -> onADesktop().openPage(URI.create("file:///etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Opener onADesktop() {
    return new Opener("Linux", Map.of("DISPLAY", ":1", "PATH", home.toString()));
  }

  private void xdgOpen(String script) throws IOException {
    Path program = Files.writeString(home.resolve("xdg-open"), "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
