package org.stillkeep.inbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The texts of small entries, from the way through a TGZ that met them until they are asked for. They are kept packed, some
 * dozens together: sidecars resemble each other, and a hundred thousand take some megabytes. For any thread.
 */
final class TarTexts {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int NUMBERS_BYTES = 2 * Integer.BYTES;

  /** Blocks by the positions of their first entries. */
  private final TreeMap<Integer, byte[]> blocks = new TreeMap<>();

  /** Those that no block has yet, or that come from the block asked for last. */
  private final TreeMap<Integer, byte[]> unpacked = new TreeMap<>();

  /** Of those that no block has yet. */
  private long unpackedBytes;

  private long packedBytes;

  /** Keeps the text of an entry behind all that are kept. */
  synchronized void add(int index, byte[] text) {
    unpacked.put(index, text);
    unpackedBytes += NUMBERS_BYTES + text.length;
    if (unpackedBytes >= BLOCK_BYTES) {
      pack();
    }
  }

  /** What has been kept so far takes so much memory. */
  synchronized long packedBytes() {
    return packedBytes;
  }

  /** The text of an entry, once; those between it and one that was asked for before are gone as well. */
  synchronized Optional<byte[]> take(int index) {
    if (unpackedBytes > 0) {
      pack();
    }
    Map.Entry<Integer, byte[]> block = unpacked.containsKey(index) ? null : blocks.floorEntry(index);
    if (block != null) {
      blocks.remove(block.getKey());
      unpacked.clear();
      unpack(block.getValue());
    }
    return Optional.ofNullable(unpacked.remove(index));
  }

  private void pack() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed, deflater))) {
      out.writeInt(unpacked.size());
      for (Map.Entry<Integer, byte[]> each : unpacked.entrySet()) {
        out.writeInt(each.getKey());
        out.writeInt(each.getValue().length);
        out.write(each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    } finally {
      deflater.end();
    }
    int first = unpacked.firstKey();
    blocks.put(first, packed.toByteArray());
    packedBytes += packed.size();
    unpacked.clear();
    unpackedBytes = 0;
  }

  private void unpack(byte[] block) {
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(block)))) {
      for (int left = in.readInt(); left > 0; left--) {
        int index = in.readInt();
        unpacked.put(index, in.readNBytes(in.readInt()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
