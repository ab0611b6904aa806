package org.stillkeep.cli;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillkeep.agent.CatalogWords;
import org.stillkeep.agent.StoreCopies;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.export.ExportFinding;
import org.stillkeep.library.VerifyFinding;
import org.stillkeep.vault.VaultFinding;

/** Puts words to what vault, library and exports were found to be: what each finding means, and what helps. */
final class FindingWords {

  /** What takes a damaged photo's content from wherever it still lies. */
  static final String FIX =
      "`stillkeep verify --fix` takes it from an archive in the inbox or from an export folder, where it still lies there; or drop its"
          + " archive into the inbox again";

  /** The same, when nothing that lies there had it. */
  static final String FIND_ARCHIVE = "drop its archive into the inbox again; if that is gone, order the Takeout once more";

  private static final String FIX_DAMAGED = "`stillkeep verify --read-data --export --fix`, then the next pass writes it again";

  private static final String FIX_EXPORT = "`stillkeep verify --export --fix`, then the next pass writes it again";

  private FindingWords() {}

  /** What was found in the folder of a vault; of what concerns a photo, the library speaks, which knows its name. */
  static List<Finding> ofVault(List<VaultFinding> found) {
    List<Finding> findings = new ArrayList<>();
    Map<VaultFinding.Kind, Long> notes = new TreeMap<>();
    for (VaultFinding each : found) {
      if (isCounted(each.kind())) {
        notes.merge(each.kind(), 1L, Long::sum);
      } else if (each.fileId().isEmpty()) {
        findings.add(
            Finding.of(severity(each.severity()), word(each.kind()), vaultSubject(each.subject()), each.detail(), fix(each.kind())));
      }
    }
    notes.forEach((kind, count) -> findings.add(note(kind, count)));
    return findings;
  }

  /** What is damaged of a vault's files that are kept twice, in one sentence. */
  static Optional<StoreCopies.Damage> ofCopies(List<VaultFinding> found) {
    List<VaultFinding> damaged = found.stream().filter(each -> isOfCopies(each.kind())).toList();
    return damaged.stream().min(Comparator.comparing(VaultFinding::severity)).map(worst -> damage(worst, damaged.size() - 1));
  }

  private static StoreCopies.Damage damage(VaultFinding worst, int others) {
    boolean isLost = worst.severity() == VaultFinding.Severity.LOSS;
    String which = worst.subject() + (others == 0 ? "" : " and " + others + " more") + " (" + worst.detail() + ")";
    return isLost
        ? new StoreCopies.Damage("damaged in the vault, and so is its copy: " + which, fix(worst.kind()))
        : new StoreCopies.Damage(
            "damaged in the vault: " + which + "; nothing is lost as long as the other copy holds",
            "run `stillkeep verify --fix`, which writes it from the other copy");
  }

  private static boolean isOfCopies(VaultFinding.Kind kind) {
    return switch (kind) {
      case DAMAGED_CHANGE_SET, DAMAGED_CHANGE_SET_COPY, DAMAGED_HEADER, DAMAGED_HEADER_COPY -> true;
      default -> false;
    };
  }

  /** What there may be much of, and nobody wants by name. */
  private static boolean isCounted(VaultFinding.Kind kind) {
    return kind == VaultFinding.Kind.UNREGISTERED_OBJECT || kind == VaultFinding.Kind.FOREIGN_FILE;
  }

  /** A file of the vault, in words. */
  static String vaultSubject(String file) {
    return "vault: " + file;
  }

  /** What is wrong with the catalog; it is made anew, and not repaired. */
  static Finding ofCatalog(String damage) {
    return Finding.of(Severity.WARNING, "damaged-catalog", "catalog", damage, CatalogWords.remedy(CatalogException.Reason.DAMAGED));
  }

  private static Severity severity(VaultFinding.Severity severity) {
    return switch (severity) {
      case LOSS -> Severity.LOST;
      case WARNING -> Severity.WARNING;
      case NOTE -> Severity.NOTE;
    };
  }

