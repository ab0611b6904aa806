package org.stillkeep.takeout;

import static org.stillkeep.takeout.Confidence.HIGH;
import static org.stillkeep.takeout.Confidence.LOW;
import static org.stillkeep.takeout.Confidence.MEDIUM;
import static org.stillkeep.takeout.Rule.key;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stillkeep.takeout.SidecarName.Form;
import org.stillkeep.takeout.SidecarName.Reading;

/**
 * The relations between the names of a media file and its sidecar, best first. A name that Google left whole beats a cut
 * one, today's form beats that of old exports, and the name as it stands beats the name with a number moved.
 */
final class Rules {

  /** The names as they stand, whole and in all forms of the sidecar's name. */
  private static final List<Rule> AS_NAMED =
      List.of(
          sameName("same name", Form.SUPPLEMENTAL),
          sameNumber("same name and number", Form.SUPPLEMENTAL),
          sameName("truncated supplemental-metadata", Form.CUT_SUPPLEMENTAL),
          sameNumber("truncated supplemental-metadata and number", Form.CUT_SUPPLEMENTAL),
          sameName("same name, old form", Form.PLAIN),
          sameNumber("same name and number, old form", Form.PLAIN),
          sameNumber("number inside the sidecar's name", Form.NUMBER_INSIDE));

  private static final List<Rule> CUT =
      List.of(
          new Rule("truncated name", HIGH, CutKeys::of, CutKeys::of),
          new Rule("name cut from the title", HIGH, Rules::keysAsIs, CutKeys::foretold));

  private static final Rule CASE = anySpelling("same name in another case", HIGH, NameCut::folded);

  private static final Rule UNTYPED =
      new Rule("title without extension", HIGH, Rules::stemKeys, side -> readingKeys(side, NameCut::folded));

  /** What is tried only where a folder has nothing better. */
  private static final List<Rule> LOOSE =
      List.of(
          CASE,
          anySpelling("same name but for reserved characters", MEDIUM, Rules::plainSpelling),
          new Rule("same name in another encoding", MEDIUM, Rules::encodedKeys, Rules::encodedKeys),
          UNTYPED,
          new Rule("same name, another extension", MEDIUM, Rules::typedStemKeys, Rules::typedStemKeys),
          new Rule("moving half of a missing still", MEDIUM, Rules::clipKeys, Rules::stillStemKeys),
          new Rule("number given twice", LOW, Rules::doubleNumberKeys, Rules::numberedReadingKeys));

  /** All rules in the order in which they are tried. */
  static final List<Rule> IN_ORDER = Stream.of(AS_NAMED, CUT, LOOSE).flatMap(List::stream).toList();

  /** The rules that hold between folders too, where chance is greater; those that count as equally good together. */
  static final List<List<Rule>> ACROSS_FOLDERS = List.of(AS_NAMED, CUT, List.of(CASE), List.of(UNTYPED));

  private static final Pattern EXTENSION = Pattern.compile("\\.\\w{1,5}");

  private Rules() {}

  private static Rule sameName(String name, Form form) {
    return new Rule(name, HIGH, media -> List.of(media.full()), side -> readingKeys(side, form, false));
  }

  private static Rule sameNumber(String name, Form form) {
    return new Rule(
        name,
        HIGH,
        media -> media.index() == 0 ? List.of() : List.of(key(media.withoutIndex(), media.index())),
        side -> readingKeys(side, form, true));
  }

  private static Rule anySpelling(String name, Confidence confidence, UnaryOperator<String> spelling) {
    return new Rule(
        name,
        confidence,
        media -> keysAsIs(media).stream().map(spelling).toList(),
        side -> readingKeys(side, spelling));
  }

  private static String plainSpelling(String name) {
    return NameCut.folded(NameCut.withPlainBlanks(NameCut.withoutReserved(name.replace('\u0000', '/'))));
  }

  private static List<String> encodedKeys(MediaName media) {
    return keysAsIs(media).stream().flatMap(each -> Mojibake.readings(each).stream()).toList();
  }

