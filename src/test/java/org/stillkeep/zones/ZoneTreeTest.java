package org.stillkeep.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A small earth with cells of 360° / 2⁹ = 0.7°: a country with a lake in it, and its neighbour to the east. */
class ZoneTreeTest {

  private static final int LEVELS = 8;

  @Test
  void whatIsDrawnIsFoundAgain() throws IOException {
    ZoneTree tree =
        made(
            entry("Old/West", polygon(square(0, 0, 40, 40), square(10, 10, 20, 20))),
            entry("New/East", polygon(square(40, 0, 80, 40))));

    assertThat(at(tree, 30, 30)).containsExactly("Old/West");
    assertThat(at(tree, 30, 60)).containsExactly("New/East");
    assertThat(at(tree, 30, 40)).containsExactly("Old/West", "New/East");
    assertThat(at(tree, 15, 15)).as("inside the hole").isEmpty();
    assertThat(at(tree, 10, 15)).as("the hole's edge").containsExactly("Old/West");
    assertThat(at(tree, -30, 30)).as("the open sea").isEmpty();
  }

  @Test
  void everyCellIsAnsweredByThePolygonsThatTouchIt() throws IOException {
    ZoneTree tree = made(entry("A/A", polygon(square(-100, -50, -60, 10))), entry("B/B", polygon(square(-80, -20, 20, 70))));
    double cell = 180.0 / (1 << LEVELS);
    for (double latitude = -89; latitude < 90; latitude += 1.3) {
      for (double longitude = -179; longitude < 180; longitude += 1.3) {
        boolean wellInA = within(longitude, -100 + cell, -60 - cell) && within(latitude, -50 + cell, 10 - cell);
        boolean wellInB = within(longitude, -80 + cell, 20 - cell) && within(latitude, -20 + cell, 70 - cell);
        List<String> found = at(tree, latitude, longitude);
        if (wellInA) {
          assertThat(found).contains("A/A");
        }
        if (wellInB) {
          assertThat(found).contains("B/B");
        }
      }
    }
  }

  private static boolean within(double value, double from, double to) {
    return value > from && value < to;
  }

  private static List<String> at(ZoneTree tree, double latitude, double longitude) {
    return Arrays.stream(tree.at(latitude, longitude)).mapToObj(zone -> tree.names().get(zone).get(0)).toList();
  }

  private static ZoneTree made(byte[]... entries) throws IOException {
    ZoneTreeMaker maker = new ZoneTreeMaker(LEVELS);
    maker.drawAll(new DataInputStream(new ByteArrayInputStream(join(entries))));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    maker.write(new DataOutputStream(written));
    return ZoneTree.read(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
  }

  private static byte[] entry(String name, byte[] polygon) {
    byte[] feature = field(1, field(5, polygon));
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, String.format(Locale.ROOT, "%011o", feature.length));
    return join(header, feature, new byte[(512 - feature.length % 512) % 512]);
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static byte[] polygon(byte[]... rings) {
    return join(Arrays.stream(rings).map(ring -> field(1, ring)).toArray(byte[][]::new));
  }

  private static byte[] square(float west, float south, float east, float north) {
    return join(position(west, south), position(east, south), position(east, north), position(west, north), position(west, south));
  }

  private static byte[] position(float longitude, float latitude) {
    ByteBuffer both = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    return field(1, both.put((byte) 0x0D).putFloat(longitude).put((byte) 0x15).putFloat(latitude).array());
  }

  /** A field with a length of less than 2¹⁴. */
  private static byte[] field(int number, byte[] content) {
    byte[] head = {(byte) (number << 3 | 2), (byte) (content.length | 0x80), (byte) (content.length >> 7)};
    return join(head, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
