package org.stillkeep.zones;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The map as a quadtree: each square of the earth is either one leaf, all of whose points have the same time zones, or has
 * four children (north-west, north-east, south-west, south-east). Two roots, the western and the eastern half.
 *
 * <pre>
 *   "SKZM"  u8 version = 1   u8 levels   a root has 2^levels cells on each side
 *   u16 n   n names          u8 length, ASCII; an older name of the same zone may follow after '|'
 *   u16 n   n sets           u8 count, count * u16 index of a name; set 0 is empty: the open sea
 *   u32 nodes                all nodes, level by level: the children of the k-th inner node stand at 2 + 4 k
 *   ceil(nodes / 8) bytes    one bit for each node, lowest first: 1 for an inner one
 *   leaves bytes             low byte of the set of each leaf
 *   leaves bytes             high byte of it
 * </pre>
 *
 * Numbers are big endian. The two planes of bytes make the jar's compression work twice as well.
 */
final class ZoneTree {

  static final int MAGIC = 0x534B5A4D;
  static final int VERSION = 1;

  private final int levels;
  private final List<List<String>> names;
  private final List<int[]> sets;
  private final long[] inner;

  /** How many inner nodes stand before each word of {@link #inner}. */
  private final int[] innerBefore;

  private final short[] leaves;

  private ZoneTree(int levels, List<List<String>> names, List<int[]> sets, long[] inner, int[] innerBefore, short[] leaves) {
    this.levels = levels;
    this.names = names;
    this.sets = sets;
    this.inner = inner;
    this.innerBefore = innerBefore;
    this.leaves = leaves;
  }

  /** @throws IOException when the stream is not such a map, or ends early */
  static ZoneTree read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC || in.readUnsignedByte() != VERSION) {
      throw new IOException("not a map of time zones");
    }
    int levels = in.readUnsignedByte();
    List<List<String>> names = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      names.add(List.of(new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII).split("\\|")));
    }
    List<int[]> sets = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      int[] set = new int[in.readUnsignedByte()];
      for (int i = 0; i < set.length; i++) {
        set[i] = in.readUnsignedShort();
      }
      sets.add(set);
    }
    int nodes = in.readInt();
    byte[] bits = in.readNBytes((nodes + 7) / 8);
    long[] inner = Arrays.copyOf(BitSet.valueOf(bits).toLongArray(), (nodes + 63) / 64);
    int[] innerBefore = new int[inner.length];
    int count = 0;
    for (int i = 0; i < inner.length; i++) {
      innerBefore[i] = count;
      count += Long.bitCount(inner[i]);
    }
    return new ZoneTree(levels, List.copyOf(names), List.copyOf(sets), inner, innerBefore, leaves(in, nodes - count));
  }

  private static short[] leaves(DataInputStream in, int count) throws IOException {
    byte[] low = in.readNBytes(count);
    byte[] high = in.readNBytes(count);
    if (high.length < count) {
      throw new IOException("the map of time zones ends early");
    }
    short[] leaves = new short[count];
    for (int i = 0; i < count; i++) {
      leaves[i] = (short) ((high[i] << 8) | (low[i] & 0xFF));
    }
    return leaves;
  }

  /** The names of each zone, the one in use first. */
  List<List<String>> names() {
    return names;
  }

  /** Indexes of the zones that meet in the cell of this point; none on the open sea. */
  int[] at(double latitude, double longitude) {
    int side = 1 << levels;
    int row = cell((90 - latitude) / 180, side);
    int column = cell((longitude + 180) / 360, 2 * side);
    int node = column >> levels;
    for (int level = levels - 1; level >= 0 && isInner(node); level--) {
      int quadrant = (((row >> level) & 1) << 1) | ((column >> level) & 1);
      node = 2 + 4 * innerBefore(node) + quadrant;
    }
    return sets.get(leaves[node - innerBefore(node)] & 0xFFFF);
  }

  private static int cell(double fraction, int cells) {
    return Math.max(0, Math.min(cells - 1, (int) (fraction * cells)));
  }

  private boolean isInner(int node) {
    return (inner[node >> 6] >> (node & 63) & 1) != 0;
  }

  private int innerBefore(int node) {
    return innerBefore[node >> 6] + Long.bitCount(inner[node >> 6] & (1L << (node & 63)) - 1);
  }
}
