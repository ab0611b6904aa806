package org.stillkeep.zones;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes the map of time zones, {@code src/main/resources/org/stillkeep/zones/world.zones}, out of the polygons of
 * timezone-boundary-builder, as the Maven artifact {@code net.iakovlev:timeshape} packs them. How to run it stands in
 * {@code docs/zones.md}; the same input gives the same bytes.
 *
 * <p>The input is a tar whose entries are named after zones and hold GeoJSON as protocol buffers: a feature (1: geometry) of
 * a polygon (5) or several (6), each a list (1) of rings (1), each a list of positions (1: longitude, 2: latitude, float).
 *
 * <p>Every polygon is drawn into a grid of cells: first its inside, by the centres of cells, then every cell that its border
 * touches. Each cell ends with the set of zones that touch it; the grid then becomes a quadtree.
 */
final class ZoneTreeMaker {

  /** A cell is 360° / 2¹⁵ wide, 1.2 km at most. */
  private static final int LEVELS = 14;

  /** Where a square of this many cells has but one zone and open sea, all of it counts as the zone's: coasts cost nothing. */
  private static final int COAST_CELLS = 8;

  private static final int INNER = -1;

  /** Fixed point of a crossing's column in a sorted list of crossings. */
  private static final int FRACTION_BITS = 16;

  /** Names under which an older Java knows the same zone. */
  private static final Map<String, String> OLDER_NAMES =
      Map.of(
          "Europe/Kyiv", "Europe/Kiev", "Pacific/Kanton", "Pacific/Enderbury", "America/Nuuk", "America/Godthab");

  private final List<String> names = new ArrayList<>();
  private final List<List<Integer>> sets = new ArrayList<>(List.of(List.of()));
  private final Map<List<Integer>, Integer> setIds = new HashMap<>(Map.of(List.of(), 0));

  /** The set in which each zone is added to each set. */
  private final Map<Integer, Integer> unions = new HashMap<>();

  private final int levels;
  private final int height;
  private final int width;
  private final short[][] grid;

  /** @param levels a root of the tree has 2^levels cells on each side */
  ZoneTreeMaker(int levels) {
    this.levels = levels;
    this.height = 1 << levels;
    this.width = 2 * height;
    this.grid = new short[height][width];
  }

