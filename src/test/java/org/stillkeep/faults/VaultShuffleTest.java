package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.catalog.Catalog;
import org.stillkeep.faults.Judge.Finding;
import org.stillkeep.faults.Judge.Look;
import org.stillkeep.faults.Judge.Verdict;
import org.stillkeep.library.Library;
import org.stillkeep.vault.ChangeHead;
import org.stillkeep.vault.VaultOptions;
import org.stillkeep.vault.VaultStore;

/**
 * Files of a vault are cut, zeroed, deleted, swapped, or put back to an older state; two copies of it are written to and mixed. None of
 * it is believed.
 */
class VaultShuffleTest {

  private static final int CUT_EVERY = Tier.slow() ? 1 : 16;

  @TempDir private Path folder;

  private SmallLibrary library;
  private Judge judge;
  private Map<String, byte[]> good;
  private Optional<ChangeHead> lastSeen;

  @BeforeEach
  void fill() throws IOException {
    library = SmallLibrary.filled(folder.resolve("vault"));
    judge = new Judge(library);
    good = SmallLibrary.files(library.vault);
    lastSeen = Optional.of(library.head());
  }

  @Test
  @Covers({"F52", "F54"})
  void aFileCutAnywhereIsNamed() throws IOException {
    forEachFileAndLength((name, content, length) -> SmallLibrary.put(library.vault, name, Arrays.copyOf(content, length)));
  }

  @Test
  @Covers("F52")
  void aFileWhoseEndIsZeroesIsNamed() throws IOException {
    forEachFileAndLength(
        (name, content, length) -> {
          byte[] zeroed = content.clone();
          Arrays.fill(zeroed, length, zeroed.length, (byte) 0);
          SmallLibrary.put(library.vault, name, zeroed);
        });
  }

  private interface Damage {
    void doTo(String name, byte[] content, int length) throws IOException;
  }

