package org.stillkeep.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How the bytes of a name become text. */
final class ZipNames {

  /**
   * Code page 437, upper half. The JDK's own table lies in a module that small runtimes leave out.
   */
  private static final String CP437 =
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
          + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

  private ZipNames() {}

  /**
   * UTF-8 where the bytes are that, flagged or not (macOS does not flag), else code page 437. Every name has a text, and no
   * two names the same.
   */
  static String decode(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        return decodeNonAscii(bytes, offset, length);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.US_ASCII);
  }

  private static String decodeNonAscii(byte[] bytes, int offset, int length) {
    try {
      // A new decoder reports what a String would silently replace.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
    } catch (CharacterCodingException notUtf8) {
      return decodeCp437(bytes, offset, length);
    }
  }

  private static String decodeCp437(byte[] bytes, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = offset; i < offset + length; i++) {
      text.append(bytes[i] >= 0 ? (char) bytes[i] : CP437.charAt(bytes[i] & 0x7f));
    }
    return text.toString();
  }
}
