package org.stillkeep.takeout;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillkeep.asset.Place;

/**
 * What the JSON texts of a set say, as far as matching and a report need it: some thirty bytes for a sidecar. Texts are
 * numbered in the order in which they came.
 *
 * <pre>
 * record  flags:number, then what the flags announce: taken:8 (milliseconds since 1970), url:8 (a hash), title:text,
 *         latitude:8 longitude:8, altitude:8, description:text; people:number and as many numbers
 * </pre>
 */
final class SidecarTable {

  private static final int FAVORITED = 1;
  private static final int ARCHIVED = 1 << 1;
  private static final int TRASHED = 1 << 2;
  private static final int LOCKED = 1 << 3;
  private static final int PARTNER = 1 << 4;
  private static final int TAKEN = 1 << 5;
  private static final int URL = 1 << 6;

  /** The title is the name that the sidecar's own name tells, and not written. */
  private static final int TITLE_AS_NAMED = 1 << 7;

  private static final int TITLE = 1 << 8;
  private static final int PLACE = 1 << 9;
  private static final int ALTITUDE = 1 << 10;
  private static final int DESCRIPTION = 1 << 11;
  private static final int EXPORTED = 1 << 12;

  private static final TakeoutJson.Kind[] KINDS = TakeoutJson.Kind.values();
  private static final int NO_RECORD = -1;

  private final PackedBytes packed;
  private final List<String> people = new ArrayList<>();
  private final Map<String, Integer> numberOfPerson = new HashMap<>();
  private final Map<Integer, AlbumText> albums = new HashMap<>();
  private final IntColumn kinds = new IntColumn();
  private final IntColumn records = new IntColumn();
  private int size;

  SidecarTable(PackedBytes packed) {
    this.packed = packed;
  }

  /** Keeps what a text says; the answer is its number. */
  @SuppressWarnings("EnumOrdinal") // never leaves this object
  int add(TakeoutJson json, String fileName) {
    kinds.set(size, json.kind().ordinal());
    records.set(size, json.sidecar().map(sidecar -> write(sidecar, SidecarName.of(fileName))).orElse(NO_RECORD));
    json.album().ifPresent(album -> albums.put(size, album));
    return size++;
  }

  TakeoutJson.Kind kind(int text) {
    return KINDS[kinds.get(text)];
  }

  /** What the text of an album says. */
  AlbumText album(int text) {
    return albums.get(text);
  }

  boolean favorited(int text) {
    return has(text, FAVORITED);
  }

  boolean archived(int text) {
    return has(text, ARCHIVED);
  }

  boolean trashed(int text) {
    return has(text, TRASHED);
  }

  boolean locked(int text) {
    return has(text, LOCKED);
  }

  boolean partner(int text) {
    return has(text, PARTNER);
  }

  /** Whether an export of Stillkeep wrote it. */
  boolean exported(int text) {
    return has(text, EXPORTED);
  }

  Optional<Instant> takenAt(int text) {
    ByteBuffer in = packed.at(records.get(text));
    return (PackedBytes.number(in) & TAKEN) == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(in.getLong()));
  }

  Optional<String> title(int text, SidecarName name) {
    ByteBuffer in = packed.at(records.get(text));
    int flags = PackedBytes.number(in);
    skip(in, flags, TAKEN);
    skip(in, flags, URL);
    return title(in, flags, name);
  }

  /** Whether two sidecars name two pages of Google Photos. */
  boolean differInUrl(int text, int other) {
    Optional<Long> one = url(text);
    Optional<Long> second = url(other);
    return one.isPresent() && second.isPresent() && !one.equals(second);
  }

  SidecarFacts facts(int text, SidecarName name) {
    ByteBuffer in = packed.at(records.get(text));
    int flags = PackedBytes.number(in);
    skip(in, flags, TAKEN);
    skip(in, flags, URL);
    Optional<String> title = title(in, flags, name);
    Optional<Place> place = (flags & PLACE) == 0 ? Optional.empty() : Optional.of(place(in, flags));
    Optional<String> description = (flags & DESCRIPTION) == 0 ? Optional.empty() : Optional.of(PackedBytes.text(in));
    List<String> names = new ArrayList<>();
    for (int left = PackedBytes.number(in); left > 0; left--) {
      names.add(people.get(PackedBytes.number(in)));
    }
    return new SidecarFacts(title, takenAt(text), place, description, names, exported(text));
  }

  private int write(Sidecar sidecar, SidecarName name) {
    boolean asNamed = sidecar.title().equals(Optional.of(name.readings().get(0).name()));
    packed.begin().putNumber(flags(sidecar, asNamed));
    sidecar.takenAt().ifPresent(taken -> packed.putLong(taken.toEpochMilli()));
    sidecar.url().ifPresent(url -> packed.putLong(KeyIndex.hash(url)));
    sidecar.title().filter(title -> !asNamed).ifPresent(packed::putText);
    sidecar.place().ifPresent(place -> packed.putDouble(place.latitude()).putDouble(place.longitude()));
    sidecar.place().map(Place::altitudeMetres).ifPresent(altitude -> altitude.ifPresent(packed::putDouble));
    sidecar.description().ifPresent(packed::putText);
    packed.putNumber(sidecar.people().size());
    sidecar.people().forEach(person -> packed.putNumber(numberOfPerson.computeIfAbsent(person, this::number)));
    return packed.end();
  }

  private int number(String person) {
    people.add(person);
    return people.size() - 1;
  }

  private static int flags(Sidecar sidecar, boolean asNamed) {
    return (sidecar.favorited() ? FAVORITED : 0)
        | (sidecar.archived() ? ARCHIVED : 0)
        | (sidecar.trashed() ? TRASHED : 0)
        | (sidecar.locked() ? LOCKED : 0)
        | (sidecar.partner() ? PARTNER : 0)
        | (sidecar.takenAt().isPresent() ? TAKEN : 0)
        | (sidecar.url().isPresent() ? URL : 0)
        | (asNamed ? TITLE_AS_NAMED : sidecar.title().isPresent() ? TITLE : 0)
        | (sidecar.place().isPresent() ? PLACE : 0)
        | (sidecar.place().filter(place -> place.altitudeMetres().isPresent()).isPresent() ? ALTITUDE : 0)
        | (sidecar.description().isPresent() ? DESCRIPTION : 0)
        | (sidecar.exported() ? EXPORTED : 0);
  }

  private boolean has(int text, int flag) {
    return (PackedBytes.number(packed.at(records.get(text))) & flag) != 0;
  }

  private Optional<Long> url(int text) {
    ByteBuffer in = packed.at(records.get(text));
    int flags = PackedBytes.number(in);
    skip(in, flags, TAKEN);
    return (flags & URL) == 0 ? Optional.empty() : Optional.of(in.getLong());
  }

  private static void skip(ByteBuffer in, int flags, int flag) {
    if ((flags & flag) != 0) {
      in.getLong();
    }
  }

  private static Optional<String> title(ByteBuffer in, int flags, SidecarName name) {
    if ((flags & TITLE_AS_NAMED) != 0) {
      return Optional.of(name.readings().get(0).name());
    }
    return (flags & TITLE) == 0 ? Optional.empty() : Optional.of(PackedBytes.text(in));
  }

  private static Place place(ByteBuffer in, int flags) {
    double latitude = in.getDouble();
    double longitude = in.getDouble();
    return new Place(
        latitude, longitude, (flags & ALTITUDE) == 0 ? OptionalDouble.empty() : OptionalDouble.of(in.getDouble()));
  }
}
