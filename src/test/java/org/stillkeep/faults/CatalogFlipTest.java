package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.catalog.AssetState;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.catalog.StoredAsset;
import org.stillkeep.library.ByteObserver;
import org.stillkeep.library.ContentPart;
import org.stillkeep.library.Library;
import org.stillkeep.library.SealedContent;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/**
 * A byte of the catalog is another one. It holds nothing that the vault has not, and is not authenticated: what counts is that nothing
 * is given out as a photo that is none, that nothing in the vault is touched for its sake, that the program does not break, and that a
 * catalog that is made anew has everything.
 */
@Covers({"F54", "P2"})
class CatalogFlipTest {

  /** Without {@code -Dstillkeep.slow=true}, of the bytes that are not zero. */
  private static final int SAMPLE_EVERY = 101;

  /** What became of it, from best to worst. */
  private enum Verdict {
    /** Everything is as it was. */
    SAME,
    /** The catalog was refused as damaged. */
    REFUSED,
    /** A photo is refused by its name: what the catalog has of its keys does not open it. */
    PHOTO_REFUSED,
    /** Something is missing, and {@code verify} names the catalog. */
    FOUND_BY_VERIFY,
    /** A title, a time or an album is another one. Every photo is there. */
    OTHER_DETAILS,
    /** Something is missing, and nothing tells. */
    HIDDEN,
    /** Something else was given out as a photo's content. */
    BELIEVED
  }

  @TempDir private Path folder;

  private SmallLibrary library;
  private Map<String, String> whole;
  private byte[] good;
  private Map<String, byte[]> vault;

  @BeforeEach
  void fill() throws IOException {
    library = SmallLibrary.filled(folder.resolve("vault"));
    vault = SmallLibrary.files(library.vault);
    Path file = folder.resolve("good.db");
    try (Catalog catalog = Catalog.open(file)) {
      whole = read(catalog);
      catalog.rest();
    }
    good = Files.readAllBytes(file);
  }

