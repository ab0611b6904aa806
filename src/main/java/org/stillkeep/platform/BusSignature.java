package org.stillkeep.platform;

import java.util.ArrayList;
import java.util.List;

/** The types of D-Bus, as its signatures spell them. */
final class BusSignature {

  private static final int MAX_LENGTH = 255;

  private BusSignature() {}

  /**
   * Splits a signature into its complete types: {@code ua{sv}(is)} into {@code u}, {@code a{sv}}, {@code (is)}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static List<String> split(String signature) {
    if (signature.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("too long for a signature");
    }
    List<String> types = new ArrayList<>();
    int at = 0;
    while (at < signature.length()) {
      int end = endOfType(signature, at);
      types.add(signature.substring(at, end));
      at = end;
    }
    return types;
  }

  /**
   * Returns a signature that is one complete type.
   *
   * @throws IllegalArgumentException if it is not
   */
  static String single(String signature) {
    if (split(signature).size() != 1) {
      throw new IllegalArgumentException("not one type");
    }
    return signature;
  }

  /** What the first byte of a value of this type is aligned to. */
  static int alignment(char type) {
    return switch (type) {
      case 'y', 'g', 'v' -> 1;
      case 'n', 'q' -> 2;
      case 'b', 'i', 'u', 's', 'o', 'a' -> 4;
      case 'x', 't', 'd', '(', '{' -> 8;
      default -> throw new IllegalArgumentException("no type of ours: " + type);
    };
  }

  private static int endOfType(String signature, int start) {
    int depth = 0;
    for (int i = start; i < signature.length(); i++) {
      char type = signature.charAt(i);
      if (type == '(' || type == '{') {
        depth++;
        refuseEmpty(signature, i + 1);
      } else if (type == ')' || type == '}') {
        depth--;
      }
      if (depth == 0 && type != 'a') {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no complete type");
  }

  /** An array of what takes no room would never end. */
  private static void refuseEmpty(String signature, int at) {
    if (at >= signature.length() || signature.charAt(at) == ')' || signature.charAt(at) == '}') {
      throw new IllegalArgumentException("empty structure");
    }
  }
}
