package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.List;
import org.stillkeep.takeout.SidecarName.Reading;

/** The keys under which media and sidecars meet whose names Google cut; see {@link NameCut}. */
final class CutKeys {

  /** Before foretold stems of photos; the halves of a live photo share their stem. */
  static final String STILL = "still/";

  /** Before foretold stems of what moves. */
  private static final String MOVING = "moving/";

  /** In units, with its dot. */
  private static final int LONGEST_EXTENSION = 7;

  private CutKeys() {}

  /** The names, without number, that the sidecar of this media has if it was cut. */
  static List<String> bodies(MediaName media) {
    List<String> bodies = new ArrayList<>(3);
    addCuts(bodies, media.withoutIndex(), 0);
    return bodies;
  }

  /** The keys of a media file whose sidecar may have a cut name. */
  static List<String> of(MediaName media) {
    List<String> keys = new ArrayList<>(4);
    addCuts(keys, media.withoutIndex(), media.index());
    boolean numberMayBeTitle =
        media.stem().length() <= NameCut.MEDIA_UNITS - media.extension().length() + 1;
    if (media.index() > 0 && numberMayBeTitle) {
      addCuts(keys, media.full(), 0);
      addForetold(keys, media, media.stem());
    }
    if (!keys.isEmpty()) {
      addForetold(keys, media, Rule.key(media.base(), media.index()));
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
    keys.add(Rule.key(NameCut.normalized(name.substring(0, units)), index));
  }

  /** The keys of a sidecar whose name may be cut. */
  static List<String> of(Side side) {
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
      keys.add(Rule.key(cutName, index));
    }
    if (!title.type().moves()) {
      addForetold(keys, STILL, title, index);
    }
    if (!title.type().isStill()) {
      addForetold(keys, MOVING, title, index);
    }
  }

  static void addForetold(List<String> keys, String kind, CutTitle title, int index) {
    for (int units = 0; units <= LONGEST_EXTENSION; units++) {
      for (String stem : title.stems(units)) {
        keys.add(foretoldKey(kind, units, Rule.key(stem, index)));
      }
    }
  }

  /** The key of a stem that a title foretells for extensions of a length; no file name contains the separator. */
  static String foretoldKey(String kind, int extensionUnits, String stem) {
    return kind + extensionUnits + "/" + stem;
  }

  /** What Google makes of the title, when the sidecar's name is the beginning of that title. */
  static List<String> foretold(Side side) {
    List<String> keys = new ArrayList<>(4);
    for (Reading reading : side.name().readings()) {
      NameCut.cutMediaNames(reading.name()).forEach(name -> keys.add(Rule.key(name, reading.index())));
    }
    String title = side.title().map(NameCut::mediaName).orElse("");
    if (side.name().mayBeCut() && title.startsWith(side.name().body())) {
      keys.add(Rule.key(title, side.name().index()));
      NameCut.cutMediaNames(title).forEach(name -> keys.add(Rule.key(name, side.name().index())));
    }
    return keys;
  }
}
