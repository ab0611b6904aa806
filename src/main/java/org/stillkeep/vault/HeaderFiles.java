package org.stillkeep.vault;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.VaultFinding.Kind;

/**
 * The header's two copies. Either one suffices; when both are whole but differ, a crash came between their writing, and the
 * higher revision holds.
 */
final class HeaderFiles {

  static final List<String> NAMES = List.of("vault.json", "vault-copy.json");

  private HeaderFiles() {}

  /**
   * What was read.
   *
   * @param header the copy that holds
   * @param findings what is wrong with the other one
   */
  record Found(HeaderCopy header, List<VaultFinding> findings) {}

  /**
   * Reads both copies.
   *
   * @param believed whether a whole copy may be believed; without a key, all may
   * @throws StoreException NOT_FOUND when there is neither, DAMAGED when neither can be believed, NEWER_FORMAT
   * @throws IOException what the disk said, when it does not give out one of them and the other cannot be believed
   */
  static Found read(Path vault, Predicate<HeaderCopy> believed) throws IOException {
    List<HeaderCopy> copies = new ArrayList<>();
    List<VaultFinding> findings = new ArrayList<>();
    Optional<IOException> unreadable = Optional.empty();
    boolean anyFile = false;
    for (String name : NAMES) {
      try {
        HeaderCopy copy = HeaderCopy.parse(bounded(vault.resolve(name)));
        anyFile = true;
        if (copy.format() > VaultStore.FORMAT) {
          throw VaultFolder.newerFormat(name, copy.format());
        }
        if (believed.test(copy)) {
          copies.add(copy);
        } else {
          findings.add(finding(name, "is altered, or belongs to another vault: its MAC does not match"));
        }
      } catch (NoSuchFileException | FileNotFoundException e) {
        findings.add(finding(name, "is missing"));
      } catch (IllegalArgumentException e) {
        anyFile = true;
        findings.add(finding(name, e.getMessage()));
      } catch (StoreException e) {
        throw e;
      } catch (IOException e) {
        unreadable = unreadable.or(() -> Optional.of(DiskErrors.translate(e, vault.resolve(name))));
        findings.add(finding(name, "cannot be read: " + DiskErrors.words(e)));
      }
    }
    if (copies.isEmpty() && unreadable.isPresent()) {
      throw unreadable.get();
    }
    if (!anyFile) {
      throw new StoreException(Reason.NOT_FOUND, "no vault at " + vault);
    }
    return choose(copies, findings);
  }

  private static Found choose(List<HeaderCopy> copies, List<VaultFinding> findings) throws StoreException {
    Optional<HeaderCopy> best = copies.stream().max(Comparator.comparingInt(HeaderCopy::revision));
    if (best.isEmpty()) {
      throw new StoreException(
          Reason.DAMAGED, "both copies of the header: " + findings.get(0).detail() + "; " + findings.get(1).detail());
    }
    if (copies.size() == 2 && copies.get(0).revision() != copies.get(1).revision()) {
      boolean firstIsStale = copies.get(0).revision() < copies.get(1).revision();
      findings.add(finding(NAMES.get(firstIsStale ? 0 : 1), "is older than the other copy"));
    }
    return new Found(best.get(), findings);
  }

  /** Writes both copies, the first one first; durable when it returns. */
  static void write(Path vault, HeaderCopy header) throws IOException {
    for (String name : NAMES) {
      write(vault, name, header);
    }
  }

  /**
   * Writes back each copy that is not the one that holds. A damaged one, or one that the disk does not give out, is put into
   * quarantine first; an older one is not kept, since a passphrase that was replaced would open it.
   *
   * @param believed whether a whole copy is one of this vault's
   * @return the names of the copies that were written
   */
  static List<String> mend(Path vault, HeaderCopy header, Predicate<HeaderCopy> believed) throws IOException {
    List<String> mended = new ArrayList<>();
    for (String name : NAMES) {
      Optional<byte[]> there = thereIs(vault.resolve(name));
      if (there.isEmpty() || !Arrays.equals(there.get(), header.text())) {
        if (there.isPresent() && !isBelieved(there.get(), believed)) {
          replaceDamaged(vault, name, header);
        } else {
          write(vault, name, header);
        }
        mended.add(name);
      }
    }
    return mended;
  }

  private static Optional<byte[]> thereIs(Path copy) {
    try {
      return Optional.of(bounded(copy));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of(new byte[0]); // as good as damaged: it is put aside whole, and written anew
    }
  }

  /** The new one is on the disk before the damaged one leaves its place. */
  private static void replaceDamaged(Path vault, String name, HeaderCopy header) throws IOException {
    try (Pending pending = DurableFiles.begin(vault.resolve(name), PosixMode.OWNER_ONLY)) {
      pending.body().write(header.text());
      pending.force();
      new Quarantine(vault).take(vault.resolve(name));
      pending.commit();
    } catch (IOException e) {
      throw DiskErrors.translate(e, vault);
    }
  }

  private static boolean isBelieved(byte[] text, Predicate<HeaderCopy> believed) {
    try {
      return believed.test(HeaderCopy.parse(text));
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }

  private static void write(Path vault, String name, HeaderCopy header) throws IOException {
    try (Pending pending = DurableFiles.begin(vault.resolve(name), PosixMode.OWNER_ONLY)) {
      pending.body().write(header.text());
      pending.commit();
    } catch (IOException e) {
      throw DiskErrors.translate(e, vault);
    }
  }

  private static byte[] bounded(Path file) throws IOException {
    return BoundedFile.read(file, HeaderCopy.MAX_BYTES);
  }

  private static VaultFinding finding(String name, String detail) {
    return VaultFinding.of(Kind.DAMAGED_HEADER_COPY, name, detail);
  }
}
