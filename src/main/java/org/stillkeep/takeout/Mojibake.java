package org.stillkeep.takeout;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Names that a program wrote in UTF-8 and another read in a one-byte encoding: {@code KÃ¤se} for {@code Käse}. */
final class Mojibake {

  /** What such programs take names for; small runtimes leave out those of DOS and the old Macintosh. */
  private static final List<Charset> ONE_BYTE =
      Stream.of("windows-1252", "ISO-8859-1", "IBM437", "IBM850", "x-MacRoman")
          .filter(Charset::isSupported)
          .map(Charset::forName)
          .toList();

  private Mojibake() {}

  /** The name itself and what it was before it was misread, as far as that can be. */
  static List<String> readings(String name) {
    List<String> readings = new ArrayList<>(2);
    readings.add(name);
    if (name.chars().allMatch(unit -> unit < 0x80)) {
      return readings;
    }
    for (Charset charset : ONE_BYTE) {
      original(name, charset).map(NameCut::normalized).filter(each -> !readings.contains(each)).ifPresent(readings::add);
    }
    return readings;
  }

  private static Optional<String> original(String name, Charset misreadAs) {
    try {
      ByteBuffer bytes = misreadAs.newEncoder().encode(CharBuffer.wrap(name));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
