package org.stillkeep.zones;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The time zones of the earth: which offset from UTC the clocks at some place had at some time, with all its history of
 * summer times and reforms as Java knows it.
 *
 * <p>The map is exact to about a kilometre. Where zones meet, or overlap because states dispute, it answers only if all of
 * them had the same offset then: it says nothing rather than guess. At sea beyond territorial waters the longitude tells the
 * offset, as on ships. Immutable; it takes 4 MB, is read in
 * when it is asked for, and goes when nobody holds it any more.
 */
public final class ZoneMap {

  private static final String RESOURCE = "world.zones";
  private static final double DEGREES_PER_HOUR = 15;

  /** Guarded by the class. */
  private static WeakReference<ZoneMap> world = new WeakReference<>(null);

  private final ZoneTree tree;

  private ZoneMap(ZoneTree tree) {
    this.tree = tree;
  }

  /** The map of the world that comes with the program, for as long as it is needed: to read it in takes 10 to 40 ms. */
  public static synchronized ZoneMap world() {
    ZoneMap map = world.get();
    if (map == null) {
      map = load();
      world = new WeakReference<>(map);
    }
    return map;
  }

  private static ZoneMap load() {
    try (InputStream resource = ZoneMap.class.getResourceAsStream(RESOURCE)) {
      return new ZoneMap(ZoneTree.read(new DataInputStream(new BufferedInputStream(resource))));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's map of time zones cannot be read", e);
    }
  }

  /** Empty for a zone younger than this Java. */
  private static Optional<ZoneRules> rules(List<String> names) {
    Set<String> known = ZoneRulesProvider.getAvailableZoneIds();
    // Where it does not know the name in use, perhaps it knows the older one.
    return names.stream().filter(known::contains).findFirst().map(name -> ZoneRulesProvider.getRules(name, false));
  }

  /** The offset of the clocks at a place at that moment, in whole minutes; empty where it cannot be told for sure. */
  public Optional<ZoneOffset> offset(double latitude, double longitude, Instant moment) {
    return offset(latitude, longitude, zone -> zone.getOffset(moment));
  }

  /**
   * The offset of the clocks at a place when they showed these digits, in whole minutes; empty where it cannot be told for
   * sure. Of the two moments with the same digits when summer time ends, it is that of the first.
   */
  public Optional<ZoneOffset> offset(double latitude, double longitude, LocalDateTime digits) {
    return offset(latitude, longitude, zone -> zone.getOffset(digits));
  }

  /** Names of the zones that meet at a place; none at sea. */
  List<String> zones(double latitude, double longitude) {
    return Arrays.stream(tree.at(latitude, longitude)).mapToObj(zone -> tree.names().get(zone).get(0)).toList();
  }

  private Optional<ZoneOffset> offset(double latitude, double longitude, Function<ZoneRules, ZoneOffset> then) {
    int[] zones = tree.at(latitude, longitude);
    if (zones.length == 0) {
      return Optional.of(ZoneOffset.ofHours((int) Math.round(longitude / DEGREES_PER_HOUR)));
    }
    List<ZoneOffset> offsets = new ArrayList<>();
    for (int zone : zones) {
      Optional<ZoneRules> rules = rules(tree.names().get(zone));
      if (rules.isEmpty()) {
        return Optional.empty();
      }
      offsets.add(wholeMinutes(then.apply(rules.get())));
    }
    return offsets.stream().distinct().count() == 1 ? Optional.of(offsets.get(0)) : Optional.empty();
  }

  /** The nearest offset that can be written as hours and minutes: before standard time, towns went by the sun, to the second. */
  public static ZoneOffset wholeMinutes(ZoneOffset exact) {
    return ZoneOffset.ofTotalSeconds(Math.round(exact.getTotalSeconds() / 60f) * 60);
  }
}
