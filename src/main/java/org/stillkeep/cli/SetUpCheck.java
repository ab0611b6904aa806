package org.stillkeep.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stillkeep.agent.OverlapWords;
import org.stillkeep.export.ExportOptions;
import org.stillkeep.export.ExportState;
import org.stillkeep.export.Exporter;
import org.stillkeep.files.DisjointFolders;
import org.stillkeep.files.DisjointFolders.Folder;
import org.stillkeep.files.DisjointFolders.Overlap;
import org.stillkeep.store.StoreException;
import org.stillkeep.vault.VaultStore;
import org.stillkeep.web.SetUp.Choice;
import org.stillkeep.web.SetUp.Finding;

/** Says of chosen folders, without writing anywhere, which cannot be had and what is good to know of the others. */
final class SetUpCheck {

  /** A folder of the choice, and why it cannot be had; empty where it can. */
  private record Chosen(String role, int index, Path path, String refusal) {

    Chosen refused(String why) {
      return refusal.isEmpty() ? new Chosen(role, index, path, why) : this;
    }

    Folder folder() {
      return new Folder(role, role + "[" + index + "]", path);
    }
  }

  private final Places places;
  private final Path state;

  /** @param state the state folder, which must stay apart from all that is chosen */
  SetUpCheck(Places places, Path state) {
    this.places = places;
    this.state = state;
  }

  /** The path that is meant; relative ones begin at the home folder. Empty when it is none. */
  Optional<Path> resolve(String written) {
    try {
      return written.isBlank() ? Optional.empty() : Optional.of(places.resolve(written.strip(), places.home()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** One finding for each folder, in the order inboxes, vault, exports. */
  List<Finding> of(Choice choice) {
    List<Chosen> chosen = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < choice.inboxes().size(); i++) {
      add("inbox", i, choice.inboxes().get(i), chosen, findings);
    }
    add("vault", 0, choice.vault(), chosen, findings);
    for (int i = 0; i < choice.exports().size(); i++) {
      add("export", i, choice.exports().get(i), chosen, findings);
    }
    withOverlaps(chosen).forEach(each -> findings.add(finding(each)));
    if (choice.inboxes().isEmpty()) {
      findings.add(refusal("inbox", 0, "choose a folder into which archives are dropped"));
    }
    return findings;
  }

  private void add(String role, int index, String written, List<Chosen> chosen, List<Finding> findings) {
    Optional<Path> path = resolve(written);
    if (path.isEmpty()) {
      findings.add(refusal(role, index, written.isBlank() ? "choose a folder" : "\"" + written + "\" is not a path on this computer"));
    } else {
      chosen.add(new Chosen(role, index, path.get(), refusal(role, path.get())));
    }
  }

  private static Finding refusal(String role, int index, String why) {
    return new Finding(role, index, "", why, "", OptionalLong.empty());
  }

  private static String refusal(String role, Path path) {
    try {
      Optional<String> unsuitable = DisjointFolders.unsuitable(path);
      if (unsuitable.isPresent()) {
        return path + " cannot be used: " + unsuitable.get() + "; choose a folder of its own";
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
        return path + " is not a folder; choose another";
      }
      Path nearest = nearestExisting(path);
      if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
        return nearest + " cannot be written to; make it writable for you, or choose another folder";
      }
      return role.equals("vault") ? vaultRefusal(path) : "";
    } catch (IOException e) {
      return path + " cannot be looked at (" + e.getMessage() + "); check its disk, or choose another folder";
    }
  }

  private static String vaultRefusal(Path vault) throws IOException {
    if (Files.exists(vault.resolve("vault.json"))) {
      return "there is a vault in " + vault
          + " already; choose an empty folder, or open that one by naming it as library.path in a configuration of your own";
    }
    try {
      VaultStore.requireUnused(vault);
      return "";
    } catch (StoreException e) {
      return e.getMessage() + "; choose an empty folder, or one that is not there yet";
    }
  }

  private List<Chosen> withOverlaps(List<Chosen> chosen) {
    List<Folder> folders = new ArrayList<>();
    chosen.stream().filter(each -> each.refusal().isEmpty()).forEach(each -> folders.add(each.folder()));
    folders.add(new Folder("state", "state", state));
    List<Overlap> overlaps;
    try {
      overlaps = DisjointFolders.checkWithoutWriting(folders);
    } catch (IOException e) {
      String why = "whether the folders lie apart cannot be told (" + e.getMessage() + "); check their disks";
      return chosen.stream().map(each -> each.refused(why)).toList();
    }
    return chosen.stream().map(each -> withOverlap(each, overlaps)).toList();
  }

  private static Chosen withOverlap(Chosen chosen, List<Overlap> overlaps) {
    return overlaps.stream()
        .filter(overlap -> overlap.first().equals(chosen.folder()) || overlap.second().equals(chosen.folder()))
        .findFirst()
        .map(overlap -> chosen.refused(OverlapWords.what(overlap) + "; choose folders side by side"))
        .orElse(chosen);
  }

  private static Finding finding(Chosen chosen) {
    String remark = chosen.refusal().isEmpty() ? remark(chosen) : "";
    return new Finding(
        chosen.role(), chosen.index(), chosen.path().toString(), chosen.refusal(), remark, freeBytes(chosen.path()));
  }

  private static String remark(Chosen chosen) {
    if (!Files.exists(chosen.path())) {
      return "will be created";
    }
    if (!chosen.role().equals("export")) {
      return "";
    }
    ExportState export =
        Exporter.check(
            ExportOptions.defaults("", chosen.path(), ZoneId.systemDefault(), "", ""), Optional.empty());
    return export.mayWrite()
        ? ""
        : export.reason() + ": nothing in it is touched, and you are asked once more before anything is written there";
  }

  private static OptionalLong freeBytes(Path path) {
    try {
      FileStore disk = Files.getFileStore(nearestExisting(path));
      // Some network file systems say 0 of 0, which means that they do not know.
      return disk.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(disk.getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static Path nearestExisting(Path path) {
    Path nearest = path.toAbsolutePath();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }
}
