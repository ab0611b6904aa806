package org.stillkeep.takeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The readings of a sidecar's name. {@code a.jpg.supple(1).json} names the second media file of the title {@code a.jpg};
 * as an old export it could also name {@code a.jpg.supple}. The rules try the readings in order.
 *
 * @param body the name in NFC without number and {@code .json}
 * @param index the number behind everything, or 0
 * @param readings what media name it may stand for
 */
record SidecarName(String body, int index, List<Reading> readings) {

  /** How a sidecar name is made from a title. */
  enum Form {
    /** {@code title.supplemental-metadata}. */
    SUPPLEMENTAL,
    /** The same, with the word cut anywhere, down to its dot. */
    CUT_SUPPLEMENTAL,
    /** {@code title}, of exports up to early 2025, and the odd {@code title.metadata}. */
    PLAIN,
    /** {@code title(n).supplemental-metadata}, a rare place for the number. */
    NUMBER_INSIDE
  }

  /** One reading: a media name without number, and the number. */
  record Reading(Form form, String name, int index) {}

  private static final String WORD = ".supplemental-metadata";
  private static final String ODD_WORD = ".metadata";
  private static final Pattern INSIDE = Pattern.compile("(?<name>.*\\.\\w{1,5})\\((?<index>[1-9]\\d{0,5})\\)", Pattern.DOTALL);

  static SidecarName of(String fileName) {
    String text = NameCut.normalized(fileName.substring(0, fileName.length() - ".json".length()));
    Optional<Matcher> number = MediaName.number(text).filter(found -> isGooglesNumber(found.group("base")));
    String body = number.map(found -> found.group("base")).orElse(text);
    int index = number.map(MediaName::index).orElse(0);
    return new SidecarName(body, index, readings(body, index));
  }

  /** People put a blank before their own numbers; only a cut can leave one before Google's. */
  private static boolean isGooglesNumber(String body) {
    return !MediaName.endsWithBlank(body) || isAsLongAsCut(body);
  }

  private static List<Reading> readings(String body, int index) {
    List<Reading> readings = new ArrayList<>(3);
    int wordUnits = wordUnits(body);
    String name = body.substring(0, body.length() - wordUnits);
    if (wordUnits > 0) {
      readings.add(new Reading(wordUnits == WORD.length() ? Form.SUPPLEMENTAL : Form.CUT_SUPPLEMENTAL, name, index));
      addNumberInside(readings, name, index);
    }
    if (wordUnits < WORD.length()) {
      readings.add(new Reading(Form.PLAIN, body, index));
    }
    if (body.endsWith(ODD_WORD)) {
      String oddName = body.substring(0, body.length() - ODD_WORD.length());
      readings.add(new Reading(Form.PLAIN, oddName, index));
      addNumberInside(readings, oddName, index);
    }
    return readings;
  }

  private static void addNumberInside(List<Reading> readings, String name, int index) {
    Matcher inside = INSIDE.matcher(name);
    if (index == 0 && name.endsWith(")") && inside.matches()) {
      readings.add(new Reading(Form.NUMBER_INSIDE, inside.group("name"), Integer.parseInt(inside.group("index"))));
    }
  }

  /** How many units at the end of the body are the beginning of the word; 0 for none. */
  private static int wordUnits(String body) {
    for (int units = Math.min(WORD.length(), body.length()); units > 0; units--) {
      if (body.regionMatches(body.length() - units, WORD, 0, units)) {
        return units;
      }
    }
    return 0;
  }

  /** Whether the body is as long as cut bodies are. */
  boolean mayBeCut() {
    return isAsLongAsCut(body);
  }

  /** The same for the body and its number, which may have been part of the title. */
  boolean mayBeCutBehindNumber() {
    return index > 0 && isAsLongAsCut(withNumber());
  }

  /** The body and its number, if it has one. */
  String withNumber() {
    return index == 0 ? body : body + "(" + index + ")";
  }

  private static boolean isAsLongAsCut(String body) {
    for (String counted : NameCut.countedForms(body)) {
      int units = counted.length();
      if (units == NameCut.SIDECAR_UNITS
          || units == NameCut.SIDECAR_UNITS - 1
          || (units == NameCut.SIDECAR_UNITS + 1 && Character.isLowSurrogate(counted.charAt(units - 1)))) {
        return true;
      }
    }
    return false;
  }
}
