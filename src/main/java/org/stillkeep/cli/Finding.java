package org.stillkeep.cli;

import java.util.Objects;
import java.util.Optional;
import org.stillkeep.library.VerifyFinding;

/**
 * Something that {@code verify} has to say.
 *
 * @param severity how much it matters
 * @param kind what was found, as scripts read it, e.g. {@code content-damaged}
 * @param subject what it is about, in words: a photo by its title, albums and date, or a file of the vault or of an export
 * @param what what is wrong with it
 * @param fix what helps, as one sentence without a full stop; empty text where nothing has to be done
 * @param count how many things it stands for
 * @param photo the photo that it is about, where it is about one
 * @param mended whether it has been put right in this run
 */
record Finding(
    Severity severity, String kind, String subject, String what, String fix, long count, Optional<VerifyFinding> photo, boolean mended) {

  Finding {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(what);
    Objects.requireNonNull(fix);
    Objects.requireNonNull(photo);
  }

  /** One thing that is no photo. */
  static Finding of(Severity severity, String kind, String subject, String what, String fix) {
    return of(severity, kind, subject, what, fix, 1);
  }

  /** Several things of a kind. */
  static Finding of(Severity severity, String kind, String subject, String what, String fix, long count) {
    return new Finding(severity, kind, subject, what, fix, count, Optional.empty(), false);
  }

  /** The same, put right. */
  Finding asMended() {
    return new Finding(severity, kind, subject, what, "", count, photo, true);
  }

  /** The same, put right by what comes next. */
  Finding asMended(String next) {
    return new Finding(severity, kind, subject, what + "; " + next, "", count, photo, true);
  }

  /** The same, with other help. */
  Finding withFix(String other) {
    return new Finding(severity, kind, subject, what, other, count, photo, mended);
  }

  /** Whether somebody should do something about it. */
  boolean isOpen() {
    return !mended && severity != Severity.NOTE;
  }

  /** Its line for people. */
  String line() {
    return (mended ? "mended" : severity.word()) + "  " + subject + ": " + what;
  }
}
