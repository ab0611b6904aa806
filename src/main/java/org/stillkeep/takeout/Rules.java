package org.stillkeep.takeout;

import static org.stillkeep.takeout.Confidence.HIGH;
import static org.stillkeep.takeout.Confidence.LOW;
import static org.stillkeep.takeout.Confidence.MEDIUM;
import static org.stillkeep.takeout.Rule.key;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.stillkeep.takeout.SidecarName.Form;
import org.stillkeep.takeout.SidecarName.Reading;

/**
 * The relations between the names of a media file and its sidecar, best first. A name that Google left whole beats a cut
 * one, today's form beats that of old exports, and the name as it stands beats the name with a number moved.
 */
final class Rules {

  /** All rules in the order in which they are tried. */
  static final List<Rule> IN_ORDER =
      List.of(
          sameName("same name", Form.SUPPLEMENTAL),
          sameNumber("same name and number", Form.SUPPLEMENTAL),
          sameName("truncated supplemental-metadata", Form.CUT_SUPPLEMENTAL),
          sameNumber("truncated supplemental-metadata and number", Form.CUT_SUPPLEMENTAL),
          sameName("same name, old form", Form.PLAIN),
          sameNumber("same name and number, old form", Form.PLAIN),
          sameNumber("number inside the sidecar's name", Form.NUMBER_INSIDE),
          new Rule("truncated name", HIGH, Rules::cutKeys, Rules::cutKeys),
          new Rule("name cut from the title", HIGH, Rules::keysAsIs, Rules::foretoldKeys),
          anySpelling("same name in another case", HIGH, NameCut::folded),
          anySpelling("same name but for reserved characters", MEDIUM, Rules::plainSpelling),
          new Rule("title without extension", HIGH, Rules::stemKeys, side -> readingKeys(side, NameCut::folded)),
          new Rule("same name, another extension", MEDIUM, Rules::typedStemKeys, Rules::typedStemKeys),
          new Rule("moving half of a missing still", MEDIUM, Rules::clipKeys, Rules::stillStemKeys),
          new Rule("number given twice", LOW, Rules::doubleNumberKeys, Rules::numberedReadingKeys));

  private static final String STILL = "still/";
  private static final String MOVING = "moving/";

  /** In units, with its dot. */
  private static final int LONGEST_EXTENSION = 7;

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
    return NameCut.folded(NameCut.withoutReserved(name.replace('\u0000', '/')));
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

  /** The names, without number, that the sidecar of this media has if it was cut. */
  static List<String> cutBodies(MediaName media) {
    List<String> bodies = new ArrayList<>(3);
    addCuts(bodies, media.withoutIndex(), 0);
    return bodies;
  }

  private static List<String> cutKeys(MediaName media) {
    List<String> keys = new ArrayList<>(4);
    addCuts(keys, media.withoutIndex(), media.index());
    boolean numberMayBeTitle =
        media.stem().length() <= NameCut.MEDIA_UNITS - media.extension().length() + 1;
    if (media.index() > 0 && numberMayBeTitle) {
      addCuts(keys, media.full(), 0);
      addForetold(keys, media, media.stem());
    }
    if (!keys.isEmpty()) {
      addForetold(keys, media, key(media.base(), media.index()));
    }
    return keys;
  }

  private static void addForetold(List<String> keys, MediaName media, String stem) {
    if (!media.type().moves()) {
      keys.add(foretoldKey(STILL, media.extension().length(), stem));
    }
    if (!media.type().isStill()) {
      keys.add(foretoldKey(MOVING, media.extension().length(), stem));
    }
  }

  /** Whether Google keeps or drops half a surrogate pair in a sidecar's name is not known: both are tried. */
  private static void addCuts(List<String> keys, String name, int index) {
    int units = NameCut.SIDECAR_UNITS;
    for (String counted : NameCut.countedForms(name)) {
      if (counted.length() >= units) {
        addCut(keys, counted, units, index);
      }
      if (counted.length() > units && Character.isHighSurrogate(counted.charAt(units - 1))) {
        addCut(keys, counted, units - 1, index);
        addCut(keys, counted, units + 1, index);
      }
    }
  }

  private static void addCut(List<String> keys, String name, int units, int index) {
    keys.add(key(NameCut.normalized(name.substring(0, units)), index));
  }

  private static List<String> cutKeys(Side side) {
    List<String> keys = new ArrayList<>(2);
    if (side.name().mayBeCut()) {
      addCutKeys(keys, side.name().body(), side.name().index(), side);
    }
    if (side.name().mayBeCutBehindNumber()) {
      addCutKeys(keys, side.name().withNumber(), 0, side);
    }
    return keys;
  }

  /** A title that goes on where the name was cut says more than the beginning that is left. */
  private static void addCutKeys(List<String> keys, String cutName, int index, Side side) {
    CutTitle title = CutTitle.of(cutName, side);
    if (title.saysNothing()) {
      keys.add(key(cutName, index));
    }
    if (!title.type().moves()) {
      addForetold(keys, STILL, title, index);
    }
    if (!title.type().isStill()) {
      addForetold(keys, MOVING, title, index);
    }
  }

  private static void addForetold(List<String> keys, String kind, CutTitle title, int index) {
    for (int units = 0; units <= LONGEST_EXTENSION; units++) {
      for (String stem : title.stems(units)) {
        keys.add(foretoldKey(kind, units, key(stem, index)));
      }
    }
  }

  /** The key of a stem that a title foretells for extensions of a length; no file name contains the separator. */
  private static String foretoldKey(String kind, int extensionUnits, String stem) {
    return kind + extensionUnits + "/" + stem;
  }

  /** What Google makes of the title, when the sidecar's name is the beginning of that title. */
  private static List<String> foretoldKeys(Side side) {
    List<String> keys = new ArrayList<>(4);
    for (Reading reading : side.name().readings()) {
      NameCut.cutMediaNames(reading.name()).forEach(name -> keys.add(key(name, reading.index())));
    }
    String title = side.title().map(NameCut::mediaName).orElse("");
    if (side.name().mayBeCut() && title.startsWith(side.name().body())) {
      keys.add(key(title, side.name().index()));
      NameCut.cutMediaNames(title).forEach(name -> keys.add(key(name, side.name().index())));
    }
    return keys;
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
    return cut ? List.of(foretoldKey(STILL, media.extension().length(), key(media.base(), media.index()))) : List.of();
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
      addForetold(keys, STILL, title, side.name().index());
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
