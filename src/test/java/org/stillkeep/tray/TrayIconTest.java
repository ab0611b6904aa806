package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.agent.AgentStatus.State;

class TrayIconTest {

  private static final int[] SIZES = {16, 22, 24, 32, 48, 64, 128, 256};
  /** Panels as desktops have them, from white to black. */
  private static final List<Color> PANELS =
      List.of(Color.WHITE, new Color(0xF5F5F4), new Color(0xB0B0B0), new Color(0x808080), new Color(0x2B2B2B), Color.BLACK);
  /** What WCAG 2 asks of graphics that tell something. */
  private static final double ENOUGH_CONTRAST = 3;

  @Test
  void everyStateHasItsIcon() {
    for (State state : State.values()) {
      assertThat(TrayIcon.of(state).name()).isEqualTo(state.name());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 22, 24, 32, 48, 64})
  void anyTwoStatesDifferInShapeAndNotOnlyInColour(int size) {
    for (TrayIcon one : TrayIcon.values()) {
      for (TrayIcon other : TrayIcon.values()) {
        if (one != other) {
          assertThat(shareOfDifferentShape(one.drawn(size), other.drawn(size)))
              .as("%s and %s at %d", one, other, size)
              .isGreaterThan(0.15);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 22, 24, 32, 48, 64})
  void everyStateStandsOutOnLightAndDarkPanels(int size) {
    for (TrayIcon icon : TrayIcon.values()) {
      for (Color panel : PANELS) {
        assertThat(shareThatStandsOut(icon.drawn(size), panel)).as("%s on %s at %d", icon, panel, size).isGreaterThan(0.12);
      }
    }
  }

  @Test
  void colourAndEdgeStandOutAgainstEachOther() {
    for (TrayIcon icon : TrayIcon.values()) {
      BufferedImage image = icon.drawn(64);
      long both =
          pixels(image).stream().filter(pixel -> alpha(pixel) == 255 && contrast(new Color(pixel), Color.WHITE) >= 4.5).count();
      assertThat(both).as("%s", icon).isGreaterThan(64 * 64 / 6);
    }
  }

  @Test
  void theApplicationsIconIsTheKeepOfTheTray() throws IOException {
    assertThat(Files.readString(Path.of("installer/icons/stillkeep.svg")))
        .contains("1,1 4,1 4,3 6,3 6,1 10,1 10,3 12,3 12,1 15,1 15,6 13,7 13,15 10,15 10,11 6,11 6,15 3,15 3,7 1,6");
  }

  @Test
  void aSheetOfAllIconsIsLeftForPeopleToLookAt() throws IOException {
    BufferedImage sheet = new BufferedImage(PANELS.size() * 440, 4 * 150, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    for (int column = 0; column < PANELS.size(); column++) {
      graphics.setColor(PANELS.get(column));
      graphics.fillRect(column * 440, 0, 440, sheet.getHeight());
      int y = 10;
      for (TrayIcon icon : TrayIcon.values()) {
        int x = column * 440 + 6;
        for (int size : SIZES) {
          if (size <= 128) {
            graphics.drawImage(icon.drawn(size), x, y, null);
            x += size + 10;
          }
        }
        y += 150;
      }
    }
    graphics.dispose();
    Path file = Artefacts.file("tray-icons.png");
    assertThat(ImageIO.write(sheet, "png", file.toFile())).isTrue();
    assertThat(file).isNotEmptyFile();
  }

  /** Of the pixels that either of them covers by its own colour, those that only one does. */
  private static double shareOfDifferentShape(BufferedImage one, BufferedImage other) {
    int either = 0;
    int onlyOne = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        boolean inOne = isShape(one.getRGB(x, y));
        boolean inOther = isShape(other.getRGB(x, y));
        either += inOne || inOther ? 1 : 0;
        onlyOne += inOne == inOther ? 0 : 1;
      }
    }
    return (double) onlyOne / either;
  }

  /** The shape within its white edge. */
  private static boolean isShape(int pixel) {
    return alpha(pixel) > 127 && luminance(new Color(pixel)) < 0.5;
  }

  /** Of all pixels, those that have enough contrast to a panel under them. */
  private static double shareThatStandsOut(BufferedImage icon, Color panel) {
    BufferedImage over = new BufferedImage(icon.getWidth(), icon.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = over.createGraphics();
    graphics.drawImage(icon, 0, 0, panel, null);
    graphics.dispose();
    long standOut = pixels(over).stream().filter(pixel -> contrast(new Color(pixel), panel) >= ENOUGH_CONTRAST).count();
    return (double) standOut / (icon.getWidth() * icon.getHeight());
  }

  private static List<Integer> pixels(BufferedImage image) {
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).boxed().toList();
  }

  private static int alpha(int pixel) {
    return pixel >>> 24;
  }

  /** WCAG 2, contrast ratio. */
  private static double contrast(Color one, Color other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  /** WCAG 2, relative luminance. */
  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
