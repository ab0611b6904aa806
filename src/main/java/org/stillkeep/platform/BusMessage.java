package org.stillkeep.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One message of D-Bus.
 *
 * <pre>
 *   byte    'l' or 'B': byte order          uint32  bytes of the body
 *   byte    1 call, 2 answer, 3 error, 4 signal     uint32  serial, given by the sender
 *   byte    flags                           a(yv)   header fields, padded to 8
 *   byte    version, 1                      body
 * </pre>
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages">Message Format</a>
 */
final class BusMessage {

  /** Up to and with the length of the header fields: from these bytes the length of the message is known. */
  static final int START_BYTES = 16;

  /** Nothing that we ask for is near it; the protocol itself allows 128 MiB. */
  private static final int MAX_BYTES = 1 << 20;

  private static final byte CALL = 1;
  private static final byte ANSWER = 2;
  private static final byte ERROR = 3;
  private static final byte VERSION = 1;

  private static final int PATH = 1;
  private static final int INTERFACE = 2;
  private static final int MEMBER = 3;
  private static final int ERROR_NAME = 4;
  private static final int ANSWERED_SERIAL = 5;
  private static final int DESTINATION = 6;
  private static final int SIGNATURE = 8;

  private final byte type;
  private final long answeredSerial;
  private final String errorName;
  private final List<Object> body;

  private BusMessage(byte type, long answeredSerial, String errorName, List<Object> body) {
    this.type = type;
    this.answeredSerial = answeredSerial;
    this.errorName = errorName;
    this.body = body;
  }

  /** A method call, ready to be sent. */
  static byte[] call(
      int serial, String destination, String path, String interfaceName, String member, String signature, Object... arguments) {
    BusWriter body = new BusWriter();
    body.writeAll(signature, arguments);
    byte[] bodyBytes = body.takeBytes();
    List<Object> fields = new ArrayList<>();
    fields.add(field(PATH, "o", path));
    fields.add(field(INTERFACE, "s", interfaceName));
    fields.add(field(MEMBER, "s", member));
    fields.add(field(DESTINATION, "s", destination));
    if (!signature.isEmpty()) {
      fields.add(field(SIGNATURE, "g", signature));
    }
    BusWriter message = new BusWriter();
    message.writeAll("yyyyuua(yv)", (byte) 'l', CALL, (byte) 0, VERSION, (long) bodyBytes.length, (long) serial, fields);
    message.align(8);
    message.append(bodyBytes);
    Arrays.fill(bodyBytes, (byte) 0);
    return message.takeBytes();
  }

  /** How many bytes of the message follow on its first {@link #START_BYTES}. */
  static int bytesAfter(ByteBuffer start) throws IOException {
    start.order(order(start));
    long bodyBytes = Integer.toUnsignedLong(start.getInt(4));
    long fieldBytes = Integer.toUnsignedLong(start.getInt(12));
    if (bodyBytes + fieldBytes > MAX_BYTES) {
      throw new IOException("a message of the session bus is too long");
    }
    return (int) ((fieldBytes + 7) / 8 * 8 + bodyBytes);
  }

  /** Reads a message of its start and its rest. */
  static BusMessage parse(ByteBuffer start, ByteBuffer rest) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(start.limit() + rest.limit()).order(order(start));
    whole.put(start.rewind()).put(rest).flip();
    BusReader reader = new BusReader(whole);
    List<Object> head = reader.readAll("yyyyuua(yv)");
    long answeredSerial = 0;
    String errorName = "";
    String signature = "";
    for (Object field : (List<?>) head.get(6)) {
      List<?> pair = (List<?>) field;
      switch ((Byte) pair.get(0)) {
        case ANSWERED_SERIAL -> answeredSerial = BusReader.as(Long.class, pair.get(1));
        case ERROR_NAME -> errorName = BusReader.as(String.class, pair.get(1));
        case SIGNATURE -> signature = BusReader.as(String.class, pair.get(1));
        default -> {}
      }
    }
    reader.align(8);
    byte type = (Byte) head.get(1);
    boolean isForUs = type == ANSWER || type == ERROR;
    return new BusMessage(type, answeredSerial, errorName, isForUs ? reader.readAll(signature) : List.of());
  }

  /** Whether this is the answer, or the error, to the call of this serial. */
  boolean answers(int serial) {
    return (type == ANSWER || type == ERROR) && answeredSerial == serial;
  }

  /** What is answered. */
  List<Object> result() throws BusException {
    if (type == ERROR) {
      throw new BusException(errorName, !body.isEmpty() && body.get(0) instanceof String words ? words : "");
    }
    return body;
  }

  private static List<Object> field(int code, String signature, String value) {
    return List.of((byte) code, new BusVariant(signature, value));
  }

  private static ByteOrder order(ByteBuffer start) throws IOException {
    return switch (start.get(0)) {
      case 'l' -> ByteOrder.LITTLE_ENDIAN;
      case 'B' -> ByteOrder.BIG_ENDIAN;
      default -> throw new IOException("what is at the session bus's address is no bus");
    };
  }
}
