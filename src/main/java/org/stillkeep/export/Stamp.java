package org.stillkeep.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;
import org.stillkeep.media.Inscription;

/**
 * A digest of all that a sidecar is made from, so that a pass can tell without rendering it, or reading it back, that it
 * would come out the same. Lives in the ledger only; a stamp that differs costs a rendering, never a rewrite of equal bytes.
 */
final class Stamp {

  /** Raised whenever what is written from the same facts changes, so that existing sidecars follow. */
  private static final String VERSION = "2";

  private static final int BYTES = 16;

  private final MessageDigest digest;

  private Stamp() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    add(VERSION);
  }

  static String ofAsset(AssetDetails details, Filing filing) {
    Stamp stamp = new Stamp();
    stamp.add(details.title());
    stamp.add(details.liveVideoTitle().orElse(""));
    stamp.add(details.taken().instant().toString());
    stamp.add(details.taken().source().name());
    stamp.add(details.taken().accuracy().name());
    stamp.add(details.taken().offset().map(Object::toString).orElse(""));
    stamp.add(details.modified().map(Object::toString).orElse(""));
    stamp.add(details.place().map(Place::toString).orElse(""));
    stamp.add(details.description());
    stamp.add(Integer.toString(details.people().size()));
    details.people().forEach(stamp::add);
    stamp.add(details.archived() ? "archived" : "");
    stamp.add(filing.favorite() ? "favorite" : "");
    stamp.add(Integer.toString(filing.albums().size()));
    filing.albums().forEach(album -> stamp.add(album.stamp()));
    stamp.add(details.url().orElse(""));
    stamp.add(details.sidecarJson().orElse(""));
    stamp.add(details.editedOf().map(ContentHash::text).orElse(""));
    return stamp.text();
  }

  /** For the XMP of an asset's files. */
  static String ofXmp(AssetDetails details, Inscription inscription) {
    return ofTexts(details.title(), details.liveVideoTitle().orElse(""), ofInscription(inscription));
  }

  /** For what is said about a picture, in its XMP or in the file itself. */
  static String ofInscription(Inscription inscription) {
    Stamp stamp = new Stamp();
    stamp.add(inscription.taken().map(Object::toString).orElse(""));
    stamp.add(inscription.place().map(Object::toString).orElse(""));
    stamp.add(inscription.description());
    stamp.add(inscription.favorite() ? "favorite" : "");
    inscription.people().forEach(stamp::add);
    return stamp.text();
  }

  /** A digest of some texts, in their order. */
  static String ofTexts(String... texts) {
    Stamp stamp = new Stamp();
    for (String text : texts) {
      stamp.add(text);
    }
    return stamp.text();
  }

  private void add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    // Lengths between the parts: ["ab", "c"] and ["a", "bc"] are two things.
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private String text() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
