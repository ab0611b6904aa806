package org.stillkeep.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes values as D-Bus lays them out, little-endian: {@code y} a Byte, {@code b} a Boolean, {@code i} an Integer,
 * {@code u x t} a Long, {@code s o g} a String, {@code v} a {@link BusVariant}, {@code ay} a {@code byte[]}, another array a
 * List, a dictionary a Map, a structure a List.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-marshaling">Marshaling</a>
 */
final class BusWriter {

  private byte[] bytes = new byte[512];
  private ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  /** Writes one value for each complete type of the signature. */
  void writeAll(String signature, Object... values) {
    List<String> types = BusSignature.split(signature);
    if (types.size() != values.length) {
      throw new IllegalArgumentException(values.length + " values for " + signature);
    }
    for (int i = 0; i < values.length; i++) {
      write(types.get(i), values[i]);
    }
  }

  /** Pads with zeros. */
  void align(int alignment) {
    while (out.position() % alignment != 0) {
      room(1).put((byte) 0);
    }
  }

  /** Appends bytes as they are. */
  void append(byte[] more) {
    room(more.length).put(more);
  }

  /** What was written. The writer keeps nothing of it, since it may hold a secret. */
  byte[] takeBytes() {
    byte[] written = Arrays.copyOf(bytes, out.position());
    Arrays.fill(bytes, (byte) 0);
    out.clear();
    return written;
  }

  private void write(String type, Object value) {
    align(BusSignature.alignment(type.charAt(0)));
    switch (type.charAt(0)) {
      case 'y' -> room(1).put((Byte) value);
      case 'b' -> room(4).putInt((Boolean) value ? 1 : 0);
      case 'i' -> room(4).putInt((Integer) value);
      case 'u' -> room(4).putInt((int) (long) (Long) value);
      case 'x', 't' -> room(8).putLong((Long) value);
      case 's', 'o' -> writeText((String) value);
      case 'g' -> writeSignature((String) value);
      case 'v' -> writeVariant((BusVariant) value);
      case 'a' -> writeArray(type.substring(1), value);
      case '(' -> writeAll(inside(type), ((List<?>) value).toArray());
      default -> throw new IllegalArgumentException("no type of ours: " + type);
    }
  }

  private void writeText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(utf8.length + 5).putInt(utf8.length).put(utf8).put((byte) 0);
  }

  private void writeSignature(String signature) {
    byte[] ascii = signature.getBytes(StandardCharsets.US_ASCII);
    room(ascii.length + 2).put((byte) ascii.length).put(ascii).put((byte) 0);
  }

  private void writeVariant(BusVariant variant) {
    writeSignature(variant.signature());
    write(variant.signature(), variant.value());
  }

  /** The length does not count the padding before the first element. */
  private void writeArray(String elementType, Object value) {
    int lengthAt = out.position();
    room(4).putInt(0);
    align(BusSignature.alignment(elementType.charAt(0)));
    int start = out.position();
    if (value instanceof byte[] raw) {
      room(raw.length).put(raw);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            align(8);
            writeAll(inside(elementType), key, each);
          });
    } else {
      ((List<?>) value).forEach(each -> write(elementType, each));
    }
    out.putInt(lengthAt, out.position() - start);
  }

  private static String inside(String type) {
    return type.substring(1, type.length() - 1);
  }

  private ByteBuffer room(int count) {
    if (out.remaining() < count) {
      int position = out.position();
      byte[] larger = Arrays.copyOf(bytes, (position + count) * 2);
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
      out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(position);
    }
    return out;
  }
}
