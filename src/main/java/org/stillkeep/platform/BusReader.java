package org.stillkeep.platform;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values as D-Bus lays them out, in the byte order of the buffer. The Java types are those of {@link BusWriter}, except
 * that a variant is given as its bare value. Whatever does not fit is an {@link IOException}.
 */
final class BusReader {

  private static final int MAX_DEPTH = 32;

  private final ByteBuffer in;
  private int depth;

  BusReader(ByteBuffer in) {
    this.in = in;
  }

  /** A value of the type that it has to have. */
  static <T> T as(Class<T> type, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw new IOException("the session bus answers in another type than it should");
    }
    return type.cast(value);
  }

  /** The value at this place, from 0, which has to be there and of this type. */
  static <T> T at(Class<T> type, List<?> values, int index) throws IOException {
    if (index >= values.size()) {
      throw new IOException("the session bus answers with " + values.size() + " values, which is too few");
    }
    return as(type, values.get(index));
  }

  /** Reads one value for each complete type of the signature. */
  List<Object> readAll(String signature) throws IOException {
    try {
      List<Object> values = new ArrayList<>();
      for (String type : BusSignature.split(signature)) {
        values.add(read(type));
      }
      return values;
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("a message of the session bus is not well-formed", e);
    }
  }

  /** Skips padding. */
  void align(int alignment) {
    in.position((in.position() + alignment - 1) / alignment * alignment);
  }

  private Object read(String type) throws IOException {
    align(BusSignature.alignment(type.charAt(0)));
    return switch (type.charAt(0)) {
      case 'y' -> in.get();
      case 'b' -> in.getInt() != 0;
      case 'n', 'q' -> (long) in.getShort();
      case 'i' -> in.getInt();
      case 'u' -> Integer.toUnsignedLong(in.getInt());
      case 'x', 't' -> in.getLong();
      case 'd' -> in.getDouble();
      case 's', 'o' -> text(in.getInt());
      case 'g' -> text(Byte.toUnsignedInt(in.get()));
      case 'v' -> nested(() -> read(BusSignature.single(text(Byte.toUnsignedInt(in.get())))));
      case 'a' -> nested(() -> array(type.substring(1)));
      default -> nested(() -> readAll(inside(type)));
    };
  }

  private Object array(String elementType) throws IOException {
    int length = in.getInt();
    align(BusSignature.alignment(elementType.charAt(0)));
    if (elementType.equals("y")) {
      return bytes(length);
    }
    int end = in.position() + checked(length);
    if (elementType.startsWith("{")) {
      return dictionary(inside(elementType), end);
    }
    List<Object> elements = new ArrayList<>();
    while (in.position() < end) {
      elements.add(read(elementType));
    }
    return elements;
  }

  private Map<Object, Object> dictionary(String entryType, int end) throws IOException {
    Map<Object, Object> entries = new LinkedHashMap<>();
    while (in.position() < end) {
      align(8);
      List<Object> entry = readAll(entryType);
      entries.put(entry.get(0), entry.get(1));
    }
    return entries;
  }

  private String text(int length) {
    String text = new String(bytes(length), StandardCharsets.UTF_8);
    in.get();
    return text;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[checked(length)];
    in.get(bytes);
    return bytes;
  }

  private int checked(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private Object nested(Reading reading) throws IOException {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deep");
    }
    Object value = reading.read();
    depth--;
    return value;
  }

  private static String inside(String type) {
    return type.substring(1, type.length() - 1);
  }

  private interface Reading {
    Object read() throws IOException;
  }
}