  private static List<String> encodedKeys(Side side) {
    return side.name().readings().stream().flatMap(each -> Mojibake.readings(key(each.name(), each.index())).stream()).toList();
  }

  private static List<String> readingKeys(Side side, Form form, boolean numbered) {
    List<String> keys = new ArrayList<>(2);
    for (Reading reading : side.name().readings()) {
      if (reading.form() == form && numbered == reading.index() > 0) {
        keys.add(key(reading.name(), reading.index()));
      }
    }
    return keys;
  }

  private static List<String> readingKeys(Side side, UnaryOperator<String> spelling) {
    return side.name().readings().stream().map(each -> spelling.apply(key(each.name(), each.index()))).toList();
  }

  /** The name as it stands, and with its number told apart. */
  static List<String> keysAsIs(MediaName media) {
    return media.index() == 0
        ? List.of(media.full())
        : List.of(media.full(), key(media.withoutIndex(), media.index()));
  }

  private static List<String> stemKeys(MediaName media) {
    if (media.extension().isEmpty()) {
      return List.of();
    }
    String base = key(NameCut.folded(media.base()), media.index());
    return media.index() == 0 ? List.of(base) : List.of(base, NameCut.folded(media.stem()));
  }

  /** A video may use the sidecar of a still, but a still never that of a video. */
  private static List<String> typedStemKeys(MediaName media) {
    String stem = key(NameCut.folded(media.base()), media.index());
    return switch (media.type()) {
      case PHOTO -> List.of("photo " + stem);
      case RAW -> List.of("raw " + stem, "photo " + stem);
      case VIDEO -> List.of("video " + stem, "photo " + stem);
      case CLIP, UNKNOWN -> List.of();
    };
  }

  private static List<String> typedStemKeys(Side side) {
    List<String> keys = new ArrayList<>(2);
    for (Reading reading : side.name().readings()) {
      MediaName name = MediaName.of(reading.name());
      if (EXTENSION.matcher(name.extension()).matches()) {
        String kind =
            switch (name.type()) {
              case RAW -> "raw ";
              case VIDEO, CLIP -> "video ";
              case PHOTO, UNKNOWN -> "photo ";
            };
        keys.add(kind + key(NameCut.folded(name.stem()), reading.index()));
      }
    }
    return keys;
  }

  private static List<String> clipKeys(MediaName media) {
    boolean clip = media.type() == MediaType.CLIP || media.type() == MediaType.UNKNOWN;
    if (clip) {
      return List.of(key(NameCut.folded(media.withoutIndex()), media.index()));
    }
    boolean cut = media.type().moves() && NameCut.mayBeCut(media.base(), media.extension());
    return cut ? List.of(CutKeys.foretoldKey(CutKeys.STILL, media.extension().length(), key(media.base(), media.index()))) : List.of();
  }

  private static List<String> stillStemKeys(Side side) {
    List<String> keys = new ArrayList<>(2);
    for (Reading reading : side.name().readings()) {
      MediaName name = MediaName.of(reading.name());
      if (name.type().isStill()) {
        keys.add(key(NameCut.folded(name.stem()), reading.index()));
      }
    }
    CutTitle title = side.name().mayBeCut() ? CutTitle.of(side.name().body(), side) : CutTitle.NOTHING;
    if (title.type().isStill()) {
      CutKeys.addForetold(keys, CutKeys.STILL, title, side.name().index());
    }
    return keys;
  }

  /** {@code photo(1)(1).jpg}: the second {@code photo.jpg} beside a first that is titled {@code photo(1).jpg}. */
  private static List<String> doubleNumberKeys(MediaName media) {
    return MediaName.number(media.base())
        .filter(inner -> media.index() > 0)
        .map(inner -> List.of(key(inner.group("base") + media.extension(), MediaName.index(inner))))
        .orElse(List.of());
  }

  private static List<String> numberedReadingKeys(Side side) {
    List<String> keys = new ArrayList<>(2);
    for (Reading reading : side.name().readings()) {
      if (reading.index() > 0) {
        keys.add(key(reading.name(), reading.index()));
      }
    }
    return keys;
  }
}
