package org.stillkeep.vault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;
import org.stillkeep.vault.VaultFinding.Kind;

/** The vault's folder and what lies directly in it. */
final class VaultFolder {

  private static final Logger LOG = LoggerFactory.getLogger(VaultFolder.class);

  private static final Set<String> SUBFOLDERS = Set.of(ObjectFolder.FOLDER, ChangeFiles.FOLDER, ChangeFiles.COPIES);

  private VaultFolder() {}

  /**
   * Makes the folders of a new vault.
   *
   * @throws StoreException REFUSED when there is anything but what an interrupted creation leaves
   */
  static void prepare(Path vault) throws IOException {
    requireUnused(vault);
    if (Files.exists(vault)) {
      DurableFiles.sweepTemporaries(vault);
      DisjointFolders.sweepProbes(vault);
    }
    try {
      DurableFiles.createPrivateDirectories(vault);
      for (String name : SUBFOLDERS) {
        DurableFiles.createPrivateDirectories(vault.resolve(name));
      }
      DurableFiles.setOwnerOnly(vault);
    } catch (IOException e) {
      throw DiskErrors.translate(e, vault);
    }
  }

  /** Whether a vault can be made here: there is no folder yet, or nothing in it but what an interrupted creation leaves. */
  static void requireUnused(Path vault) throws IOException {
    if (!Files.exists(vault)) {
      return;
    }
    Listing.forEach(
        vault,
        (file, name) -> {
          boolean ours = isLeftover(name) || (SUBFOLDERS.contains(name) && isEmpty(file));
          if (!ours) {
            throw new StoreException(Reason.REFUSED, vault + " is not empty: it holds " + name);
          }
        });
  }

  /** What a crash leaves, or a check of the folders that runs now. */
  private static boolean isLeftover(String name) {
    return DurableFiles.isTemporaryName(name) || DisjointFolders.isProbeName(name);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
  }

  /**
   * The folders that nothing else can stand in for are there: that of the objects, and one of those of change sets.
   *
   * @throws StoreException DAMAGED
   */
  static void requireComplete(Path vault) throws StoreException {
    if (!Files.isDirectory(vault.resolve(ObjectFolder.FOLDER))) {
      throw missing(ObjectFolder.FOLDER);
    }
    if (!Files.isDirectory(vault.resolve(ChangeFiles.FOLDER)) && !Files.isDirectory(vault.resolve(ChangeFiles.COPIES))) {
      throw missing(ChangeFiles.FOLDER);
    }
  }

  static StoreException missing(String folder) {
    return new StoreException(Reason.DAMAGED, "the folder \"" + folder + "\" is missing");
  }

  /** Deletes what a crash left half written beside the header and the change sets. For the holder of the lock. */
  static void sweepTemporaries(Path vault) throws IOException {
    DurableFiles.sweepTemporaries(vault);
    for (String folder : List.of(ChangeFiles.FOLDER, ChangeFiles.COPIES)) {
      if (Files.isDirectory(vault.resolve(folder))) {
        sweepTemporaries(vault, folder);
      }
    }
  }

  /** Copies that a disk does not list keep nobody from the first files. */
  private static void sweepTemporaries(Path vault, String folder) throws IOException {
    try {
      DurableFiles.sweepTemporaries(vault.resolve(folder));
    } catch (IOException e) {
      if (!folder.equals(ChangeFiles.COPIES)) {
        throw e;
      }
      LOG.warn("{} cannot be swept: {}", vault.resolve(folder), e.toString());
    }
  }

  /** Permissions that do not hold, and files that are none of ours. */
  static List<VaultFinding> findings(Path vault) throws IOException {
    List<VaultFinding> findings = new ArrayList<>();
    if (!DurableFiles.readBackOwnerOnly(vault)) {
      findings.add(
          DurableFiles.keepsPermissions(vault)
              ? VaultFinding.of(Kind.NOT_PRIVATE, ".", "other users may enter it, by the file system's word")
              : VaultFinding.of(Kind.NO_PERMISSIONS, ".", "whoever may use its disk may enter it: that file system knows no owners"));
    }
    Listing.forEach(
        vault,
        (file, name) -> {
          if (!isOurs(name)) {
            findings.add(VaultFinding.of(Kind.FOREIGN_FILE, name, "is not part of a vault"));
          }
        });
    for (String folder : List.of(ChangeFiles.FOLDER, ChangeFiles.COPIES)) {
      if (Files.isDirectory(vault.resolve(folder))) {
        addForeign(vault, folder, findings);
      }
    }
    return findings;
  }

  /** Whether the disk lists the copies is said by whoever reads them. */
  private static void addForeign(Path vault, String folder, List<VaultFinding> findings) throws IOException {
    try {
      Listing.forEach(
          vault.resolve(folder),
          (file, name) -> {
            if (!ChangeFiles.isName(name) && !DurableFiles.isTemporaryName(name)) {
              findings.add(VaultFinding.of(Kind.FOREIGN_FILE, folder + "/" + name, "is not a change set"));
            }
          });
    } catch (IOException e) {
      if (!folder.equals(ChangeFiles.COPIES)) {
        throw e;
      }
    }
  }

  private static boolean isOurs(String name) {
    return SUBFOLDERS.contains(name)
        || HeaderFiles.NAMES.contains(name)
        || VaultLock.NAME.equals(name)
        || Quarantine.FOLDER.equals(name)
        || isLeftover(name);
  }

  /** How much room its disk has; empty when the disk does not know, or cannot be asked, as where a chroot hides the mounts. */
  static OptionalLong freeBytes(Path folder) {
    try {
      FileStore disk = Files.getFileStore(folder);
      // Some network file systems say 0 of 0.
      return disk.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(disk.getUsableSpace());
    } catch (IOException e) {
      LOG.debug("the disk of {} does not tell its room", folder, e);
      return OptionalLong.empty();
    }
  }

  static StoreException newerFormat(String what, long format) {
    return new StoreException(
        Reason.NEWER_FORMAT,
        what + " has format " + format + "; this program reads formats up to " + VaultStore.FORMAT);
  }
}