  /** Reads the tar from standard input and writes the map to the file that the only argument names. */
  public static void main(String[] args) throws IOException {
    ZoneTreeMaker maker = new ZoneTreeMaker(LEVELS);
    maker.drawAll(new DataInputStream(new BufferedInputStream(System.in, 1 << 20)));
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
      maker.write(out);
    }
  }

  /** Draws the polygons of all entries of a tar. */
  void drawAll(DataInputStream tar) throws IOException {
    byte[] header = new byte[512];
    while (readFully(tar, header) && header[0] != 0) {
      String name = new String(header, 0, 100, StandardCharsets.US_ASCII).split("\0", 2)[0];
      int size = Integer.parseInt(new String(header, 124, 12, StandardCharsets.US_ASCII).split("[\0 ]", 2)[0], 8);
      byte[] feature = tar.readNBytes(size);
      tar.skipNBytes((512 - size % 512) % 512);
      // At sea the longitude tells the zone.
      if (!name.startsWith("Etc/")) {
        names.add(name);
        draw(ByteBuffer.wrap(feature).order(ByteOrder.LITTLE_ENDIAN), names.size() - 1);
      }
    }
  }

  private static boolean readFully(DataInputStream in, byte[] block) throws IOException {
    try {
      in.readFully(block);
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  /** A feature holds a geometry beside its properties; a geometry is a polygon, or a list of them. */
  private void draw(ByteBuffer feature, int zone) {
    for (ByteBuffer geometry : fields(feature, 1)) {
      fields(geometry, 5).forEach(polygon -> drawPolygon(rings(polygon), zone));
      for (ByteBuffer several : fields(geometry, 6)) {
        fields(several, 1).forEach(polygon -> drawPolygon(rings(polygon), zone));
      }
    }
  }

  /** The contents of all fields of that number, of a message that has only fields with a length. */
  private static List<ByteBuffer> fields(ByteBuffer message, int number) {
    List<ByteBuffer> found = new ArrayList<>();
    ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      boolean wanted = varint(in) >> 3 == number;
      ByteBuffer content = delimited(in);
      if (wanted) {
        found.add(content);
      }
    }
    return found;
  }

  private static List<float[]> rings(ByteBuffer polygon) {
    List<float[]> rings = new ArrayList<>();
    while (polygon.hasRemaining()) {
      varint(polygon);
      ByteBuffer ring = delimited(polygon);
      float[] positions = new float[ring.remaining() / 6];
      int n = 0;
      while (ring.hasRemaining()) {
        varint(ring);
        ByteBuffer position = delimited(ring);
        float[] point = new float[2];
        while (position.hasRemaining()) {
          point[(int) (varint(position) >> 3) - 1] = position.getFloat();
        }
        positions[n++] = point[0];
        positions[n++] = point[1];
      }
      rings.add(Arrays.copyOf(positions, n));
    }
    return rings;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  private static ByteBuffer delimited(ByteBuffer in) {
    int length = (int) varint(in);
    ByteBuffer content = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return content;
  }

  private void drawPolygon(List<float[]> rings, int zone) {
    long[] crossings = new long[1024];
    int n = 0;
    for (float[] ring : rings) {
      for (int i = 0; i < ring.length; i += 2) {
        int next = (i + 2) % ring.length;
        double x0 = column(ring[i]);
        double y0 = row(ring[i + 1]);
        double x1 = column(ring[next]);
        double y1 = row(ring[next + 1]);
        drawBorder(x0, y0, x1, y1, zone);
        int first = (int) Math.ceil(Math.min(y0, y1) - 0.5);
        int end = (int) Math.ceil(Math.max(y0, y1) - 0.5);
        for (int row = first; row < end; row++) {
          double x = x0 + (row + 0.5 - y0) / (y1 - y0) * (x1 - x0);
          crossings = n < crossings.length ? crossings : Arrays.copyOf(crossings, 2 * n);
          crossings[n++] = (long) row << 32 | Math.round(x * (1 << FRACTION_BITS));
        }
      }
    }
    Arrays.sort(crossings, 0, n);
    for (int i = 0; i + 1 < n; i += 2) {
      fill((int) (crossings[i] >> 32), columnOf(crossings[i]), columnOf(crossings[i + 1]), zone);
    }
  }

  private double column(float longitude) {
    return (longitude + 180.0) / 360 * width;
  }

  private double row(float latitude) {
    return (90.0 - latitude) / 180 * height;
  }

  private static double columnOf(long crossing) {
    return (double) (crossing & 0xFFFFFFFFL) / (1 << FRACTION_BITS);
  }

  /** Every cell that a stretch of border runs through. */
  private void drawBorder(double x0, double y0, double x1, double y1, int zone) {
    double top = Math.min(y0, y1);
    double bottom = Math.max(y0, y1);
    for (int row = (int) top; row <= (int) bottom; row++) {
      double enter = y0 == y1 ? x0 : x0 + (Math.max(top, row) - y0) / (y1 - y0) * (x1 - x0);
      double leave = y0 == y1 ? x1 : x0 + (Math.min(bottom, row + 1) - y0) / (y1 - y0) * (x1 - x0);
      for (int column = (int) Math.min(enter, leave); column <= (int) Math.max(enter, leave); column++) {
        add(row, column, zone);
      }
    }
  }

  private void fill(int row, double from, double to, int zone) {
    for (int column = (int) Math.ceil(from - 0.5); column + 0.5 < to; column++) {
      add(row, column, zone);
    }
  }

  private void add(int row, int column, int zone) {
    if (row >= 0 && row < height && column >= 0 && column < width) {
      int before = grid[row][column] & 0xFFFF;
      grid[row][column] = (short) (int) unions.computeIfAbsent(before << 16 | zone, key -> union(before, zone));
    }
  }

  private int union(int set, int zone) {
    List<Integer> union =
        IntStream.concat(sets.get(set).stream().mapToInt(each -> each), IntStream.of(zone)).distinct().sorted().boxed().toList();
    return setIds.computeIfAbsent(
        union,
        added -> {
          sets.add(added);
          return sets.size() - 1;
        });
  }

  /** A square of the grid. */
  private record Square(int row, int column, int cells) {

    List<Square> quarters() {
      int half = cells / 2;
      return List.of(
          new Square(row, column, half),
          new Square(row, column + half, half),
          new Square(row + half, column, half),
          new Square(row + half, column + half, half));
    }
  }

  /** Writes the tree. */
  void write(DataOutputStream out) throws IOException {
    BitSet inner = new BitSet();
    List<Integer> leaves = new ArrayList<>();
    int nodes = 0;
    Deque<Square> queue = new ArrayDeque<>(List.of(new Square(0, 0, height), new Square(0, height, height)));
    for (; !queue.isEmpty(); nodes++) {
      Square square = queue.remove();
      int set = setOf(square);
      if (set == INNER) {
        inner.set(nodes);
        queue.addAll(square.quarters());
      } else {
        leaves.add(set);
      }
    }
    int[] order = byUse(leaves);
    out.writeInt(ZoneTree.MAGIC);
    out.writeByte(ZoneTree.VERSION);
    out.writeByte(levels);
    writeNames(out);
    writeSets(out, order);
    out.writeInt(nodes);
    out.write(Arrays.copyOf(inner.toByteArray(), (nodes + 7) / 8));
    int[] newIds = new int[sets.size()];
    IntStream.range(0, order.length).forEach(i -> newIds[order[i]] = i);
    for (int leaf : leaves) {
      out.writeByte(newIds[leaf]);
    }
    for (int leaf : leaves) {
      out.writeByte(newIds[leaf] >> 8);
    }
  }

  /** The set of all of a square, or {@link #INNER}. */
  private int setOf(Square square) {
    int first = grid[square.row][square.column] & 0xFFFF;
    boolean mayBeCoast = square.cells <= COAST_CELLS;
    for (int row = square.row; row < square.row + square.cells; row++) {
      for (int column = square.column; column < square.column + square.cells; column++) {
        int set = grid[row][column] & 0xFFFF;
        if (set != first && !(mayBeCoast && (set == 0 || first == 0))) {
          return INNER;
        }
        first = first == 0 ? set : first;
      }
    }
    return first;
  }

  /** The sets in use, the empty one first, then the most frequent. */
  private int[] byUse(List<Integer> leaves) {
    int[] uses = new int[sets.size()];
    leaves.forEach(leaf -> uses[leaf]++);
    uses[0] = Integer.MAX_VALUE;
    return IntStream.range(0, uses.length)
        .filter(set -> uses[set] > 0)
        .boxed()
        .sorted((a, b) -> uses[a] == uses[b] ? Integer.compare(a, b) : Integer.compare(uses[b], uses[a]))
        .mapToInt(set -> set)
        .toArray();
  }

  private void writeNames(DataOutputStream out) throws IOException {
    out.writeShort(names.size());
    for (String name : names) {
      String all = OLDER_NAMES.containsKey(name) ? name + "|" + OLDER_NAMES.get(name) : name;
      out.writeByte(all.length());
      out.write(all.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void writeSets(DataOutputStream out, int[] order) throws IOException {
    out.writeShort(order.length);
    for (int set : order) {
      out.writeByte(sets.get(set).size());
      for (int zone : sets.get(set)) {
        out.writeShort(zone);
      }
    }
  }
}
