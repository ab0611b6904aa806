package org.stillkeep.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Rectangle;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.importer.TakeoutBuilder;
import org.stillkeep.tray.Desktop;
import org.stillkeep.tray.PanelItem;
import org.stillkeep.web.Browser;

/**
 * Makes the pictures of the README from the real program: {@code ./mvnw test -Dtest=ScreenshotsTest -Dstillkeep.screenshots=true}. Beside
 * what {@link Desktop} and {@link Browser} need, it wants the file manager pcmanfm.
 */
class ScreenshotsTest {

  private static final Path IMAGES = Path.of("docs/images").toAbsolutePath();
  private static final Instant FIRST = Instant.parse("2024-08-03T09:12:31Z");
  private static final Map<String, Integer> ALBUMS =
      new TreeMap<>(Map.of("Sardinia", 9, "Grandma's 80th", 4, "Lisbon in spring", 6));

  @TempDir private Path profile;

  @Test
  void theProgramAsPeopleSeeIt() throws Exception {
    assumeTrue(Boolean.getBoolean("stillkeep.screenshots"), "makes pictures only with -Dstillkeep.screenshots=true");
    // Its name is to be read on the pictures, so that it is not one of JUnit's.
    Path ann = Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), "ann"));
    try {
      photograph(ann);
    } finally {
      try (Stream<Path> everything = Files.walk(ann)) {
        everything.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private void photograph(Path ann) throws Exception {
    Installation home = Installation.withVault(ann);
    home.run("vault", "unlock").mustSucceed();
    library().writeTo(home.inbox());
    Files.createDirectories(IMAGES);
    try (Desktop desktop = Desktop.withNotifierPanel(ann)) {
      Process agent = home.startUnattended(desktop.environment(), "run");
      try {
        PanelItem icon = new PanelItem(desktop);
        icon.awaitThere();
        await().atMost(Duration.ofMinutes(1)).until(() -> isInStep(home.status()));
        photographDesktop(home, desktop);
        photographPage(URI.create(home.run("page", "--print").mustSucceed().out().strip()));
      } finally {
        agent.destroy();
        agent.waitFor();
      }
    }
  }

  private static boolean isInStep(JsonNode status) {
    return status.path("assets").asLong() > 0 && status.at("/exports/0/state").asText().equals("in step") && status.path("state").asText().equals("idle");
  }

  private void photographDesktop(Installation home, Desktop desktop) throws Exception {
    Path settings = Files.createDirectories(home.export().resolveSibling(".config/pcmanfm/default"));
    Files.writeString(settings.resolve("pcmanfm.conf"), "[ui]\nview_mode=thumbnail\nside_pane_mode=dirtree\nsplitter_pos=190\n");
    desktop.startProgram("pcmanfm", "--no-desktop", home.export().resolve("Sardinia").toString());
    desktop.place("Sardinia", new Rectangle(16, 10, 640, 520));
    new PanelItem(desktop).awaitLabel(home.status().path("sentence").asText());
    desktop.openMenu();
    ImageIO.write(desktop.screenshot(), "png", IMAGES.resolve("desktop.png").toFile());
  }

  private void photographPage(URI link) throws Exception {
    Browser browser = Browser.start(profile);
    try {
      browser.resize(1200, 1000);
      browser.open(link);
      browser.awaitText("#recent-list", "IMG_");
      browser.save(IMAGES.resolve("page.png"));
    } finally {
      browser.close();
    }
  }

  private static TakeoutBuilder library() throws Exception {
    TakeoutBuilder takeout = takeout("20260905T101500Z");
    int number = 2060;
    for (Map.Entry<String, Integer> album : ALBUMS.entrySet()) {
      for (int i = 0; i < album.getValue(); i++) {
        number++;
        takeout
            .media("IMG_" + number + ".jpg", Scenery.jpeg(number))
            .takenAt(FIRST.plus(Duration.ofMinutes(37L * number)))
            .album(album.getKey());
      }
    }
    for (String unfiled : List.of("IMG_0007.jpg", "IMG_0008.jpg")) {
      takeout.media(unfiled, Scenery.jpeg(unfiled.hashCode())).takenAt(FIRST.minus(Duration.ofDays(2000)));
    }
    return takeout;
  }
}
