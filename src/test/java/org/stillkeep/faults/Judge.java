package org.stillkeep.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.library.Library;
import org.stillkeep.library.VerifyFinding;
import org.stillkeep.library.VerifyListener;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultFinding;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/**
 * Opens a vault that something was done to, reads everything, and says what became of it. The question is whether anything was
 * believed that was never put there.
 */
final class Judge {

  /** How closely it is looked at. */
  enum Look {
    /** Opened, and the catalog brought in step. */
    OPEN,
    /** Also the folder checked, without reading a photo. */
    FOLDER,
    /** Also every photo decrypted and compared with its hash. */
    VERIFY,
    /** Also everything read once more and compared with what was put in, and the folder checked. */
    READ
  }

  /** What became of it, from best to worst. */
  enum Verdict {
    /** Nothing was wrong with what is there. */
    WHOLE,
    /** Everything was read, and the damage was named all the same. */
    RECOVERED,
    /** Some photo could not be read, and was named; everything else was read. */
    PHOTO_REFUSED,
    /** The vault was not opened, for a reason that names what is wrong. */
    VAULT_REFUSED,
    /** Something was given out that never was put in, or is missing unseen. */
    BELIEVED
  }

  /**
   * A verdict with its reasons.
   *
   * @param words what the program said, or what was believed
   */
  record Finding(Verdict verdict, String words) {}

  private final SmallLibrary library;
  private final Map<String, String> whole;
  private final Catalog present = Catalog.inMemory();
  private final Catalog rebuilt = Catalog.inMemory();

  Judge(SmallLibrary library) throws IOException {
    this.library = library;
    try (VaultStore store = open(Optional.empty());
        Library open = library.openLibrary(store, present)) {
      open.refresh(() -> false);
      this.whole = SmallLibrary.readAll(open, present);
    }
  }

  /** What the vault gave out before anything was done to it. */
  Map<String, String> whole() {
    return whole;
  }

  /** With the catalog that has known the vault all along. */
  Finding withCatalog(Optional<ChangeHead> lastSeen, Look look) throws IOException {
    return judge(lastSeen, present, look);
  }

  /** With a catalog that knows nothing yet. */
  Finding rebuilt(Look look) throws IOException {
    rebuilt.forgetLibrary();
    List.of("library.store", "library.collections", "library.trash").forEach(rebuilt.cursors()::remove);
    return judge(Optional.empty(), rebuilt, look);
  }

  private Finding judge(Optional<ChangeHead> lastSeen, Catalog catalog, Look look) throws IOException {
    try (VaultStore store = open(lastSeen);
        Library open = library.openLibrary(store, catalog)) {
      open.refresh(() -> false);
      List<VaultFinding> files = new ArrayList<>(store.findings());
      if (look == Look.FOLDER) {
        files.addAll(store.check(() -> false));
        return verdict(List.of(), files);
      }
      List<VerifyFinding> photos = List.of();
      if (look != Look.OPEN) {
        photos = open.verify(true, VerifyListener.NONE, () -> false).findings();
      }
      if (look == Look.READ) {
        files.addAll(store.check(() -> false));
        return compare(SmallLibrary.readAll(open, catalog), photos, files);
      }
      return verdict(photos, files);
    } catch (IOException e) {
      return new Finding(Verdict.VAULT_REFUSED, e.getMessage());
    }
  }

  private Finding compare(Map<String, String> read, List<VerifyFinding> photos, List<VaultFinding> files) {
    if (!read.keySet().equals(whole.keySet())) {
      return new Finding(Verdict.BELIEVED, "there are " + read.keySet() + " instead of " + whole.keySet() + photos + files);
    }
    for (Map.Entry<String, String> part : read.entrySet()) {
      String title = part.getKey().replaceFirst(" (content|thumbnail|video)$", "");
      boolean isNamed = photos.stream().anyMatch(each -> each.title().equals(title));
      boolean isRefused = part.getValue().startsWith("refused: " + title) && isNamed;
      if (!isRefused && !part.getValue().equals(whole.get(part.getKey()))) {
        return new Finding(Verdict.BELIEVED, part.getKey() + " is " + part.getValue() + photos + files);
      }
    }
    return verdict(photos, files);
  }

  private static Finding verdict(List<VerifyFinding> photos, List<VaultFinding> files) {
    Verdict verdict = !photos.isEmpty() ? Verdict.PHOTO_REFUSED : files.isEmpty() ? Verdict.WHOLE : Verdict.RECOVERED;
    return new Finding(verdict, photos + " " + files);
  }

  private VaultStore open(Optional<ChangeHead> lastSeen) throws IOException {
    return library.openStore(VaultOptions.readOnly(lastSeen));
  }
}
