package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Path HOME = Path.of("/home/ann");

  @Test
  void onLinuxTheXdgFoldersAreUsed() {
    Places places = new Places(Map.of("XDG_CONFIG_HOME", "/cfg", "XDG_STATE_HOME", "/st"), HOME, "Linux");
    assertThat(places.configFile()).isEqualTo(Path.of("/cfg/stillkeep/config.toml"));
    assertThat(places.stateFolder()).isEqualTo(Path.of("/st/stillkeep"));
  }

  @Test
  void relativeXdgFoldersAreIgnored() {
    Places places = new Places(Map.of("XDG_CONFIG_HOME", "cfg"), HOME, "Linux");
    assertThat(places.configFile()).isEqualTo(HOME.resolve(".config/stillkeep/config.toml"));
    assertThat(places.stateFolder()).isEqualTo(HOME.resolve(".local/state/stillkeep"));
  }

  @Test
  void macAndWindowsHaveTheirOwnFolders() {
    assertThat(new Places(Map.of(), HOME, "Mac OS X").configFile())
        .isEqualTo(HOME.resolve("Library/Application Support/Stillkeep/config.toml"));
    assertThat(new Places(Map.of("APPDATA", "/roaming"), HOME, "Windows 11").configFile())
        .isEqualTo(Path.of("/roaming/Stillkeep/config.toml"));
  }

  @Test
  void aTildeIsTheHomeFolder() {
    Places places = new Places(Map.of(), HOME, "Linux");
    assertThat(places.resolve("~", Path.of("/x"))).isEqualTo(HOME);
    assertThat(places.resolve("~/a/../b", Path.of("/x"))).isEqualTo(HOME.resolve("b"));
    assertThat(places.resolve("b", Path.of("/x"))).isEqualTo(Path.of("/x/b"));
  }

  @Test
  void theHomeFolderIsTheOneThatTheShellNames() {
    assertThat(Places.home(Map.of("HOME", "/srv/ann"), "Linux")).isEqualTo(Path.of("/srv/ann"));
    Path ofTheUserDatabase = Path.of(System.getProperty("user.home"));
    assertThat(Places.home(Map.of("HOME", "relative"), "Linux")).isEqualTo(ofTheUserDatabase);
    assertThat(Places.home(Map.of("HOME", "/cygdrive/c"), "Windows 11")).isEqualTo(ofTheUserDatabase);
  }
}