  private static String fix(VaultFinding.Kind kind) {
    return switch (kind) {
      case DAMAGED_HEADER_COPY -> "`stillkeep verify --fix` writes it back from the other copy";
      case UNREADABLE_FOLDER -> "that disk is failing: copy the vault folder to another one";
      case DAMAGED_CHANGE_SET_COPY -> "`stillkeep verify --fix` writes it from the other one";
      case NOT_PRIVATE -> "make the folder yours alone (chmod 700)";
      case DAMAGED_CHANGE_SET, DAMAGED_HEADER ->
          "copy the vault folder before anything else, then put this file back from a backup of the vault";
      case QUARANTINE -> "once all is well, you may delete the folder `quarantine` of the vault";
      case MISSING_OBJECT, WRONG_LENGTH -> FIX;
      case UNREGISTERED_OBJECT, FOREIGN_FILE, NO_PERMISSIONS -> "";
    };
  }

  private static Finding note(VaultFinding.Kind kind, long count) {
    boolean orphans = kind == VaultFinding.Kind.UNREGISTERED_OBJECT;
    String what =
        orphans ? "objects that no photo names, left by an interruption or by a history that was given up: " + count : "files that are not Stillkeep's: " + count;
    return Finding.of(Severity.NOTE, word(kind), "vault", what, "", count);
  }

  /** What was found in the library. */
  static Finding ofLibrary(VerifyFinding found) {
    Severity severity =
        switch (found.problem()) {
          case CONTENT_MISSING, CONTENT_DAMAGED, ENTRY_UNREADABLE -> Severity.LOST;
          case NOT_GIVEN_OUT -> Severity.WARNING;
          case THUMBNAIL_DAMAGED -> Severity.NOTE;
        };
    String fix =
        switch (found.problem()) {
          case CONTENT_MISSING, CONTENT_DAMAGED -> FIX;
          case ENTRY_UNREADABLE -> "another program wrote it, or a backup of the vault has it whole; the photo itself may lie in an export folder";
          case NOT_GIVEN_OUT -> "run it again later; a disk of your own that goes on failing is at its end: copy what is on it to another one";
          case THUMBNAIL_DAMAGED -> "";
        };
    String what =
        switch (found.problem()) {
          case CONTENT_MISSING -> "its content is missing";
          case CONTENT_DAMAGED -> "its content is damaged";
          case NOT_GIVEN_OUT -> "not checked: " + found.detail();
          case THUMBNAIL_DAMAGED -> "its preview is damaged; the photo itself is whole";
          case ENTRY_UNREADABLE -> found.detail();
        };
    return new Finding(severity, word(found.problem()), subject(found), what, fix, 1, Optional.of(found), false);
  }

  /** A photo as its owner knows it. */
  private static String subject(VerifyFinding found) {
    String where = found.albums().isEmpty() ? "" : " in " + String.join(", ", found.albums());
    String when = found.taken().map(time -> ", " + date(time)).orElse("");
    String title = found.title().isEmpty() ? "something without a name" : found.title();
    return title + where + when + " (asset " + found.assetId() + ")";
  }

  /** The day at the place of capture, as far as it is known. */
  static String date(CaptureTime time) {
    return time.instant().atOffset(time.offset().orElse(ZoneOffset.UTC)).toLocalDate().toString();
  }

  /** What was found in an export folder. */
  static Finding ofExport(Path folder, ExportFinding found) {
    String subject = "export " + folder + ": " + found.path();
    String kind = "export-" + word(found.kind());
    return switch (found.kind()) {
      case DAMAGED -> Finding.of(Severity.WARNING, kind, subject, "is damaged: " + found.detail(), FIX_DAMAGED);
      case MISSING -> Finding.of(Severity.WARNING, kind, subject, "is missing", FIX_EXPORT);
      case UNREADABLE -> Finding.of(Severity.WARNING, kind, subject, "cannot be read: " + found.detail(), "check that disk");
      case CHANGED ->
          Finding.of(Severity.NOTE, kind, subject, "has been changed by you or another program; it is left alone", "");
      case DELETED ->
          Finding.of(Severity.NOTE, kind, subject, "has been deleted by you or another program; it stays so", FIX_EXPORT);
      case FOREIGN ->
          Finding.of(
              Severity.NOTE, kind, subject, "holds files that are not Stillkeep's: " + found.files(), "", found.files());
    };
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