  private void forEachFileAndLength(Damage damage) throws IOException {
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      for (int length = 0; length < file.getValue().length; length += CUT_EVERY) {
        damage.doTo(file.getKey(), file.getValue(), length);
        assertExpected(file.getKey(), judge.withCatalog(Optional.empty(), glance(file.getKey())));
      }
      damage.doTo(file.getKey(), file.getValue(), Math.max(0, file.getValue().length - 1));
      assertExpected(file.getKey(), judge.rebuilt(Look.READ));
      SmallLibrary.put(library.vault, file.getKey(), file.getValue());
    }
  }

  private static Look glance(String name) {
    return switch (kind(name)) {
      case "objects" -> Look.VERIFY;
      case "changes-copy" -> Look.FOLDER;
      default -> Look.OPEN;
    };
  }

  @Test
  @Covers("F55")
  void aDeletedFileIsNamed() throws IOException {
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      Map<String, byte[]> others = new TreeMap<>(good);
      others.remove(file.getKey());
      SmallLibrary.putAll(library.vault, others);
      assertExpected(file.getKey(), judge.withCatalog(lastSeen, Look.READ));
      assertExpected(file.getKey(), judge.rebuilt(Look.READ));
      SmallLibrary.put(library.vault, file.getKey(), file.getValue());
    }
  }

  /** Only somebody who has seen it knows that it was there. */
  @Test
  @Covers("F55")
  void theNewestChangeSetDeletedWithItsCopyIsMissed() throws IOException {
    Map<String, byte[]> others = new TreeMap<>(good);
    others.remove(newestChangeSet());
    others.remove(copyOf(newestChangeSet()));
    SmallLibrary.putAll(library.vault, others);
    Finding finding = judge.withCatalog(lastSeen, Look.READ);
    assertThat(finding.verdict()).isEqualTo(Verdict.VAULT_REFUSED);
    long newest = lastSeen.orElseThrow().number();
    assertThat(finding.words()).contains("older than last seen: its last change set is " + (newest - 1) + ", not " + newest);
  }

  @Test
  @Covers("F54")
  void aChangeSetDamagedInBothItsFilesIsRefusedByName() throws IOException {
    for (String name : good.keySet().stream().filter(each -> each.startsWith("changes/")).toList()) {
      SmallLibrary.put(library.vault, name, new byte[100]);
      SmallLibrary.put(library.vault, copyOf(name), new byte[0]);
      Finding finding = judge.rebuilt(Look.OPEN);
      assertThat(finding.verdict()).isEqualTo(Verdict.VAULT_REFUSED);
      assertThat(finding.words()).contains("change set " + Integer.parseInt(name.substring("changes/".length())) + " ");
      SmallLibrary.put(library.vault, name, good.get(name));
      SmallLibrary.put(library.vault, copyOf(name), good.get(name));
    }
  }

  @Test
  @Covers("F55")
  void twoSwappedFilesOfOneKindAreNamed() throws IOException {
    List<String> names = List.copyOf(good.keySet());
    int swaps = 0;
    for (String first : names) {
      for (String second : names) {
        boolean isSameKind = kind(first).equals(kind(second));
        if (first.compareTo(second) < 0 && isSameKind) {
          SmallLibrary.put(library.vault, first, good.get(second));
          SmallLibrary.put(library.vault, second, good.get(first));
          assertExpected(first, judge.withCatalog(lastSeen, Look.READ));
          assertExpected(first, judge.rebuilt(Look.READ));
          SmallLibrary.put(library.vault, first, good.get(first));
          SmallLibrary.put(library.vault, second, good.get(second));
          swaps++;
        }
      }
    }
    assertThat(swaps).isGreaterThan(20);
  }

  @Test
  @Covers("F55")
  void anOlderStateOfTheWholeVaultIsSeenByWhoeverSawANewerOne() throws IOException {
    Map<String, byte[]> older = good;
    addPhoto(library, "IMG_9.jpg");
    ChangeHead newer = library.head();
    SmallLibrary.putAll(library.vault, older);
    Finding finding = judge.withCatalog(Optional.of(newer), Look.READ);
    assertThat(finding.verdict()).isEqualTo(Verdict.VAULT_REFUSED);
    assertThat(finding.words())
        .isEqualTo("the vault is older than last seen: its last change set is " + lastSeen.orElseThrow().number() + ", not " + newer.number());
  }

  @Test
  @Covers("F55")
  void oldKeysPutBackAreSeenFromTheVaultAlone() throws IOException {
    byte[] old = SmallLibrary.files(library.vault).get("vault.json");
    try (VaultStore store = library.openStore(VaultOptions.readWrite(lastSeen))) {
      store.replaceKeyAttributes(
          library.keys.changePassphrase(store.keyAttributes(), "another".toCharArray(), SmallLibrary.CHEAP, new SecureRandom()));
    }
    SmallLibrary.put(library.vault, "vault.json", old);
    assertThat(judge.rebuilt(Look.READ)).isEqualTo(new Finding(Verdict.RECOVERED, judge.rebuilt(Look.READ).words()));
    assertThat(judge.rebuilt(Look.READ).words()).contains("vault.json").contains("is older than the other copy");
    SmallLibrary.put(library.vault, "vault-copy.json", old);
    assertThat(judge.rebuilt(Look.READ)).isEqualTo(new Finding(Verdict.VAULT_REFUSED, "the header is older than last seen: revision 2 < 3"));
  }

  @Test
  @Covers("F56")
  void twoCopiesThatWereBothWrittenToAreNeverMixed() throws IOException {
    SmallLibrary copy = library.at(folder.resolve("copy"));
    SmallLibrary.putAll(Files.createDirectory(copy.vault), good);
    addPhoto(library, "IMG_here.jpg");
    addPhoto(library, "IMG_here too.jpg");
    addPhoto(copy, "IMG_there.jpg");
    addPhoto(copy, "IMG_there too.jpg");
    Optional<ChangeHead> seenHere = Optional.of(library.head());
    Map<String, byte[]> here = SmallLibrary.files(library.vault);
    Map<String, byte[]> there = SmallLibrary.files(copy.vault);
    assertForked("is not the one last seen: this is another history of the vault", there, seenHere);
    for (String changed : here.keySet().stream().filter(name -> name.startsWith("changes/") && !good.containsKey(name)).toList()) {
      Map<String, byte[]> mixed = new TreeMap<>(there);
      mixed.putAll(here);
      mixed.put(changed, there.get(changed));
      mixed.put(copyOf(changed), there.get(copyOf(changed)));
      assertForked("change set ", mixed, seenHere);
      assertForked("change set ", mixed, Optional.empty());
    }
  }

  private void assertForked(String words, Map<String, byte[]> files, Optional<ChangeHead> seen) throws IOException {
    SmallLibrary.putAll(library.vault, files);
    Finding finding = judge.withCatalog(seen, Look.READ);
    if (seen.isEmpty() && finding.verdict() == Verdict.BELIEVED) {
      // The newest change set of the other copy alone, on the common past: a history like any other for who has seen neither.
      assertThat(finding.words()).contains("IMG_here");
      return;
    }
    assertThat(finding.verdict()).as(finding.words()).isEqualTo(Verdict.VAULT_REFUSED);
    assertThat(finding.words()).contains(words);
  }

  @Test
  @Covers("F56")
  void whatASyncProgramPutsBesideIsLeftAloneAndNamed() throws IOException {
    String conflict = "changes/00000002 (conflicted copy)";
    SmallLibrary.put(library.vault, conflict, good.get("changes/00000001"));
    Finding finding = judge.withCatalog(lastSeen, Look.READ);
    assertThat(finding.verdict()).isEqualTo(Verdict.RECOVERED);
    assertThat(finding.words()).contains(conflict).contains("FOREIGN_FILE");
    assertThat(SmallLibrary.files(library.vault)).containsKey(conflict);
  }

  private static void addPhoto(SmallLibrary to, String title) throws IOException {
    try (Catalog catalog = Catalog.inMemory();
        VaultStore store = to.openStore(VaultOptions.readWrite(Optional.empty()));
        Library open = to.openLibrary(store, catalog)) {
      open.refresh(() -> false);
      to.add(open, AssetKind.PHOTO, title, title);
    }
  }

  private String newestChangeSet() {
    return new ArrayList<>(good.keySet()).stream().filter(name -> name.startsWith("changes/")).max(String::compareTo).orElseThrow();
  }

  private static String copyOf(String changeSet) {
    return changeSet.replace("changes/", "changes-copy/");
  }

  private static void assertExpected(String name, Finding finding) {
    Expected.after(name).judge(name, finding);
  }

  /** The folder it lies in, or its name. */
  private static String kind(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
