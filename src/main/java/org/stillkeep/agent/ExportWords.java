package org.stillkeep.agent;

import java.util.Set;
import org.stillkeep.export.ExportException;

/** The states of an export folder, in words, and what helps. */
final class ExportWords {

  static final String IN_STEP = "in step";
  static final String BEHIND = "behind";
  static final String WRITING = "writing";
  /** Its disk is not there, or says that it fails. */
  static final String NOT_CONNECTED = "not connected";
  /** Its disk says nothing at all, as one whose server hangs. */
  static final String NOT_ANSWERING = "not answering";
  static final String FOREIGN = "not ours";
  static final String FULL = "full";
  static final String READ_ONLY = "read-only";
  static final String NOT_WRITABLE = "not writable";

  /** Nobody can tell what is on its disk now. */
  static final Set<String> AWAY = Set.of(NOT_CONNECTED, NOT_ANSWERING);
  /** States that last until something happens to the disk; the others pass by themselves in seconds. */
  static final Set<String> TROUBLE = Set.of(NOT_CONNECTED, NOT_ANSWERING, FOREIGN, FULL, READ_ONLY, NOT_WRITABLE);

  private static final String ADOPT =
      "if this folder is meant, set it up in the status page; or stop the agent and run `stillkeep export --adopt`";

  private ExportWords() {}

  /** The state that a pass leaves which ended so. */
  static String state(ExportException.Reason reason) {
    return switch (reason) {
      case NOT_CONNECTED -> NOT_CONNECTED;
      case FOREIGN -> FOREIGN;
      case FULL -> FULL;
      case READ_ONLY -> READ_ONLY;
      case TARGET_FAILING, LOCALE -> NOT_WRITABLE;
    };
  }

  static String remedy(ExportException.Reason reason) {
    return switch (reason) {
      case FOREIGN -> ADOPT;
      case FULL -> "make room there; it is tried again by itself";
      case READ_ONLY -> "make the folder writable; it is tried again by itself";
      case LOCALE -> "start Stillkeep by its launcher, or set LC_ALL=C.UTF-8";
      case NOT_CONNECTED, TARGET_FAILING -> "check that disk; it is tried again by itself";
    };
  }
}
