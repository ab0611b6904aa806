package org.stillkeep.agent;

import org.stillkeep.catalog.CatalogException;

/** Says what to do when the catalog fails. */
public final class CatalogWords {

  private CatalogWords() {}

  /** The remedy, for people. */
  public static String remedy(CatalogException.Reason reason) {
    return switch (reason) {
      case FULL -> "make room on the disk of the state folder";
      case IN_USE -> "end the other program that has it open";
      case NO_PERMISSION -> "make the state folder yours and writable";
      case DAMAGED -> "stop Stillkeep and delete the catalog: it is rebuilt from the vault, and nothing is lost";
      case NOT_A_CATALOG -> "choose another state folder, or move that file away";
      case NEWER_SCHEMA -> "use the newer Stillkeep that wrote it";
      case FAILED -> "the log in the state folder says more; a catalog that was deleted is rebuilt from the vault";
    };
  }
}