  @Test
  void noChangedByteOfACatalogLosesAPhoto() throws IOException {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    List<String> worst = new ArrayList<>();
    int seen = 0;
    for (int at = 0; at < good.length; at++) {
      // Most bytes are zero, and most of these lie in no row.
      if (Tier.slow() || (good[at] != 0 && seen++ % SAMPLE_EVERY == 0)) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << (seen + at) % 8);
        Verdict verdict = judge(bad, at);
        counts.merge(verdict, 1, Integer::sum);
        if (verdict.compareTo(Verdict.OTHER_DETAILS) > 0) {
          worst.add(verdict + " at " + at);
        }
      }
    }
    int tried = counts.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("F54 " + tried + " bytes of " + good.length + " of a catalog changed: " + counts);
    assertThat(worst).isEmpty();
    assertThat(counts).containsKeys(Verdict.SAME, Verdict.REFUSED);
    requireVaultUntouched();
    assertThat(read(open(new byte[0]))).isEqualTo(whole);
  }

  private Verdict judge(byte[] bad, int at) throws IOException {
    Map<String, String> read;
    boolean isNamed;
    try (Catalog catalog = open(bad)) {
      read = read(catalog);
      isNamed = !catalog.damage().isEmpty();
    } catch (CatalogException e) {
      assertThat(e.reason()).as("byte %s: %s", at, e.getMessage()).isNotEqualTo(CatalogException.Reason.IN_USE);
      return Verdict.REFUSED;
    } catch (IOException e) {
      return Verdict.PHOTO_REFUSED;
    }
    if (read.equals(whole)) {
      return Verdict.SAME;
    }
    Set<String> contents = contents(read);
    boolean isRefused = contents.removeIf(each -> each.startsWith("refused: "));
    if (!contents(whole).containsAll(contents)) {
      return Verdict.BELIEVED;
    }
    boolean isAllThere = contents.equals(contents(whole));
    return isNamed ? Verdict.FOUND_BY_VERIFY : isAllThere ? Verdict.OTHER_DETAILS : isRefused ? Verdict.PHOTO_REFUSED : Verdict.HIDDEN;
  }

  /** What was given out of photos, as against what is told of them. */
  private static Set<String> contents(Map<String, String> read) {
    Set<String> contents = new TreeSet<>();
    read.forEach(
        (name, value) -> {
          if (name.endsWith(" content") || name.endsWith(" video") || name.endsWith(" thumbnail")) {
            contents.add(value);
          }
        });
    return contents;
  }

  /** The photo would be sealed under a header that the vault does not have, and the good object put aside for it. */
  @Test
  void aWrongHeaderInTheCatalogCostsNoObject() throws IOException {
    assertNotRestored(
        stored -> {
          byte[] bad = good.clone();
          bad[indexOf(stored.content().header())] ^= 1;
          return bad;
        });
  }

  @Test
  void aWrongObjectInTheCatalogCostsNoObject() throws IOException {
    assertNotRestored(
        stored -> {
          byte[] bad = good.clone();
          int at = indexOf(stored.content().objectKey().getBytes(StandardCharsets.US_ASCII));
          bad[at] = (byte) (bad[at] == 'a' ? 'b' : 'a');
          return bad;
        });
  }

  @Test
  void anAssetThatNoListHasIsFoundByVerify() throws IOException {
    try (Catalog catalog = open(good)) {
      assertThat(catalog.damage()).isEmpty();
    }
    byte[] bad = good.clone();
    bad[indexOf("ACTIVEPHOTO".getBytes(StandardCharsets.US_ASCII))] = 'I';
    try (Catalog catalog = open(bad)) {
      assertThat(read(catalog)).isNotEqualTo(whole);
      assertThat(catalog.damage()).containsExactly("there are assets in a state that there is not");
    }
  }

  @Test
  void aWordThatIsNoneOfOursIsDamageAndNoFailureOfTheProgram() throws IOException {
    byte[] bad = good.clone();
    bad[indexOf("ACTIVEPHOTO".getBytes(StandardCharsets.US_ASCII)) + "ACTIVE".length()] = 'B';
    try (Catalog catalog = open(bad)) {
      assertThatExceptionOfType(CatalogException.class)
          .isThrownBy(() -> first(catalog))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(CatalogException.Reason.DAMAGED));
    }
  }

  private interface Damage {
    byte[] to(StoredAsset stored);
  }

  private void assertNotRestored(Damage damage) throws IOException {
    StoredAsset sound;
    try (Catalog catalog = open(good)) {
      sound = first(catalog);
    }
    byte[] content = whole.get(sound.asset().details().title() + " content").getBytes(StandardCharsets.UTF_8);
    try (Catalog catalog = open(damage.to(sound));
        VaultStore store = library.openStore(VaultOptions.readWrite(Optional.empty()));
        Library open = library.openLibrary(store, catalog)) {
      open.refresh(() -> false);
      ContentPart part = new ContentPart("IMG_1.jpg", content.length, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(content));
      SealedContent found = open.seal(part, Optional.empty(), ByteObserver.NONE, () -> false);
      assertThatExceptionOfType(CatalogException.class)
          .isThrownBy(() -> open.health().restore(first(catalog), found, () -> false))
          .withMessageContaining("the catalog is damaged at IMG_1 at the beach.jpg in Sardinia")
          .satisfies(e -> assertThat(e.reason()).isEqualTo(CatalogException.Reason.DAMAGED));
      open.discard(found);
    }
    requireVaultUntouched();
  }

  private void requireVaultUntouched() throws IOException {
    Map<String, byte[]> now = SmallLibrary.files(library.vault);
    assertThat(now).containsOnlyKeys(vault.keySet());
    vault.forEach((name, bytes) -> assertThat(now.get(name)).as(name).isEqualTo(bytes));
  }

  private static StoredAsset first(Catalog catalog) {
    List<StoredAsset> all = new ArrayList<>();
    catalog.assets().forEach(AssetState.ACTIVE, all::add);
    return all.get(0);
  }

  private int indexOf(byte[] wanted) {
    for (int at = 0; at + wanted.length <= good.length; at++) {
      if (Arrays.equals(good, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new AssertionError("not in the catalog");
  }

  private Catalog open(byte[] bytes) throws IOException {
    Path file = folder.resolve("catalog.db");
    for (String each : List.of("catalog.db", "catalog.db-wal", "catalog.db-shm")) {
      Files.deleteIfExists(folder.resolve(each));
    }
    Files.write(file, bytes);
    return Catalog.open(file);
  }

  private Map<String, String> read(Catalog catalog) throws IOException {
    try (VaultStore store = library.openStore(VaultOptions.readOnly(Optional.empty()));
        Library open = library.openLibrary(store, catalog)) {
      open.refresh(() -> false);
      return new TreeMap<>(SmallLibrary.readAll(open, catalog));
    }
  }
}
