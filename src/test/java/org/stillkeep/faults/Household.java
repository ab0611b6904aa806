package org.stillkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.stillkeep.importer.TakeoutBuilder;

/** A family that takes pictures, has them at Google, and asks for Takeouts. Knows what each archive must bring. */
final class Household {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final List<String> ALBUMS = List.of("Sardinia", "Garden", "Grandma's 80th", "Snow");

  final List<Snap> snaps = new ArrayList<>();

  /** All archives that have been dropped whole, and that the catalog has to know. */
  final List<Parcel> received = new ArrayList<>();

  private final Random random;
  private final Path drawer;
  private final List<List<Parcel>> takeouts = new ArrayList<>();
  private final Map<String, Path> originals = new HashMap<>();
  private int taken;

  /** @param drawer where archives lie before they come */
  Household(Random random, Path drawer) {
    this.random = random;
    this.drawer = drawer;
  }

  /** Takes a picture. */
  Snap takes(Instant when) {
    int number = ++taken;
    Snap snap =
        switch (random.nextInt(12)) {
          case 0 -> Snap.live(number, when);
          case 1 -> Snap.video(number, when);
          default -> Snap.photo(number, when, 500 + random.nextInt(3_000));
        };
    if (snap.moving.isEmpty() && random.nextInt(3) > 0) {
      snap.albums.add(anyAlbum());
    }
    snaps.add(snap);
    return snap;
  }

  /** Puts old pictures into a further album at Google, which the next Takeout tells. */
  void tidiesUp() {
    for (int i = 0; i < 3; i++) {
      Snap snap = snaps.get(random.nextInt(snaps.size()));
      if (snap.moving.isEmpty()) {
        snap.albums.add(anyAlbum());
      }
    }
  }

  private String anyAlbum() {
    return ALBUMS.get(random.nextInt(ALBUMS.size()));
  }

  /** A Takeout of these pictures, in so many parts. */
  List<Parcel> asksForTakeout(Instant now, List<Snap> wanted, int parts) throws IOException {
    TakeoutBuilder builder = TakeoutBuilder.takeout(STAMP.format(now.plusSeconds(takeouts.size())));
    Map<Integer, List<Snap>> media = new TreeMap<>();
    Map<Integer, List<Snap>> sidecars = new TreeMap<>();
    for (Snap snap : wanted) {
      int part = 1 + random.nextInt(parts);
      int sidecarPart = random.nextInt(8) == 0 ? 1 + random.nextInt(parts) : part;
      Parcel.pack(builder, snap, part, sidecarPart);
      media.computeIfAbsent(part, number -> new ArrayList<>()).add(snap);
      sidecars.computeIfAbsent(sidecarPart, number -> new ArrayList<>()).add(snap);
    }
    List<Parcel> made = new ArrayList<>();
    for (Map.Entry<Integer, Path> part : builder.writeTo(Files.createDirectories(drawer)).entrySet()) {
      made.add(
          Parcel.of(
              part.getValue(), media.getOrDefault(part.getKey(), List.of()), sidecars.getOrDefault(part.getKey(), List.of())));
    }
    takeouts.add(made);
    return made;
  }

  /** New pictures since the last Takeout, taken within hours. */
  List<Snap> takesSome(int most, Instant now) {
    List<Snap> some = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      some.add(takes(now.minus(Duration.ofMinutes(60 + random.nextInt(600))).truncatedTo(ChronoUnit.SECONDS)));
    }
    return some;
  }

  /** Lets an archive lie in the inbox under a name, and waits for nothing. */
  void drops(Parcel parcel, Path inbox, String name) throws IOException {
    parcel.dropInto(inbox, name);
    originals.put(name, parcel.file());
    receives(parcel);
  }

  /** The catalog is lost: of archives that are not in the inbox any more, nobody knows. */
  void forgetsAllBut(Set<String> namesInInbox) {
    Set<Path> files = new HashSet<>();
    namesInInbox.forEach(name -> files.add(originals.get(name)));
    received.removeIf(parcel -> !files.contains(parcel.file()));
  }

  /** What an archive in the inbox has to be like. */
  Path original(String name) {
    return originals.get(name);
  }

  /** An archive has come: what is in it must be in the library from now on. */
  private void receives(Parcel parcel) {
    if (received.contains(parcel)) {
      return;
    }
    received.add(parcel);
    for (int i = 0; i < parcel.media().size(); i++) {
      Snap snap = parcel.media().get(i);
      snap.there = true;
      snap.albumsThere.addAll(parcel.albums().get(i));
    }
    List<Parcel> takeout = takeouts.stream().filter(each -> each.contains(parcel)).findFirst().orElseThrow();
    Set<Snap> media = new HashSet<>();
    Set<Snap> sidecars = new HashSet<>();
    takeout.stream()
        .filter(received::contains)
        .forEach(
            each -> {
              media.addAll(each.media());
              sidecars.addAll(each.sidecars());
            });
    media.retainAll(sidecars);
    media.forEach(snap -> snap.dated = true);
  }

  /** Those that have to be in the library, outside its trash. */
  List<Snap> there() {
    return snaps.stream().filter(snap -> snap.there && !snap.thrownAway).toList();
  }

  /** What has to lie in an export folder, by relative path. */
  Map<String, byte[]> exported() {
    Map<String, byte[]> exported = new TreeMap<>();
    for (Snap snap : there()) {
      for (String folder : snap.folders()) {
        snap.files().forEach((name, content) -> exported.put(folder + "/" + name, content));
      }
    }
    return exported;
  }
}
